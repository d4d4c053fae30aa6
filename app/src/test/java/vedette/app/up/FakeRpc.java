package vedette.app.up;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import vedette.testing.Ports;

/// Plays bitcoind's RPC port with answers recorded from a real one, and what it does when it is
/// ill. It knows who has the cookie and nobody else.
final class FakeRpc implements AutoCloseable {
  private static final Path RECORDED =
      Path.of("..", "poll", "src/test/resources/vedette/poll/bitcoind/recorded").toAbsolutePath();
  private static final Pattern METHOD = Pattern.compile("\"method\":\"([a-z]+)\"");
  private static final Pattern ID = Pattern.compile("\"id\":(\\d+)");

  /// How it answers.
  interface Behaviour {
    void answer(HttpExchange exchange, String method, String id)
        throws IOException, InterruptedException;
  }

  static final Behaviour WELL =
      (exchange, method, id) ->
          reply(
              exchange,
              200,
              Files.readString(RECORDED.resolve(method + ".json"))
                  .strip()
                  .replaceFirst("\"id\":1}$", "\"id\":" + id + "}"));

  /// Takes the question and says nothing until it is closed.
  static final Behaviour HANGING = (_, _, _) -> new CountDownLatch(1).await();

  private final Path cookie;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private volatile Behaviour behaviour = WELL;
  private volatile String secret = "";
  private HttpServer server;

  /// @param folder where its cookie is
  FakeRpc(Path folder) throws IOException {
    cookie = Files.createDirectories(folder).resolve(".cookie");
    newCookie("first");
    // It may stop and listen there again, so that nobody else may get this port meanwhile.
    server = listen(Ports.free());
  }

  private HttpServer listen(int port) throws IOException {
    HttpServer made =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 50);
    made.createContext("/", this::serve);
    made.setExecutor(threads);
    made.start();
    return made;
  }

  int port() {
    return server.getAddress().getPort();
  }

  /// Its entry in `vedette.yaml`.
  String yaml(String key) {
    return """
      - key: %s
        rpc: http://127.0.0.1:%d
        cookie: %s
    """
        .formatted(key, port(), cookie);
  }

  void behave(Behaviour wanted) {
    behaviour = wanted;
  }

  /// Another secret from now on, as after a restart.
  void newCookie(String password) throws IOException {
    secret = "__cookie__:" + password;
    Files.writeString(cookie, secret);
  }

  /// The cookie file goes, and who had read it is known no more.
  void loseCookie() throws IOException {
    secret = "";
    Files.delete(cookie);
  }

  /// Nobody listens.
  void stop() {
    server.stop(0);
  }

  /// Listens again where it did.
  void startAgain() throws IOException {
    server = listen(port());
  }

  static Behaviour status(int status, String body) {
    return (exchange, _, _) -> reply(exchange, status, body);
  }

  static Behaviour error(int status, int code, String message) {
    return (exchange, _, id) ->
        reply(
            exchange,
            status,
            "{\"result\":null,\"error\":{\"code\":%d,\"message\":\"%s\"},\"id\":%s}"
                .formatted(code, message, id));
  }

  /// One call as wanted, all others well.
  static Behaviour only(String ill, Behaviour wanted) {
    return (exchange, method, id) ->
        (method.equals(ill) ? wanted : WELL).answer(exchange, method, id);
  }

  private void serve(HttpExchange exchange) throws IOException {
    try (exchange) {
      String question = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
      String shown = exchange.getRequestHeaders().getFirst("Authorization");
      String known = "Basic " + Base64.getEncoder().encodeToString(secret.getBytes(UTF_8));
      if (known.equals(shown)) {
        behaviour.answer(exchange, first(METHOD, question), first(ID, question));
      } else {
        reply(exchange, 401, "");
      }
    } catch (InterruptedException ended) {
      Thread.currentThread().interrupt();
    }
  }

  private static String first(Pattern pattern, String text) {
    Matcher matcher = pattern.matcher(text);
    return matcher.find() ? matcher.group(1) : "";
  }

  private static void reply(HttpExchange exchange, int status, String body) throws IOException {
    byte[] bytes = body.getBytes(UTF_8);
    exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
    exchange.getResponseBody().write(bytes);
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
