package vedette.app.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vedette.app.cli.Arguments;

class LoginCommandTest {
  @TempDir Path folder;

  @Test
  void aLinkOfAnotherProcessLogsIn() throws Exception {
    try (Running running = Running.start(folder)) {
      URI link = URI.create(run().strip());
      assertThat(link.getPort()).isEqualTo(21_000);
      assertThat(running.ask("GET", link.getPath()).status()).isEqualTo(303);
      assertThat(running.ask("GET", link.getPath()).status()).isEqualTo(401);
    }
  }

  @Test
  void aNewPasswordCountsAtOnceAndTheOldOneNoMore() throws Exception {
    try (Running running = Running.start(folder)) {
      String text = run("--new-password").strip();
      String password = text.substring(text.lastIndexOf(' ') + 1);
      assertThat(status(running, password)).isEqualTo(204);
      assertThat(status(running, running.password())).isEqualTo(401);
    }
  }

  @Test
  void aLinkLogsInBeforeTheFirstPasswordIsKeptAndTheSessionOutlivesThat() {
    try (Running running = Running.start(folder)) {
      Running.Login login = running.login();
      assertThat(folder.resolve("web/password")).doesNotExist();
      assertThat(status(running, running.password())).isEqualTo(204);
      assertThat(folder.resolve("web/password")).exists();
      assertThat(running.ask("GET", "/api/v1/session", login.cookie()).status()).isEqualTo(200);
    }
  }

  @Test
  void aDirectoryThatIsNotThereIsAnErrorAndNotMade() {
    Path nowhere = folder.resolve("nowhere");
    LoginCommand command = new LoginCommand();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    PrintStream stream = new PrintStream(err, true, StandardCharsets.UTF_8);
    List<String> words = List.of("--set", "directory=" + nowhere);
    assertThat(command.run(Arguments.parse(command.options(), words), stream, stream)).isEqualTo(2);
    assertThat(err.toString(StandardCharsets.UTF_8))
        .contains("expected the directory of a Vedette that has run", "vedette up");
    assertThat(nowhere).doesNotExist();
  }

  private static int status(Running running, String password) {
    return running.send("POST", "/api/v1/session", "{\"password\":\"" + password + "\"}").status();
  }

  private String run(String... options) throws Exception {
    LoginCommand command = new LoginCommand();
    List<String> words = new java.util.ArrayList<>(List.of(options));
    words.addAll(List.of("--set", "directory=" + folder));
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    PrintStream stream = new PrintStream(out, true, StandardCharsets.UTF_8);
    assertThat(command.run(Arguments.parse(command.options(), words), stream, stream)).isZero();
    return out.toString(StandardCharsets.UTF_8);
  }
}
