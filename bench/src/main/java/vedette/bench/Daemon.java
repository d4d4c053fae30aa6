package vedette.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// A `./vedette up` of its own, with the demo node, in a directory that goes with it.
final class Daemon implements AutoCloseable {
  private static final Pattern LINK = Pattern.compile("log in once with (http\\S+)\\)");
  private static final Pattern NODE = Pattern.compile("\"nodes\":\\[\\{\"key\":\"([^\"]+)\"");
  private static final int PORTS = 3;

  private final Process process;
  private final Path directory;
  private final URI link;

  private Daemon(Process process, Path directory, URI link) {
    this.process = process;
    this.directory = directory;
    this.link = link;
  }

  /// @param rate events per second of the demo node
  /// @param peers that it has
  static Daemon start(long rate, int peers) {
    try {
      Path directory = Files.createTempDirectory("vedette-bench");
      int[] ports = ports();
      List<String> command =
          new ArrayList<>(
              List.of(
                  System.getProperty("bench.vedette"),
                  "up",
                  "--demo",
                  "--demo-rate",
                  Long.toString(rate),
                  "--demo-peers",
                  Integer.toString(peers),
                  "--directory",
                  directory.toString(),
                  "--port",
                  Integer.toString(ports[0]),
                  "--set",
                  "metrics.tracepoint-port=" + ports[1],
                  "--set",
                  "metrics.rpc-port=" + ports[2]));
      Process process = new ProcessBuilder(command).start();
      return new Daemon(process, directory, link(process));
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  private static int[] ports() throws IOException {
    int[] ports = new int[PORTS];
    List<ServerSocket> taken = new ArrayList<>();
    for (int i = 0; i < PORTS; i++) {
      ServerSocket socket = new ServerSocket(0);
      taken.add(socket);
      ports[i] = socket.getLocalPort();
    }
    for (ServerSocket socket : taken) {
      socket.close();
    }
    return ports;
  }

  /// Reads what the daemon says until it tells its link, and goes on reading, so that it never
  /// waits.
  private static URI link(Process process) throws IOException {
    BufferedReader said = new BufferedReader(process.errorReader(StandardCharsets.UTF_8));
    StringBuilder before = new StringBuilder();
    for (String line = said.readLine(); line != null; line = said.readLine()) {
      Matcher found = LINK.matcher(line);
      if (found.find()) {
        Thread.ofVirtual().start(() -> passOn(said));
        return URI.create(found.group(1));
      }
      before.append(line).append('\n');
    }
    throw new IllegalStateException("vedette up: expected a link to log in. Found:\n" + before);
  }

  private static void passOn(BufferedReader said) {
    try {
      for (String line = said.readLine(); line != null; line = said.readLine()) {
        System.err.println(line);
      }
    } catch (IOException ended) {
      // As this daemon was.
    }
  }

  long pid() {
    return process.pid();
  }

  /// Where it serves.
  URI at(String path) {
    return link.resolve(path);
  }

  /// The cookie of a session, by the link that lets in once.
  String cookie(HttpClient http) throws IOException, InterruptedException {
    HttpResponse<Void> answer =
        http.send(HttpRequest.newBuilder(link).build(), HttpResponse.BodyHandlers.discarding());
    return answer
        .headers()
        .firstValue("Set-Cookie")
        .map(cookie -> cookie.substring(0, cookie.indexOf(';')))
        .orElseThrow(
            () -> new IllegalStateException(link + ": expected a cookie. Found: " + answer));
  }

  /// The name in the API of the one node that it watches.
  String node(HttpClient http, String cookie) throws IOException, InterruptedException {
    HttpRequest asked =
        HttpRequest.newBuilder(at("/api/v1/session")).header("Cookie", cookie).build();
    while (true) {
      String session = http.send(asked, HttpResponse.BodyHandlers.ofString()).body();
      Matcher found = NODE.matcher(session);
      if (found.find()) {
        return found.group(1);
      }
      Run.sleep(100);
    }
  }

  /// A line of `/proc/PID/status` in MB, such as `VmRSS`.
  double megabytes(String field) {
    try (Stream<String> lines = Files.lines(Path.of("/proc/" + pid() + "/status"))) {
      return lines
              .filter(line -> line.startsWith(field + ":"))
              .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
              .findFirst()
              .orElseThrow()
          * 1024
          / 1e6;
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(10, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
      try (Stream<Path> all = Files.walk(directory)) {
        for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(path);
        }
      }
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
