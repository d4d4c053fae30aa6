package vedette.app.secrets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import vedette.poll.Secret;
import vedette.poll.openbao.DataKey;
import vedette.poll.openbao.OpenBao;
import vedette.poll.openbao.OpenBaoException;
import vedette.poll.openbao.OpenBaoOptions;
import vedette.poll.openbao.OpenBaoOptions.Login;

class SecretMemoryTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private FakeOpenBao fake;

  @BeforeEach
  void start() throws Exception {
    fake = FakeOpenBao.start();
    fake.put("vedette/rpc", Map.of("password", "hunter22", "number", 7));
  }

  @AfterEach
  void stop() {
    fake.close();
  }

  private OpenBaoOptions options(Login login) {
    return new OpenBaoOptions(
        fake.address(), Optional.empty(), "secret", "transit", login, PATIENCE);
  }

  private Login role() {
    return new Login.AppRole(
        "approle", () -> Secret.of("the-role"), () -> Secret.of(fake.secretId));
  }

  private SecretMemory memory(Duration refresh) {
    return new SecretMemory(new OpenBao(options(role())), refresh);
  }

  @Test
  void aFieldIsReadOnceAndKeptWhileOpenBaoIsSealedAndGone() throws Exception {
    SecretMemory memory = memory(Duration.ofHours(1));
    awaitRead(memory);
    fake.state = FakeOpenBao.State.SEALED;
    assertThat(memory.read("vedette/rpc", "password")).isEqualTo("hunter22");
    fake.close();
    assertThat(memory.read("vedette/rpc", "password")).isEqualTo("hunter22");
    assertThat(memory.states())
        .singleElement()
        .satisfies(it -> assertThat(it.kept()).isTrue())
        .satisfies(it -> assertThat(it.reference()).isEqualTo("vedette/rpc#password"));
  }

  @Test
  void whatWasSealedAtTheStartIsHadOnceItIsUnsealed() {
    fake.state = FakeOpenBao.State.SEALED;
    SecretMemory memory = memory(Duration.ofHours(1));
    await()
        .atMost(PATIENCE)
        .untilAsserted(() ->
            assertThatThrownBy(() -> memory.read("vedette/rpc", "password"))
                .isInstanceOf(UnavailableException.class)
                .hasMessageContaining("vedette/rpc#password")
                .hasMessageContaining("it is sealed. Do: unseal it."));
    fake.state = FakeOpenBao.State.ACTIVE;
    awaitRead(memory);
  }

  /// Whoever asks first waits for some seconds only.
  private static void awaitRead(SecretMemory memory) {
    await()
        .atMost(PATIENCE)
        .ignoreExceptions()
        .untilAsserted(
            () -> assertThat(memory.read("vedette/rpc", "password")).isEqualTo("hunter22"));
  }

  @Test
  void aChangedSecretIsTakenUpAndAFailedRefreshKeepsTheOneBefore() {
    SecretMemory memory = memory(Duration.ofMillis(20));
    awaitRead(memory);
    fake.put("vedette/rpc", Map.of("password", "another"));
    await().atMost(PATIENCE).until(() -> memory.read("vedette/rpc", "password").equals("another"));
    fake.state = FakeOpenBao.State.SEALED;
    await().atMost(PATIENCE).until(() -> memory.states().getFirst().trouble().contains("sealed"));
    assertThat(memory.read("vedette/rpc", "password")).isEqualTo("another");
  }

  @Test
  void anEndedTokenIsReplacedByANewLogin() throws Exception {
    try (OpenBao openbao = new OpenBao(options(role()))) {
      assertThat(openbao.field("vedette/rpc", "password")).isEqualTo("hunter22");
      fake.revokeAll();
      assertThat(openbao.field("vedette/rpc", "password")).isEqualTo("hunter22");
      assertThat(fake.logins).hasValue(2);
    }
  }

  @Test
  void aLoginIsLengthenedBeforeItEnds() throws Exception {
    fake.lease = 1;
    try (OpenBao openbao = new OpenBao(options(role()))) {
      String _ = openbao.field("vedette/rpc", "password");
      await()
          .atMost(PATIENCE)
          .until(() -> {
            openbao.renew();
            return fake.asked.contains("POST /v1/auth/token/renew-self");
          });
      assertThat(openbao.field("vedette/rpc", "password")).isEqualTo("hunter22");
    }
  }

  @Test
  void anExpiredSecretIdIsSaidAndNeverRepeated() {
    fake.secretId = "expired-value";
    Login stale =
        new Login.AppRole("approle", () -> Secret.of("the-role"), () -> Secret.of("old-secret-id"));
    try (OpenBao openbao = new OpenBao(options(stale))) {
      assertThatThrownBy(() -> openbao.field("vedette/rpc", "password"))
          .hasMessageContaining("Do: make a new secret-id")
          .hasMessageNotContaining("old-secret-id");
    }
  }

  @Test
  void healthTellsSealedStandbyAndActiveApart() throws Exception {
    try (OpenBao openbao = new OpenBao(options(role()))) {
      for (FakeOpenBao.State state : FakeOpenBao.State.values()) {
        fake.state = state;
        assertThat(openbao.health().sealed())
            .isEqualTo(
                state == FakeOpenBao.State.SEALED || state == FakeOpenBao.State.UNINITIALISED);
        assertThat(openbao.health().standby()).isEqualTo(state == FakeOpenBao.State.STANDBY);
      }
    }
  }

  @Test
  void whatIsMissingOrNoTextIsNamed() {
    String token = fake.token("s.mine");
    try (OpenBao openbao = new OpenBao(options(new Login.Token(() -> Secret.of(token))))) {
      assertThatThrownBy(() -> openbao.field("vedette/rpc", "nothing"))
          .hasMessageContaining("Found: no such field");
      assertThatThrownBy(() -> openbao.field("vedette/rpc", "number"))
          .hasMessageContaining("Found: something else");
      assertThatThrownBy(() -> openbao.field("elsewhere", "password"))
          .hasMessageContaining("there is nothing");
      fake.revokeAll();
      assertThatThrownBy(() -> openbao.field("vedette/rpc", "password"))
          .isInstanceOf(OpenBaoException.class)
          .hasMessageContaining("not allowed")
          .hasMessageNotContaining("s.mine");
    }
  }

  @Test
  void aDataKeyStaysInUseWhileSealedAndAnotherProgramOpensIt() throws Exception {
    SecretMemory memory = memory(Duration.ofHours(1));
    DataKey key =
        await()
            .atMost(PATIENCE)
            .ignoreExceptions()
            .until(() -> memory.dataKey("backups"), Objects::nonNull);
    fake.state = FakeOpenBao.State.SEALED;
    assertThat(memory.dataKey("backups")).isSameAs(key);
    fake.state = FakeOpenBao.State.ACTIVE;
    assertThat(memory(Duration.ofHours(1)).unwrap("backups", key.wrapped())).isEqualTo(key.key());
    assertThat(key).hasToString("DataKey[32 bytes]");
  }
}
