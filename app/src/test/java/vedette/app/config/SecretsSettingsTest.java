package vedette.app.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vedette.app.secrets.FakeOpenBao;

class SecretsSettingsTest {
  @TempDir Path folder;

  private Config load(String yaml) throws Exception {
    Path file = Files.writeString(folder.resolve("vedette.yaml"), yaml);
    return Loaded.from(
            new ConfigSource(
                Optional.of(file), Map.of("HOME", folder.toString()), Map.of(), folder))
        .config();
  }

  private String mistakes(String yaml) {
    try {
      return load(yaml).toString();
    } catch (ConfigException mistaken) {
      return String.valueOf(mistaken.getMessage());
    } catch (Exception other) {
      throw new AssertionError(other);
    }
  }

  @Test
  void aReferenceMayStandBeforeTheOpenBaoThatItIsAbout() throws Exception {
    Config config =
        load(
            """
            web: {password: {openbao: 'vedette/web#password'}}
            secrets: {openbao: {address: 'https://bao.example:8200', token: {env: T}, refresh: 1 min}}
            """);
    assertThat(config.web().password())
        .contains(new Secret.InOpenBao("vedette/web", "password", config.openbao()));
    assertThat(config.openbao().orElseThrow().refresh()).isEqualTo(Duration.ofMinutes(1));
  }

  @Test
  void aReferenceWithoutAnOpenBaoIsNamed() {
    assertThat(mistakes("web: {password: {openbao: 'a#b'}}\n"))
        .contains("web.password stands in OpenBao, but secrets.openbao.address is not set");
    assertThat(mistakes("web: {password: {openbao: 'a'}}\n"))
        .contains("web.password must be one of {file: PATH}");
    assertThat(mistakes("web: {password: {openbao: '../sys#b'}}\n")).contains("web.password must");
  }

  @Test
  void overTheNetworkOnlyTlsWillDo() {
    String rest = ", token: {env: T}}}\n";
    assertThat(mistakes("secrets: {openbao: {address: 'http://bao.example:8200'" + rest))
        .contains("secrets.openbao.address must be https unless it is on this machine");
    assertThat(mistakes("secrets: {openbao: {address: 'http://127.0.0.1:8200'" + rest))
        .doesNotContain("must be");
  }

  @Test
  void theLoginIsWholeAndDoesNotStandInOpenBaoItself() {
    String head = "secrets: {openbao: {address: 'https://127.0.0.1:8200', ";
    assertThat(mistakes(head + "role-id: {env: A}}}\n"))
        .contains("secrets.openbao needs either token, or role-id and secret-id");
    assertThat(mistakes(head + "token: {openbao: 'a#b'}}}\n"))
        .contains("secrets.openbao.token cannot stand in OpenBao itself");
  }

  @Test
  void targetsNeedWhatTheirKindNeedsAndOneStaysReadableWithTheSeed() {
    assertThat(mistakes("backup: {targets: [{name: a, kind: sftp, host: h}]}\n"))
        .contains("backup.targets[0].user is missing")
        .contains("backup.targets[0].host-key is missing");
    assertThat(
            mistakes(
                "backup: {targets: [{name: a, kind: directory, path: /a, encrypt: all, passphrase: {env: P}}]}\n"))
        .contains("one at least must not have encrypt: all");
    assertThat(mistakes("backup: {targets: [{name: local, kind: directory, path: /a}]}\n"))
        .contains("name must not be local");
    assertThat(
            mistakes("backup: {targets: [{name: a, kind: directory, path: /a, encrypt: files}]}\n"))
        .contains("encrypt needs either passphrase or transit-key");
  }

  @Test
  void aCredentialOfSystemdAndAFieldInOpenBaoAreRead() throws Exception {
    Files.writeString(folder.resolve("rpc"), "from-systemd\n");
    assertThat(
            new Secret.InCredential("rpc")
                .read(Map.of("CREDENTIALS_DIRECTORY", folder.toString())::get))
        .isEqualTo("from-systemd");
    assertThatThrownBy(() -> new Secret.InCredential("rpc").read(_ -> null))
        .hasMessageContaining("CREDENTIALS_DIRECTORY: expected systemd's folder of credentials");
    try (FakeOpenBao openbao = FakeOpenBao.start()) {
      openbao.put("vedette/web", Map.of("password", "from-openbao"));
      Files.writeString(folder.resolve("token"), openbao.token("s.good"));
      Config config =
          load(
              """
              web: {password: {openbao: 'vedette/web#password'}}
              secrets: {openbao: {address: '%s', token: {file: token}}}
              """
                  .formatted(openbao.address()));
      assertThat(config.web().password().orElseThrow().read()).isEqualTo("from-openbao");
      openbao.state = FakeOpenBao.State.SEALED;
      Secret other = new Secret.InOpenBao("vedette/other", "x", config.openbao());
      assertThatThrownBy(other::read)
          .isInstanceOf(SecretUnavailableException.class)
          .hasMessageContaining("it is sealed");
    }
  }
}
