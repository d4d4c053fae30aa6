package vedette.poll.electrum;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import vedette.testing.Ports;

/// Plays an Electrum server line by line, with electrs' answers, so that it can also do what a real
/// one does only when it is ill. It knows the tip that it is told and pushes it to subscribers.
public final class FakeElectrum implements AutoCloseable {
  /// The main network's first block, of which hash and time are known to everybody.
  public static final String GENESIS_HEADER =
      "01000000"
          + "0".repeat(64)
          + "3ba3edfd7a7b12b27ac72c3e67768f617fc81bc3888a51323a9fb8aa4b1e5e4a29ab5f49ffff001d1dac2b7c";

  public static final String GENESIS_HASH =
      "000000000019d6689c085ae165831e934ff763ae46a2a6c172b3f1b60a8ce26f";

  private static final Pattern METHOD = Pattern.compile("\"method\":\"([a-z_.]+)\"");
  private static final Pattern ID = Pattern.compile("\"id\":(\\d+)");
  private static final Pattern PARAMETERS = Pattern.compile("\"params\":\\[(.*)\\]}");

  /// A client that is connected.
  public static final class Client {
    private final Socket socket;
    private volatile boolean subscribed;

    private Client(Socket socket) {
      this.socket = socket;
    }

    /// Sends bytes as they are.
    public synchronized void raw(String bytes) throws IOException {
      OutputStream out = socket.getOutputStream();
      out.write(bytes.getBytes(StandardCharsets.ISO_8859_1));
      out.flush();
    }

    public void result(Question question, String json) throws IOException {
      raw("{\"id\":%s,\"jsonrpc\":\"2.0\",\"result\":%s}\n".formatted(question.id(), json));
    }

    public void error(Question question, int code, String message) throws IOException {
      raw(
          "{\"error\":{\"code\":%d,\"message\":\"%s\"},\"id\":%s,\"jsonrpc\":\"2.0\"}\n"
              .formatted(code, message, question.id()));
    }

    public void hangUp() throws IOException {
      socket.close();
    }
  }

  /// What was asked.
  public record Question(Client client, String method, String id, String parameters, String line) {}

  /// How it answers.
  public interface Behaviour {
    void answer(Question question) throws Exception;
  }

  private final ServerSocket server;
  private final List<Client> clients = new CopyOnWriteArrayList<>();
  private final List<Question> questions = new CopyOnWriteArrayList<>();
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Thread accepting = Thread.ofVirtual().unstarted(this::accept);
  private final AtomicLong height = new AtomicLong(800_000);
  private volatile String genesis = GENESIS_HASH;
  private volatile String software = "electrs/0.11.1";
  private volatile String protocol = "1.4";
  private volatile Behaviour behaviour = this::answerWell;

  private FakeElectrum(ServerSocket server) {
    this.server = server;
  }

  /// On a port that nobody else takes when this is closed.
  public static FakeElectrum start() throws IOException {
    return start(new ServerSocket(Ports.free(), 50, InetAddress.getLoopbackAddress()));
  }

  public static FakeElectrum start(ServerSocket server) {
    FakeElectrum fake = new FakeElectrum(server);
    fake.accepting.start();
    return fake;
  }

  public int port() {
    return server.getLocalPort();
  }

  public void behave(Behaviour wanted) {
    behaviour = wanted;
  }

  public void is(String wantedSoftware, String wantedProtocol) {
    software = wantedSoftware;
    protocol = wantedProtocol;
  }

  public void chain(String genesisHash) {
    genesis = genesisHash;
  }

  public List<Question> questions() {
    return List.copyOf(questions);
  }

  public long asked(String method) {
    return questions.stream().filter(question -> question.method().equals(method)).count();
  }

  public int connections() {
    return clients.size();
  }

  /// A block comes: subscribers hear of it.
  public void tip(long wanted) throws IOException {
    height.set(wanted);
    for (Client client : clients) {
      if (client.subscribed) {
        try {
          client.raw(
              "{\"jsonrpc\":\"2.0\",\"method\":\"blockchain.headers.subscribe\",\"params\":[%s]}\n"
                  .formatted(tipJson()));
        } catch (SocketException left) {
          // It has hung up, and the thread that serves it has yet to see that.
        }
      }
    }
  }

  /// All connections end, new ones are taken.
  public void hangUp() throws IOException {
    for (Client client : clients) {
      client.hangUp();
    }
  }

  private String tipJson() {
    return "{\"height\":%d,\"hex\":\"%s\"}".formatted(height.get(), GENESIS_HEADER);
  }

  /// As electrs does when all is well.
  public void answerWell(Question question) throws IOException {
    Client client = question.client();
    switch (question.method()) {
      case "server.version" ->
          client.result(question, "[\"%s\",\"%s\"]".formatted(software, protocol));
      case "server.ping" -> client.result(question, "null");
      case "blockchain.headers.subscribe" -> {
        client.subscribed = true;
        client.result(question, tipJson());
      }
      case "server.features" ->
          client.result(
              question,
              ("{\"genesis_hash\":\"%s\",\"hash_function\":\"sha256\",\"hosts\":{\"127.0.0.1\":"
                      + "{\"tcp_port\":%d}},\"protocol_max\":\"%s\",\"protocol_min\":\"1.4\","
                      + "\"pruning\":null,\"server_version\":\"%s\"}")
                  .formatted(genesis, port(), protocol, software));
      case "mempool.get_fee_histogram" ->
          client.result(question, "[[12.5,128812],[4,92524],[1,22890421]]");
      case "blockchain.relayfee" -> {
        if (protocol.equals("1.6")) {
          client.error(question, -32601, "method not found");
        } else {
          client.result(question, "0.00001");
        }
      }
      case "mempool.get_info" ->
          client.result(
              question,
              "{\"mempoolminfee\":0.00001,\"minrelaytxfee\":0.000001,\"incrementalrelayfee\":1e-8}");
      case "blockchain.estimatefee" -> client.result(question, "-1");
      case "server.peers.subscribe" ->
          client.result(question, "[[\"192.0.2.1\",\"e.example\",[\"v1.4\",\"t50001\"]]]");
      default -> client.error(question, -32601, "method not found");
    }
  }

  /// Takes questions and says nothing until this is closed; greets all the same.
  public void hangAfterGreeting(Question question) throws Exception {
    if (question.method().equals("server.version")) {
      answerWell(question);
    } else {
      closed.await();
    }
  }

  /// As electrs does while its index is being built.
  public void answerWhileIndexing(Question question) throws IOException {
    switch (question.method()) {
      case "server.version", "blockchain.headers.subscribe" -> answerWell(question);
      default -> question.client().error(question, -32603, "unavailable index");
    }
  }

  private void accept() {
    while (closed.getCount() > 0) {
      try {
        Client client = new Client(server.accept());
        clients.add(client);
        if (closed.getCount() == 0) {
          client.hangUp();
        }
        Thread.ofVirtual().start(() -> serve(client));
      } catch (IOException ended) {
        return;
      }
    }
  }

  private void serve(Client client) {
    try (Socket socket = client.socket) {
      BufferedReader in =
          new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        Question question =
            new Question(
                client, first(METHOD, line), first(ID, line), first(PARAMETERS, line), line);
        questions.add(question);
        behaviour.answer(question);
      }
    } catch (SocketException left) {
      // The other side left, or it was wanted.
    } catch (Exception ended) {
      // A behaviour that wanted to end.
    } finally {
      clients.remove(client);
    }
  }

  private static String first(Pattern pattern, String text) {
    Matcher matcher = pattern.matcher(text);
    return matcher.find() ? matcher.group(1) : "";
  }

  /// Nobody listens any more and all connections end.
  @Override
  public void close() throws IOException {
    closed.countDown();
    server.close();
    try {
      // Until then the kernel may still take connections.
      accepting.join();
    } catch (InterruptedException givenUp) {
      Thread.currentThread().interrupt();
    }
    hangUp();
  }
}
