package vedette.poll.openbao;

import static vedette.poll.openbao.OpenBaoException.Why;

import java.net.URI;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import vedette.poll.Words;
import vedette.poll.http.BoundedHttp;
import vedette.poll.http.HttpAnswer;
import vedette.poll.http.HttpAsk;
import vedette.poll.http.HttpException;
import vedette.poll.tls.Trust;

/// Asks an OpenBao: its health, fields of secrets, keys for data.
///
/// It logs in when it must: at the first question, and when what it has is no longer accepted. Who
/// has a login that ends calls [#renew] before it does. Any thread; closed by who made it.
public final class OpenBao implements AutoCloseable {
  private static final int LARGEST = 1 << 20;
  private static final JsonMapper JSON = JsonMapper.shared();

  private final OpenBaoOptions options;
  private final BoundedHttp http;
  private @Nullable Session session;

  /// Touches neither network nor files.
  public OpenBao(OpenBaoOptions options) {
    this.options = options;
    this.http = new BoundedHttp(Trust.in(options.ca()));
  }

  /// @param renewAt when to lengthen it, by [System#nanoTime]; empty: it does not end
  private record Session(String token, boolean renewable, Optional<Long> renewAt) {
    /// Without the token.
    @Override
    public String toString() {
      return "Session";
    }
  }

  /// How it is; needs no login.
  ///
  /// @throws OpenBaoException if nobody answers, or not in its language
  public Health health() throws InterruptedException {
    HttpAnswer answer = exchange("GET", "/v1/sys/health", Optional.empty(), Optional.empty());
    JsonNode body = json(answer);
    if (!body.path("sealed").isBoolean()) {
      throw new OpenBaoException(Why.GARBAGE, where() + ": expected the health of an OpenBao.");
    }
    return new Health(
        body.path("initialized").asBoolean(true),
        body.path("sealed").asBoolean(),
        body.path("standby").asBoolean(false),
        Words.oneLine(body.path("version").asString(""), 40));
  }

  /// A field of the newest version of a secret.
  ///
  /// @param path below the mount, such as `vedette/rpc`
  public String field(String path, String name) throws InterruptedException {
    JsonNode data =
        ask("GET", "/v1/" + options.kv() + "/data/" + path, Optional.empty()).path("data");
    JsonNode value = data.path("data").path(name);
    if (!value.isString()) {
      throw new OpenBaoException(
          Why.MISSING,
          "%s: expected a text in the field %s of %s/%s. Found: %s."
              .formatted(
                  where(),
                  name,
                  options.kv(),
                  path,
                  value.isMissingNode() ? "no such field" : "something else"));
    }
    return value.asString();
  }

  /// Makes a new key for data, wrapped by the key of this name.
  public DataKey dataKey(String key) throws InterruptedException {
    JsonNode data =
        ask("POST", transit("datakey/plaintext", key), Optional.of(Map.of("bits", 256)))
            .path("data");
    byte[] plain = base64(data.path("plaintext"));
    String wrapped = data.path("ciphertext").asString("");
    if (plain.length != 32 || wrapped.isEmpty()) {
      throw new OpenBaoException(Why.GARBAGE, where() + ": expected a key of 256 bits.");
    }
    return new DataKey(plain, wrapped);
  }

  /// Opens a key that [#dataKey] made.
  ///
  /// @param wrapped `vault:v1:…`
  public byte[] unwrap(String key, String wrapped) throws InterruptedException {
    JsonNode data =
        ask("POST", transit("decrypt", key), Optional.of(Map.of("ciphertext", wrapped)))
            .path("data");
    return base64(data.path("plaintext"));
  }

  /// Lengthens the login if a third of its time or less is left, or logs in again.
  public void renew() throws InterruptedException {
    Session now = session();
    if (now == null || now.renewAt().filter(at -> System.nanoTime() - at >= 0).isEmpty()) {
      return;
    }
    if (now.renewable()) {
      HttpAnswer answer =
          exchange(
              "POST", "/v1/auth/token/renew-self", Optional.of(Map.of()), Optional.of(now.token()));
      if (answer.well()) {
        keep(login(answer));
        return;
      }
    }
    if (options.login() instanceof OpenBaoOptions.Login.AppRole) {
      keep(null);
      String _ = token();
    }
  }

  private String transit(String what, String key) {
    return "/v1/" + options.transit() + "/" + what + "/" + key;
  }

  /// Asks as who we are; once more with a new login if the one at hand is refused.
  private JsonNode ask(String method, String path, Optional<Object> body)
      throws InterruptedException {
    boolean fresh = session() == null;
    HttpAnswer answer = exchange(method, path, body, Optional.of(token()));
    if (answer.status() == 403 && !fresh) {
      keep(null);
      answer = exchange(method, path, body, Optional.of(token()));
    }
    if (answer.status() == 403) {
      throw new OpenBaoException(
          Why.DENIED,
          where() + path + ": not allowed. Do: give the policy of this login what it needs.");
    }
    if (answer.status() == 404) {
      throw new OpenBaoException(Why.MISSING, where() + path + ": there is nothing.");
    }
    return json(checked(answer, path));
  }

  private String token() throws InterruptedException {
    Session now = session();
    if (now != null) {
      return now.token();
    }
    Session fresh =
        switch (options.login()) {
          case OpenBaoOptions.Login.Token(var token) ->
              new Session(token.get().reveal(), false, Optional.empty());
          case OpenBaoOptions.Login.AppRole(String mount, var role, var secret) -> {
            HttpAnswer answer =
                exchange(
                    "POST",
                    "/v1/auth/" + mount + "/login",
                    Optional.of(
                        Map.of("role_id", role.get().reveal(), "secret_id", secret.get().reveal())),
                    Optional.empty());
            if (answer.status() == 400 || answer.status() == 403) {
              throw new OpenBaoException(
                  Why.DENIED,
                  where()
                      + ": this role-id and secret-id are not accepted. Do: make a new secret-id.");
            }
            yield login(checked(answer, "login"));
          }
        };
    keep(fresh);
    return fresh.token();
  }

  private Session login(HttpAnswer answer) {
    JsonNode auth = json(answer).path("auth");
    String token = auth.path("client_token").asString("");
    if (token.isEmpty()) {
      throw new OpenBaoException(Why.GARBAGE, where() + ": expected a token after the login.");
    }
    long lease = auth.path("lease_duration").asLong(0);
    return new Session(
        token,
        auth.path("renewable").asBoolean(false),
        lease > 0
            ? Optional.of(
                System.nanoTime()
                    + Duration.ofSeconds(lease).multipliedBy(2).dividedBy(3).toNanos())
            : Optional.empty());
  }

  private HttpAnswer checked(HttpAnswer answer, String path) {
    return switch (answer.status()) {
      case 200, 204 -> answer;
      case 307, 429, 472, 473 ->
          throw new OpenBaoException(
              Why.STANDBY, where() + ": it is a standby. Do: name the active one, or wait.");
      case 501 ->
          throw new OpenBaoException(Why.UNINITIALISED, where() + ": it is not initialised.");
      case 503 ->
          throw new OpenBaoException(Why.SEALED, where() + ": it is sealed. Do: unseal it.");
      default ->
          throw new OpenBaoException(
              Why.GARBAGE, where() + ": " + path + " was answered with " + answer.status() + ".");
    };
  }

  private HttpAnswer exchange(
      String method, String path, Optional<Object> body, Optional<String> token)
      throws InterruptedException {
    HttpAsk ask = HttpAsk.of(method, URI.create(where() + path));
    if (body.isPresent()) {
      ask = ask.with("Content-Type", "application/json").with(JSON.writeValueAsBytes(body.get()));
    }
    if (token.isPresent()) {
      ask = ask.with("X-Vault-Token", token.get());
    }
    try {
      return http.send(ask, options.timeout(), LARGEST);
    } catch (HttpException e) {
      throw new OpenBaoException(
          Why.UNREACHABLE, Words.oneLine(String.valueOf(e.getMessage()), 300), e);
    } catch (IllegalArgumentException e) {
      // A token with a line break: the message would repeat it.
      throw new OpenBaoException(Why.DENIED, where() + ": the token is not one.");
    }
  }

  private JsonNode json(HttpAnswer answer) {
    try {
      return JSON.readTree(answer.body());
    } catch (JacksonException e) {
      throw new OpenBaoException(Why.GARBAGE, where() + ": expected JSON. Found: something else.");
    }
  }

  private byte[] base64(JsonNode text) {
    try {
      return Base64.getDecoder().decode(text.asString(""));
    } catch (IllegalArgumentException e) {
      throw new OpenBaoException(Why.GARBAGE, where() + ": expected base64.");
    }
  }

  private String where() {
    String text = options.address().toString();
    return text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
  }

  private synchronized @Nullable Session session() {
    return session;
  }

  private synchronized void keep(@Nullable Session fresh) {
    session = fresh;
  }

  @Override
  public void close() {
    http.close();
  }
}
