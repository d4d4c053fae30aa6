package vedette.app.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vedette.app.cli.Arguments;
import vedette.app.cli.ExitCode;
import vedette.testing.GeneratedDocs;

class ConfigCommandTest {
  @TempDir Path folder;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @Test
  void showTellsEachValueAndItsOriginAndNoSecret() throws Exception {
    Path secret = folder.resolve("secret");
    Files.writeString(secret, "hunter2");
    Path file = folder.resolve("v.yaml");
    Files.writeString(file, "web:\n  port: 8080\n  password: {file: " + secret + "}\n");
    assertThat(run("show", "--config", file.toString(), "--set", "log.level=debug"))
        .isEqualTo(ExitCode.OK);
    assertThat(out.toString(StandardCharsets.UTF_8))
        .containsPattern("web.port: 8080 +# .*v.yaml:2\n")
        .containsPattern("web.password: \\{file: .*secret\\} +# .*v.yaml:3\n")
        .containsPattern("log.level: debug +# command line\n")
        .containsPattern("web.address: 127.0.0.1 +# default\n")
        .doesNotContain("hunter2");
  }

  @Test
  void checkSaysWhatIsWrongAndThatARetryDoesNotHelp() throws Exception {
    Path file = folder.resolve("v.yaml");
    Files.writeString(file, "web:\n  port: 70000\n");
    assertThat(run("check", "--config", file.toString())).isEqualTo(ExitCode.REFUSED);
    assertThat(err.toString(StandardCharsets.UTF_8))
        .startsWith(file + ":2:9: web.port must be 1..65535, was 70000\n");
    Files.writeString(file, "web:\n  port: 7000\n");
    assertThat(run("check", "--config", file.toString())).isEqualTo(ExitCode.OK);
  }

  @Test
  void theTableInTheDocsIsFresh() throws Exception {
    Path docs = Path.of("..", "docs", "configuration.md");
    String wanted = GeneratedDocs.withPart(docs, "made from Settings.java", ConfigTable.markdown());
    assertThat(Files.readString(docs)).isEqualTo(wanted);
  }

  @Test
  void theSchemaInTheDocsIsFresh() throws Exception {
    Path docs = Path.of("..", "docs", "vedette.schema.json");
    assertThat(run("schema")).isEqualTo(ExitCode.OK);
    String wanted = out.toString(StandardCharsets.UTF_8);
    GeneratedDocs.offer(docs, wanted);
    assertThat(Files.readString(docs)).isEqualTo(wanted);
  }

  private int run(String action, String... options) throws Exception {
    ConfigCommand command = new ConfigCommand(Map.of("HOME", folder.toString()));
    var words = new java.util.ArrayList<>(List.of(action));
    words.addAll(List.of(options));
    return command.run(
        Arguments.parse(command.options(), words),
        new PrintStream(out, true, StandardCharsets.UTF_8),
        new PrintStream(err, true, StandardCharsets.UTF_8));
  }
}
