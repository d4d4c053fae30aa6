package vedette.poll.openbao;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import vedette.poll.Outcome;
import vedette.poll.Secret;
import vedette.poll.Session;
import vedette.poll.openbao.OpenBaoException.Why;
import vedette.testing.Ports;
import vedette.testing.Programs;

/// A real OpenBao (`bao` on the path), from its first start to being sealed and away. It keeps
/// everything in memory and ends with the test.
class RealOpenBaoTest {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final String ROOT = "root-of-the-test";
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  /// No more than Vedette needs.
  private static final String POLICY =
      """
      path "secret/data/vedette/*" { capabilities = ["read"] }
      path "transit/datakey/plaintext/backups" { capabilities = ["update"] }
      path "transit/decrypt/backups" { capabilities = ["update"] }
      """;

  private final HttpClient client = HttpClient.newHttpClient();
  @TempDir private Path folder;
  private Process process;
  private URI address;

  @BeforeEach
  void start() throws Exception {
    Optional<Path> program = Programs.find("bao");
    assumeTrue(program.isPresent(), "needs OpenBao (bao on the path)");
    int port = Ports.free();
    address = URI.create("http://127.0.0.1:" + port);
    ProcessBuilder builder =
        new ProcessBuilder(
                program.get().toString(),
                "server",
                "-dev",
                "-dev-no-store-token",
                "-dev-root-token-id=" + ROOT,
                "-dev-listen-address=127.0.0.1:" + port)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("log").toFile());
    builder.environment().put("HOME", folder.toString());
    process = builder.start();
    await().atMost(PATIENCE).until(() -> health().isPresent());
  }

  @AfterEach
  void stop() throws InterruptedException {
    if (process != null) {
      int _ = process.destroyForcibly().waitFor();
    }
    client.close();
  }

  private Optional<Health> health() throws InterruptedException {
    try (OpenBao anybody = as(new OpenBaoOptions.Login.Token(() -> Secret.of("none")))) {
      return Optional.of(anybody.health());
    } catch (OpenBaoException notYet) {
      return Optional.empty();
    }
  }

  private OpenBao as(OpenBaoOptions.Login login) {
    return new OpenBao(
        new OpenBaoOptions(address, Optional.empty(), "secret", "transit", login, PATIENCE));
  }

  /// What its owner does.
  private JsonNode owner(String method, String path, String body) throws Exception {
    HttpResponse<String> answer =
        client.send(
            HttpRequest.newBuilder(address.resolve("/v1/" + path))
                .header("X-Vault-Token", ROOT)
                .timeout(PATIENCE)
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .build(),
            HttpResponse.BodyHandlers.ofString());
    assertThat(answer.statusCode()).as(path + ": " + answer.body()).isLessThan(300);
    return answer.body().isEmpty() ? JSON.createObjectNode() : JSON.readTree(answer.body());
  }

  private OpenBaoOptions.Login role(String life) throws Exception {
    owner("POST", "sys/auth/approle", "{\"type\":\"approle\"}");
    owner("PUT", "sys/policies/acl/vedette", JSON.createObjectNode().put("policy", POLICY) + "");
    owner(
        "POST",
        "auth/approle/role/vedette",
        "{\"token_policies\":\"vedette\",\"token_ttl\":\"%s\",\"token_max_ttl\":\"1h\"}"
            .formatted(life));
    Secret role =
        Secret.of(
            owner("GET", "auth/approle/role/vedette/role-id", "").at("/data/role_id").asString());
    Secret secret =
        Secret.of(
            owner("POST", "auth/approle/role/vedette/secret-id", "{}")
                .at("/data/secret_id")
                .asString());
    return new OpenBaoOptions.Login.AppRole("approle", () -> role, () -> secret);
  }

  private static Why why(OpenBao openbao, String path, String field) {
    try {
      String value = Objects.requireNonNull(openbao.field(path, field));
      throw new AssertionError("it gave " + value.length() + " characters");
    } catch (OpenBaoException refused) {
      return refused.why();
    } catch (InterruptedException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  @Test
  void secretsAreReadByARoleThatMayNothingElse() throws Exception {
    OpenBaoOptions.Login login = role("1h");
    owner("POST", "secret/data/vedette/rpc", "{\"data\":{\"password\":\"correct horse\",\"n\":7}}");
    owner("POST", "secret/data/other", "{\"data\":{\"password\":\"another\"}}");
    try (OpenBao openbao = as(login)) {
      assertThat(openbao.health().sealed()).isFalse();
      assertThat(openbao.health().initialized()).isTrue();
      assertThat(openbao.health().version()).isNotEmpty();
      assertThat(openbao.field("vedette/rpc", "password")).isEqualTo("correct horse");
      assertThat(why(openbao, "vedette/rpc", "user")).isEqualTo(Why.MISSING);
      assertThat(why(openbao, "vedette/none", "password")).isEqualTo(Why.MISSING);
      assertThat(why(openbao, "other", "password")).isEqualTo(Why.DENIED);
      owner("POST", "secret/data/vedette/rpc", "{\"data\":{\"password\":\"changed\"}}");
      assertThat(openbao.field("vedette/rpc", "password")).isEqualTo("changed");
      owner("DELETE", "secret/data/vedette/rpc", "");
      assertThat(why(openbao, "vedette/rpc", "password")).as("deleted").isEqualTo(Why.MISSING);
    }
  }

  @Test
  void wrongCredentialsAreToldAndNotRepeated() throws Exception {
    OpenBaoOptions.Login right = role("1h");
    OpenBaoOptions.Login.AppRole known = (OpenBaoOptions.Login.AppRole) right;
    try (OpenBao openbao =
        as(
            new OpenBaoOptions.Login.AppRole(
                "approle", known.roleId(), () -> Secret.of("no-secret-id")))) {
      assertThatThrownBy(() -> openbao.field("vedette/rpc", "password"))
          .isInstanceOf(OpenBaoException.class)
          .hasMessageContaining("this role-id and secret-id are not accepted")
          .hasMessageNotContaining("no-secret-id");
    }
    try (OpenBao openbao = as(new OpenBaoOptions.Login.Token(() -> Secret.of("s.nobody")))) {
      assertThat(why(openbao, "vedette/rpc", "password")).isEqualTo(Why.DENIED);
    }
  }

  @Test
  void loginThatEndsIsRenewedOrMadeAnew() throws Exception {
    OpenBaoOptions.Login login = role("3s");
    owner("POST", "secret/data/vedette/rpc", "{\"data\":{\"password\":\"p\"}}");
    try (OpenBao openbao = as(login)) {
      assertThat(openbao.field("vedette/rpc", "password")).isEqualTo("p");
      long since = System.nanoTime();
      await()
          .atMost(PATIENCE)
          .pollInterval(Duration.ofMillis(200))
          .until(() -> {
            openbao.renew();
            return System.nanoTime() - since > Duration.ofSeconds(7).toNanos();
          });
      assertThat(openbao.field("vedette/rpc", "password")).as("renewed").isEqualTo("p");
      revoke("\"vedette\"");
      assertThat(openbao.field("vedette/rpc", "password")).as("made anew").isEqualTo("p");
    }
  }

  private void revoke(String policy) throws Exception {
    for (JsonNode accessor : owner("LIST", "auth/token/accessors", "").at("/data/keys")) {
      String body = JSON.createObjectNode().put("accessor", accessor.asString()).toString();
      if (owner("POST", "auth/token/lookup-accessor", body).toString().contains(policy)) {
        owner("POST", "auth/token/revoke-accessor", body);
      }
    }
  }

  @Test
  void keyForDataIsWrappedAndOpenedAndNoKeyIsMadeByTheWay() throws Exception {
    OpenBaoOptions.Login login = role("1h");
    owner("POST", "sys/mounts/transit", "{\"type\":\"transit\"}");
    owner("POST", "transit/keys/backups", "{}");
    try (OpenBao openbao = as(login)) {
      DataKey key = openbao.dataKey("backups");
      assertThat(key.key()).hasSize(32);
      assertThat(key.wrapped()).startsWith("vault:v1:");
      assertThat(openbao.unwrap("backups", key.wrapped())).isEqualTo(key.key());
      owner("POST", "transit/keys/backups/rotate", "{}");
      assertThat(openbao.dataKey("backups").wrapped()).startsWith("vault:v2:");
      assertThat(openbao.unwrap("backups", key.wrapped())).isEqualTo(key.key());
      assertThatThrownBy(() -> openbao.dataKey("others")).isInstanceOf(OpenBaoException.class);
    }
    assertThat(owner("LIST", "transit/keys", "").at("/data/keys").toString())
        .isEqualTo("[\"backups\"]");
  }

  @Test
  void sealedAndGoneAreTold() throws Exception {
    OpenBaoOptions.Login login = role("1h");
    owner("POST", "secret/data/vedette/rpc", "{\"data\":{\"password\":\"p\"}}");
    try (OpenBao openbao = as(login);
        Session session = new OpenBaoService(openbao, List::of).open()) {
      assertThat(openbao.field("vedette/rpc", "password")).isEqualTo("p");
      owner("PUT", "sys/seal", "");
      assertThat(openbao.health().sealed()).isTrue();
      assertThat(session.ask(new OpenBaoService(openbao, List::of).calls().getFirst()))
          .isInstanceOf(Outcome.Answered.class);
      assertThat(why(openbao, "vedette/rpc", "password")).isEqualTo(Why.SEALED);
      int _ = process.destroyForcibly().waitFor();
      assertThat(why(openbao, "vedette/rpc", "password")).isEqualTo(Why.UNREACHABLE);
      assertThatThrownBy(openbao::health).isInstanceOf(OpenBaoException.class);
    }
  }
}
