package vedette.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What clients of the live stream that never read cost those that do: the way of an event from the
/// probe to a client, first with the readers alone, then with the others beside them; and what the
/// daemon takes.
final class Clients {
  /// So many connections are let in from one address; each of these is another one of loopback.
  private static final int PER_ADDRESS = 25;

  private static final Pattern TIME = Pattern.compile("\\{\"time\":\"([^\"]+)\"");
  private static final List<HttpClient> CLIENTS = new ArrayList<>();
  private static final int SAMPLES = 1 << 20;
  private static final int WARM_SECONDS = 15;

  private Clients() {}

  public static void main(String[] arguments) throws Exception {
    int[] given = Arrays.stream(arguments).mapToInt(Integer::parseInt).toArray();
    int seconds = given.length > 0 ? given[0] : 60;
    int reading = given.length > 1 ? given[1] : 80;
    int stuck = given.length > 2 ? given[2] : 20;
    int rate = given.length > 3 ? given[3] : 40_000;
    try (Daemon daemon = Daemon.start(rate, 500);
        HttpClient http = HttpClient.newHttpClient()) {
      String cookie = daemon.cookie(http);
      String node = daemon.node(http, cookie);
      List<Reader> readers = new ArrayList<>();
      for (int i = 0; i < reading; i++) {
        Reader reader = new Reader();
        readers.add(reader);
        connect(daemon, cookie, node, i, reader);
      }
      Run.sleep(WARM_SECONDS * 1000L);
      System.out.println(
          reading
              + " clients that read, "
              + rate
              + " events/s of 500 peers, "
              + seconds
              + " s each");
      System.out.println(Machine.describe());
      Table table =
          new Table(
              "beside them",
              "events each",
              "delay ms, median",
              "99 %",
              "most",
              "behind",
              "CPU %",
              "RSS MB",
              "most so far");
      phase("nobody", daemon, readers, seconds, table);
      for (int i = 0; i < stuck; i++) {
        connect(daemon, cookie, node, reading + i, new Stuck());
      }
      phase(stuck + " that never read", daemon, readers, seconds, table);
      System.out.println(table);
    }
  }

  private static void phase(
      String name, Daemon daemon, List<Reader> readers, int seconds, Table table) {
    readers.forEach(Reader::reset);
    long cpu = Machine.processNanos(daemon.pid());
    List<Double> resident = new ArrayList<>();
    for (int second = 0; second < seconds; second++) {
      Run.sleep(1000);
      resident.add(daemon.megabytes("VmRSS"));
    }
    double share = (Machine.processNanos(daemon.pid()) - cpu) / 1e7 / seconds;
    double[] delays =
        readers.stream().flatMapToDouble(it -> Arrays.stream(it.delays())).sorted().toArray();
    table.row(
        name,
        Integer.toString(delays.length / readers.size()),
        Table.number(at(delays, 0.5)),
        Table.number(at(delays, 0.99)),
        Table.number(at(delays, 1)),
        Long.toString(readers.stream().mapToLong(it -> it.behind.get()).sum()),
        Table.number(share),
        Table.number(Table.median(resident)),
        Table.number(daemon.megabytes("VmHWM")));
  }

  private static double at(double[] sorted, double share) {
    return sorted.length == 0 ? Double.NaN : sorted[(int) ((sorted.length - 1) * share)];
  }

  private static void connect(
      Daemon daemon, String cookie, String node, int number, WebSocket.Listener listener)
      throws Exception {
    WebSocket socket =
        from(number / PER_ADDRESS)
            .newWebSocketBuilder()
            .header("Cookie", cookie)
            .header("Origin", daemon.at("/").toString().replaceAll("/$", ""))
            .subprotocols("vedette.v1")
            .connectTimeout(Duration.ofSeconds(10))
            .buildAsync(
                URI.create(daemon.at("/api/v1/live").toString().replace("http", "ws")), listener)
            .get();
    // As a dashboard that shows the peers, and as one that follows messages.
    socket.sendText("{\"subscribe\":[\"now\",\"peers/" + node + "\"]}", true).get();
    socket
        .sendText(
            "{\"events\":{\"node\":\""
                + node
                + "\",\"select\":\"event=net:inbound_connection,net:closed_connection,validation:block_connected\"}}",
            true)
        .get();
  }

  /// A client whose connections come from the n-th address: one for all of them, because each has
  /// threads of its own.
  private static HttpClient from(int n) throws IOException {
    while (CLIENTS.size() <= n) {
      byte last = (byte) (1 + CLIENTS.size());
      InetAddress from = InetAddress.getByAddress(new byte[] {127, 0, 1, last});
      CLIENTS.add(HttpClient.newBuilder().localAddress(from).build());
    }
    return CLIENTS.get(n);
  }

  /// Opens, says what it wants, and takes nothing.
  private static final class Stuck implements WebSocket.Listener {
    @Override
    public void onOpen(WebSocket socket) {}
  }

  /// Reads everything and keeps how old each event was when it came.
  private static final class Reader implements WebSocket.Listener {
    private final StringBuilder frame = new StringBuilder();
    final AtomicLong behind = new AtomicLong();
    private double[] delays = new double[64];
    private int count;

    synchronized void reset() {
      count = 0;
      behind.set(0);
    }

    synchronized double[] delays() {
      return Arrays.copyOf(delays, count);
    }

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket socket, CharSequence part, boolean last) {
      frame.append(part);
      if (last) {
        take(frame.toString());
        frame.setLength(0);
      }
      socket.request(1);
      return null;
    }

    private synchronized void take(String text) {
      if (text.startsWith("{\"behind\"")) {
        behind.incrementAndGet();
      }
      if (!text.startsWith("{\"events\"")) {
        return;
      }
      Instant now = Instant.now();
      for (Matcher found = TIME.matcher(text); found.find() && count < SAMPLES; ) {
        if (count == delays.length) {
          delays = Arrays.copyOf(delays, 2 * count);
        }
        delays[count++] = Duration.between(Instant.parse(found.group(1)), now).toNanos() / 1e6;
      }
    }
  }
}
