package vedette.app.up;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vedette.app.secrets.FakeOpenBao;

class SealedStartTest {
  @TempDir Path folder;

  @Test
  void itStartsAndBacksUpWhileOpenBaoIsSealedAndTakesUpTheRestOnceItIsNot() throws Exception {
    Files.writeString(folder.resolve("a.conf"), "server=1\n");
    Files.writeString(folder.resolve("token"), "s.planted");
    try (FakeOpenBao openbao = FakeOpenBao.start()) {
      String _ = openbao.token("s.planted");
      openbao.state = FakeOpenBao.State.SEALED;
      UpProcess.Plan plan =
          UpProcess.in(folder)
              .yaml(
                  """
                  demo: never
                  secrets: {openbao: {address: '%s', token: {file: token}}}
                  backup:
                    interval: 10 s
                    sets: [{name: conf, paths: [a.conf]}]
                    targets:
                      - {name: plain, kind: directory, path: plain}
                      - {name: veiled, kind: directory, path: veiled, encrypt: files,
                         transit-key: backups}
                  """
                      .formatted(openbao.address()));
      try (UpProcess up = plan.start()) {
        up.login();
        up.awaitTopic(
            "service/backup",
            it ->
                assertThat(it.at("/page/places").toString())
                    .contains("\"name\":\"plain\",\"kind\":\"directory\",\"copies\":1")
                    .contains("\"name\":\"veiled\",\"kind\":\"directory\",\"copies\":0")
                    .contains("it is sealed. Do: unseal it."));
        up.awaitTopic(
            "service/openbao",
            it -> assertThat(it.at("/service/state").asString()).isEqualTo("locked"));
        openbao.state = FakeOpenBao.State.ACTIVE;
        up.awaitTopic(
            "service/backup",
            it ->
                assertThat(it.at("/page/places").toString())
                    .contains("\"name\":\"veiled\",\"kind\":\"directory\",\"copies\":1"));
        openbao.state = FakeOpenBao.State.SEALED;
        Files.writeString(folder.resolve("a.conf"), "server=0\n");
        up.awaitTopic(
            "service/backup",
            it ->
                assertThat(it.at("/page/places").toString())
                    .as("the key is remembered")
                    .contains("\"name\":\"veiled\",\"kind\":\"directory\",\"copies\":2"));
      }
    }
  }
}
