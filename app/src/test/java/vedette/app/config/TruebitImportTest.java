package vedette.app.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vedette.app.cli.Arguments;
import vedette.app.cli.ExitCode;

/// What sets the TrueBit node monitor sets Vedette.
class TruebitImportTest {
  /// Every variable that the old monitor and its aggregator knew, with what could stand there.
  private static final Map<String, String> EVERYTHING =
      Map.ofEntries(
          Map.entry("NODE_ENV", "production"),
          Map.entry("PORT", "8091"),
          Map.entry("HOST", "0.0.0.0"),
          Map.entry("CONTAINER_NAME", "my-runner"),
          Map.entry("DB_PATH", "/data/truebit.db"),
          Map.entry("DOCKER_SOCKET_PATH", "unix:///run/user/1000/docker.sock"),
          Map.entry("LOG_RETENTION_DAYS", "45"),
          Map.entry("MAX_OUTPUT_DATA_BYTES", "204800"),
          Map.entry("MAX_ARTIFACT_BYTES", "20971520"),
          Map.entry("NODE_CONTINENT", "EU"),
          Map.entry("ALLOWED_ORIGINS", "https://a.example, http://192.0.2.7:3000/"),
          Map.entry("CORS_ALLOW_ALL", "true"),
          Map.entry("API_KEY", "hunter2hunter2hunter2"),
          Map.entry("TASK_DATA_PASSWORD", "hunter2-too"),
          Map.entry("HTTPS_ENABLED", "true"),
          Map.entry("CSP_DISABLED", "true"),
          Map.entry("WS_MAX_CONNECTIONS", "50"),
          Map.entry("WS_MAX_PER_IP", "7"),
          Map.entry("WS_AUTH_TIMEOUT", "15000"),
          Map.entry("WS_AUTH_REQUIRED", "false"),
          Map.entry("WS_AUTH_TOKEN", "hunter2-of-the-socket"),
          Map.entry("FEDERATION_NATS_URL", "wss://f.example"),
          Map.entry("FEDERATION_NATS_USER", "monitor"),
          Map.entry("FEDERATION_NATS_PASSWORD", "hunter2-shared"),
          Map.entry("ANALYTICS_URL", "https://stats.example"),
          Map.entry("ANALYTICS_WEBSITE_ID", "1234"),
          Map.entry("NATS_URL", "nats://n.example"),
          Map.entry("NATS_USER", "aggregator"),
          Map.entry("NATS_AGGREGATOR_PASSWORD", "hunter2-aggregator"),
          Map.entry("PUBLISH_INTERVAL", "30000"),
          Map.entry("CLEANUP_INTERVAL", "86400000"),
          Map.entry("RETENTION_DAYS", "30"),
          Map.entry("RATE_LIMIT_PER_NODE", "10"),
          Map.entry("RATE_LIMIT_WINDOW", "1000"),
          Map.entry("GLOBAL_RATE_LIMIT", "1000"));

  @TempDir Path folder;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  private Config config(String yaml, Map<String, String> environment) throws Exception {
    Path file = folder.resolve("vedette.yaml");
    Files.writeString(file, yaml);
    return Loaded.from(new ConfigSource(Optional.of(file), environment, Map.of(), folder)).config();
  }

  private int run(Map<String, String> environment, String... words) {
    ConfigCommand command = new ConfigCommand(environment);
    return command.run(
        Arguments.parse(command.options(), List.of(words)),
        new PrintStream(out, true, StandardCharsets.UTF_8),
        new PrintStream(err, true, StandardCharsets.UTF_8));
  }

  private String said(ByteArrayOutputStream stream) {
    return stream.toString(StandardCharsets.UTF_8);
  }

  @Test
  void everyVariableOfTheOldMonitorIsKnownHereAndNoOther() {
    assertThat(OldVariables.ALL.stream().map(OldVariable::name))
        .containsExactlyInAnyOrderElementsOf(EVERYTHING.keySet());
  }

  @Test
  void everythingThatHasACounterpartCounts() throws Exception {
    assertThat(run(EVERYTHING, "import-truebit")).isEqualTo(ExitCode.OK);
    Config config = config(said(out), EVERYTHING);
    assertThat(config.web().port()).isEqualTo(8_091);
    assertThat(config.web().address()).isEqualTo("0.0.0.0");
    assertThat(config.web().origins())
        .containsExactly("https://a.example", "http://192.0.2.7:3000");
    assertThat(config.truebit().watch()).isEqualTo(TruebitConfig.Watching.ALWAYS);
    assertThat(config.truebit().container()).isEqualTo("my-runner");
    assertThat(config.truebit().socket()).contains(Path.of("/run/user/1000/docker.sock"));
    assertThat(config.truebit().keepLogs()).isEqualTo(Duration.ofDays(45));
    assertThat(config.truebit().dataSize()).isEqualTo(204_800);
    assertThat(config.truebit().sockets())
        .isEqualTo(new TruebitConfig.Sockets(50, 7, Duration.ofSeconds(15)));
    assertThat(config.web().apiKey().orElseThrow().written()).isEqualTo("{env: API_KEY}");
    assertThat(config.truebit().dataPassword().orElseThrow().written())
        .isEqualTo("{env: TASK_DATA_PASSWORD}");
  }

  @Test
  void whatNeverWorkedAndWhatHasNoCounterpartIsSaidAndNoSecretIs() {
    run(EVERYTHING, "import-truebit");
    assertThat(said(out) + said(err)).doesNotContain("hunter2");
    assertThat(said(err))
        .contains("LOG_RETENTION_DAYS: truebit.keep-logs, did not work before.")
        .contains("API_KEY: web.api-key, did not work before.")
        .contains("FEDERATION_NATS_PASSWORD: no counterpart.")
        .contains("WS_AUTH_TOKEN: left out, since API_KEY is set.")
        .contains("WS_AUTH_REQUIRED: no counterpart.")
        .contains("CONTAINER_NAME: truebit.container, differs.");
    // What is just as before needs no word.
    assertThat(said(err)).doesNotContain("WS_MAX_CONNECTIONS", "MAX_OUTPUT_DATA_BYTES");
  }

  @Test
  void withoutVariablesItIsTheOldPortAndTheContainer() throws Exception {
    assertThat(run(Map.of("PATH", "/bin", "HOME", "/root"), "import-truebit"))
        .isEqualTo(ExitCode.OK);
    assertThat(said(err)).isEmpty();
    Config config = config(said(out), Map.of());
    assertThat(config.web().port()).isEqualTo(8_090);
    assertThat(config.web().address()).isEqualTo("127.0.0.1");
    assertThat(config.truebit().container()).isEqualTo("runner-node");
  }

  @Test
  void whatDoesNotFitIsLeftOutAndNotRepeated() throws Exception {
    Map<String, String> odd = new HashMap<>();
    odd.put("LOG_RETENTION_DAYS", "-1");
    odd.put("HOST", "everywhere: {}");
    odd.put("ALLOWED_ORIGINS", "*");
    odd.put("CONTAINER_NAME", "x\ny: 1");
    odd.put("API_KEY", "short");
    odd.put("WS_AUTH_TIMEOUT", "1");
    assertThat(run(odd, "import-truebit")).isEqualTo(ExitCode.OK);
    assertThat(config(said(out), Map.of()).truebit().keepLogs()).isEqualTo(Duration.ofDays(30));
    assertThat(said(err).lines())
        .hasSize(6)
        .allMatch(line -> line.contains(": left out: expected"));
    assertThat(said(out) + said(err)).doesNotContain("short\n", "everywhere", "y: 1");
  }

  @Test
  void filesOfLinesAndOfComposeAreUnderstood() throws Exception {
    Path lines = folder.resolve("old.env");
    Files.writeString(
        lines, "# a comment\nexport PORT='9000'\nLOG_RETENTION_DAYS=7 # a week\nAPI_KEY=\n");
    assertThat(run(Map.of(), "import-truebit", lines.toString())).isEqualTo(ExitCode.OK);
    assertThat(said(out)).contains("port: 9000", "keep-logs: 7 d").doesNotContain("api-key");
    out.reset();
    Path compose = folder.resolve("docker-compose.yml");
    Files.writeString(folder.resolve(".env"), "TASK_DATA_PASSWORD=hunter2\nDAYS=12\n");
    Files.writeString(
        compose,
        """
        services:
          monitor:
            image: old
            ports: ["8090:8090"]
            environment:
              - PORT=${MONITOR_PORT:-8123}
              - LOG_RETENTION_DAYS=${DAYS}
              - TASK_DATA_PASSWORD
          nats:
            environment:
              NATS_USER: aggregator
        """);
    assertThat(run(Map.of(), "import-truebit", compose.toString())).isEqualTo(ExitCode.OK);
    assertThat(said(out))
        .contains("port: 8123", "keep-logs: 12 d", "data-password: {env: TASK_DATA_PASSWORD}")
        .doesNotContain("hunter2");
    assertThat(said(err)).contains("NATS_USER: no counterpart. The aggregator's.");
  }

  @Test
  void aFileThatCannotBeReadIsSaidWithoutItsLines() throws Exception {
    Path broken = folder.resolve("c.yaml");
    Files.writeString(broken, "services:\n  a:\n    environment:\n      - \"API_KEY=hunter2\n");
    assertThat(run(Map.of(), "import-truebit", broken.toString())).isEqualTo(ExitCode.REFUSED);
    assertThat(run(Map.of(), "import-truebit", folder.resolve("none").toString()))
        .isEqualTo(ExitCode.REFUSED);
    assertThat(said(err)).contains("c.yaml:", "expected a readable file").doesNotContain("hunter2");
  }

  @Test
  void theTableInTheDocsIsFresh() throws Exception {
    Path docs = Path.of("..", "docs", "services", "truebit.md");
    String text = Files.readString(docs);
    String begin = "<!-- made from OldVariables.java: begin -->\n";
    int from = text.indexOf(begin) + begin.length();
    int to = text.indexOf("<!-- made from OldVariables.java: end -->");
    StringBuilder table = new StringBuilder("| Variable | Becomes | |\n|---|---|---|\n");
    for (OldVariable old : OldVariables.ALL) {
      table.append(
          "| `%s` | %s | %s%s |\n"
              .formatted(
                  old.name(),
                  old.becomes().map(name -> "`" + name + "`").orElse("–"),
                  old.fate() == OldVariable.Fate.NEVER_WORKED ? "Did not work before. " : "",
                  old.about()));
    }
    if (Boolean.getBoolean("vedette.write-docs")) {
      Files.writeString(docs, text.substring(0, from) + table + text.substring(to));
      return;
    }
    assertThat(text.substring(from, to)).isEqualTo(table.toString());
  }
}
