package vedette.app.doctor;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vedette.app.Commands;
import vedette.app.cli.Cli;

class DoctorCommandTest {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @Test
  void everyCheckOfTheMachineIsShownOnThisOne(@TempDir Path folder) {
    int code = run("doctor", "--pid-file", folder.resolve("none").toString());
    assertThat(code).isIn(1, 2);
    assertThat(out.toString(UTF_8))
        .contains("there is no pid file " + folder.resolve("none"))
        .satisfies(text ->
            assertThat(SystemChecks.ALL)
                .allSatisfy(check -> assertThat(text).contains("  " + check.title() + "  ")));
  }

  @Test
  void scriptIsRefusedAsANodeInJson(@TempDir Path folder) throws Exception {
    Path script = Files.writeString(folder.resolve("bitcoind"), "#!/bin/sh\n".repeat(20));
    assertThat(run("doctor", "--exe", script.toString(), "--format", "json")).isEqualTo(2);
    assertThat(out.toString(UTF_8))
        .startsWith("{\"exit\":2,\"checks\":[{\"id\":\"kernel\"")
        .endsWith("}]}\n")
        .contains("is no binary of a node");
  }

  @Test
  void twoTargetsExcludeEachOther() {
    assertThat(run("doctor", "--pid", "1", "--exe", "x")).isEqualTo(2);
    assertThat(err.toString(UTF_8))
        .startsWith("vedette: --pid and --exe exclude each other. Do: leave one out.\n");
  }

  @Test
  void operandsAreRefused() {
    assertThat(run("doctor", "bitcoind")).isEqualTo(2);
    assertThat(err.toString(UTF_8))
        .startsWith("vedette: expected options only. Found: 'bitcoind'.");
  }

  private int run(String... words) {
    PrintStream stdout = new PrintStream(out, true, UTF_8);
    PrintStream stderr = new PrintStream(err, true, UTF_8);
    return new Cli(Commands.ALL, "1.2.3", stdout, stderr).run(words);
  }
}
