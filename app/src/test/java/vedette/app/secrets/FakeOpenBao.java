package vedette.app.secrets;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// An OpenBao as its documentation says it answers: health by status code, AppRole logins whose
/// tokens end, KV version 2, transit keys.
public final class FakeOpenBao implements AutoCloseable {
  /// What it may be in.
  public enum State {
    ACTIVE(200),
    STANDBY(429),
    UNINITIALISED(501),
    SEALED(503);

    private final int code;

    State(int code) {
      this.code = code;
    }
  }

  private static final JsonMapper JSON = JsonMapper.shared();
  private static final SecureRandom RANDOM = new SecureRandom();

  private final HttpServer server;
  private final Map<String, Map<String, Object>> secrets = new ConcurrentHashMap<>();
  private final Map<String, byte[]> wrapped = new ConcurrentHashMap<>();
  private final Map<String, Integer> tokens = new ConcurrentHashMap<>();

  /// Paths asked for, without what stood in them.
  public final ConcurrentLinkedQueue<String> asked = new ConcurrentLinkedQueue<>();

  public final AtomicInteger logins = new AtomicInteger();
  public volatile State state = State.ACTIVE;
  public volatile String roleId = "the-role";
  public volatile String secretId = "the-secret-id";
  public volatile int lease = 3_600;

  private FakeOpenBao(HttpServer server) {
    this.server = server;
  }

  public static FakeOpenBao start() throws IOException {
    return start(0);
  }

  /// At a port where one was before.
  public static FakeOpenBao start(int port) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 16);
    FakeOpenBao fake = new FakeOpenBao(server);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", fake::answer);
    server.start();
    return fake;
  }

  public URI address() {
    return URI.create("http://127.0.0.1:" + port());
  }

  public int port() {
    return server.getAddress().getPort();
  }

  /// A token that is good until [#revokeAll].
  public String token(String token) {
    tokens.put(token, 1);
    return token;
  }

  public void put(String path, Map<String, Object> fields) {
    secrets.put(path, Map.copyOf(fields));
  }

  /// What a lease that ended, or somebody, does.
  public void revokeAll() {
    tokens.clear();
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      String path = exchange.getRequestURI().getPath();
      asked.add(exchange.getRequestMethod() + " " + path);
      byte[] body = exchange.getRequestBody().readAllBytes();
      Object answer;
      int status = 200;
      if (path.equals("/v1/sys/health")) {
        status = state.code;
        answer =
            Map.of(
                "initialized",
                state != State.UNINITIALISED,
                "sealed",
                state == State.SEALED || state == State.UNINITIALISED,
                "standby",
                state == State.STANDBY,
                "version",
                "2.6.2");
      } else if (state != State.ACTIVE) {
        status = state == State.STANDBY ? 429 : 503;
        answer = Map.of("errors", new String[] {"Vault is sealed"});
      } else {
        JsonNode asked = body.length == 0 ? JSON.createObjectNode() : JSON.readTree(body);
        Optional<Object> known = known(exchange, path, asked);
        status = known.isPresent() ? 200 : refusal(exchange, path);
        answer = known.orElse(Map.of("errors", new String[] {"permission denied"}));
      }
      byte[] bytes = JSON.writeValueAsString(answer).getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(status, bytes.length);
      exchange.getResponseBody().write(bytes);
    }
  }

  private int refusal(HttpExchange exchange, String path) {
    if (path.endsWith("/login")) {
      return 400;
    }
    return knowsToken(exchange) ? 404 : 403;
  }

  private boolean knowsToken(HttpExchange exchange) {
    String token = exchange.getRequestHeaders().getFirst("X-Vault-Token");
    return token != null && tokens.containsKey(token);
  }

  private Optional<Object> known(HttpExchange exchange, String path, JsonNode asked) {
    if (path.equals("/v1/auth/approle/login")) {
      boolean right =
          asked.path("role_id").asString("").equals(roleId)
              && asked.path("secret_id").asString("").equals(secretId);
      return right ? Optional.of(auth()) : Optional.empty();
    }
    if (!knowsToken(exchange)) {
      return Optional.empty();
    }
    if (path.equals("/v1/auth/token/renew-self")) {
      return Optional.of(auth());
    }
    if (path.startsWith("/v1/secret/data/")) {
      return Optional.ofNullable(secrets.get(path.substring("/v1/secret/data/".length())))
          .map(it -> Map.of("data", Map.of("data", it, "metadata", Map.of("version", 1))));
    }
    if (path.startsWith("/v1/transit/datakey/plaintext/")) {
      byte[] key = new byte[32];
      RANDOM.nextBytes(key);
      String name = "vault:v1:" + Base64.getEncoder().encodeToString(RANDOM.generateSeed(24));
      wrapped.put(name, key);
      return Optional.of(
          Map.of(
              "data",
              Map.of("plaintext", Base64.getEncoder().encodeToString(key), "ciphertext", name)));
    }
    if (path.startsWith("/v1/transit/decrypt/")) {
      return Optional.ofNullable(wrapped.get(asked.path("ciphertext").asString("")))
          .map(it -> Map.of("data", Map.of("plaintext", Base64.getEncoder().encodeToString(it))));
    }
    return Optional.empty();
  }

  private Object auth() {
    logins.incrementAndGet();
    String token = "s." + Base64.getUrlEncoder().encodeToString(RANDOM.generateSeed(18));
    tokens.put(token, 1);
    Map<String, Object> auth = new HashMap<>();
    auth.put("client_token", token);
    auth.put("lease_duration", lease);
    auth.put("renewable", true);
    return Map.of("auth", auth);
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
