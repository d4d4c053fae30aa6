package vedette.app.tap;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TapOutputTest {
  @TempDir private Path folder;

  @BeforeAll
  static void needsTracing() {
    TapProcess.assumeTracing();
  }

  @Test
  void aPipeGetsJsonAndTheDemoNodeIsNamedAsSuch() {
    try (TapProcess tap = TapProcess.start("--demo", "--count", "5")) {
      List<String> lines = tap.lines();
      assertThat(lines).hasSize(6).allMatch(line -> line.startsWith("{\"time\":\""));
      assertThat(lines).allMatch(line -> line.contains("\"name\":\"demo-node\""));
      assertThat(lines.getFirst()).contains("\"event\":\"vedette:node\",\"state\":\"appeared\"");
      assertThat(tap.exitCode()).isZero();
      assertThat(tap.said()).anyMatch(line -> line.contains("demo-node (pid "));
    }
  }

  @Test
  void aTerminalGetsColouredText() throws Exception {
    Assumptions.assumeTrue(
        Files.isExecutable(Path.of("/usr/bin/script")),
        "script, which makes a terminal, is missing");
    String command = "'" + String.join("' '", TapProcess.command("--demo", "--count", "5")) + "'";
    ProcessBuilder builder =
        new ProcessBuilder("script", "--quiet", "--return", "--command", command, "/dev/null");
    builder.environment().put("TERM", "xterm");
    builder.environment().remove("NO_COLOR");
    Process script = builder.redirectErrorStream(true).start();
    script.getOutputStream().close();
    String shown =
        new String(script.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
    assertThat(script.waitFor()).isZero();
    assertThat(shown).contains("\u001b[").contains("version").doesNotContain("{\"time\"");
  }

  @Test
  void textInAPipeHasNoColoursUnlessAskedFor() {
    try (TapProcess tap = TapProcess.start("--demo", "--count", "5", "--format", "text")) {
      assertThat(tap.lines()).noneMatch(line -> line.contains("\u001b"));
    }
    try (TapProcess tap =
        TapProcess.start("--demo", "--count", "5", "--format", "text", "--colour", "always")) {
      assertThat(tap.lines()).anyMatch(line -> line.contains("\u001b["));
    }
  }

  @Test
  void bitcointapFormatHasItsEventsOnly() {
    try (TapProcess tap =
        TapProcess.start(
            "--demo", "--demo-rate", "3000", "--count", "300", "--format", "bitcointap")) {
      assertThat(tap.lines())
          .hasSize(300)
          .allMatch(line ->
              line.matches(
                  "\\{\"timestamp\":\\d+,\"timestamp_subsec_micros\":\\d+,\"event\":\\{\"(Msg|Conn|Mempool|Validation)\":.*"));
    }
  }

  @Test
  void payloadAddsRawBytes() {
    try (TapProcess tap =
        TapProcess.start("--demo", "--message", "ping", "--payload", "--count", "2")) {
      assertThat(tap.lines())
          .filteredOn(line -> line.contains("\"ping\""))
          .hasSize(2)
          .allMatch(line ->
              line.matches(
                  ".*\"type\":\"ping\",\"size\":8,\"nonce\":\"?\\d+\"?,\"payload\":\"[0-9a-f]{16}\"}}"));
    }
  }

  @Test
  void headersOnlyTakesNoPayload() {
    try (TapProcess tap =
        TapProcess.start(
            "--demo", "--message", "ping", "--headers-only", "--count", "2", "--stats")) {
      assertThat(tap.lines())
          .filteredOn(line -> line.contains("\"ping\""))
          .hasSize(2)
          .allMatch(line -> line.endsWith("\"message\":{\"type\":\"ping\",\"size\":8}}"));
      assertThat(tap.exitCode()).isZero();
      assertThat(tap.said()).anyMatch(line -> line.matches("total +2 +0 +0 +0 +0 +0 .*"));
    }
  }

  @Test
  void aCutPayloadIsSaidToBeCut() {
    try (TapProcess tap =
        TapProcess.start("--demo", "--message", "version", "--max-payload", "10", "--count", "1")) {
      assertThat(tap.lines())
          .anyMatch(line ->
              line.contains(
                  "\"undecoded\":{\"reason\":\"payload cut at the configured maximum\",\"payload\":\""));
    }
  }

  @Test
  void statsTellEachTracepoint() {
    try (TapProcess tap =
        TapProcess.start("--demo", "--event", "mempool:added", "--count", "3", "--stats")) {
      assertThat(tap.exitCode()).isZero();
      assertThat(tap.said())
          .anyMatch(line ->
              line.matches(
                  "tracepoint +delivered +bytes +lost +payloads lost +faults +cut +filtered +undecoded"))
          .anyMatch(line -> line.matches("mempool:added +3 .*"))
          .anyMatch(line -> line.startsWith("vedette: 3 events in "));
    }
  }

  @Test
  void undecodableMessagesAreCounted() {
    try (TapProcess tap =
        TapProcess.start(
            "--demo",
            "--demo-rate",
            "5000",
            "--message",
            "\"xversion\"",
            "--count",
            "2",
            "--stats")) {
      assertThat(tap.exitCode()).isZero();
      assertThat(tap.said())
          .anyMatch(line -> line.contains("; 2 undecodable."))
          .anyMatch(line -> line.matches("net:inbound_message +2 .* 2"));
    }
  }

  @Test
  void aProbeThatTheBinaryLacksIsTold() {
    try (TapProcess tap =
        TapProcess.start(
            "--demo",
            "--probe",
            "orphan:added",
            "--event",
            "orphan:*,mempool:added",
            "--count",
            "1")) {
      assertThat(tap.exitCode()).isZero();
      assertThat(tap.said())
          .anyMatch(
              line -> line.endsWith("attached 1 of 2 probes; not in this binary: orphan:added"));
    }
  }

  @Test
  void theOutputGoesIntoAFile() throws IOException {
    Path file = folder.resolve("events.json");
    try (TapProcess tap = TapProcess.start("--demo", "--count", "5", "--output", file.toString())) {
      assertThat(tap.lines()).isEmpty();
      assertThat(tap.exitCode()).isZero();
      assertThat(Files.readAllLines(file)).hasSize(6);
    }
  }

  @Test
  void aFullDiskIsAnErrorThatARetryMayMend() {
    try (TapProcess tap = TapProcess.start("--demo", "--output", "/dev/full")) {
      assertThat(tap.exitCode()).isEqualTo(1);
      assertThat(tap.said())
          .contains(
              "vedette: --output /dev/full: writing failed: No space left on device. Do: make room, or"
                  + " write to another place.");
    }
  }

  @Test
  void aRecordingReplaysTheSameLines() {
    String file = folder.resolve("demo.capture").toString();
    List<String> live;
    try (TapProcess tap =
        TapProcess.start("--demo", "--demo-rate", "3000", "--count", "400", "--record", file)) {
      live = tap.lines();
      assertThat(tap.exitCode()).isZero();
    }
    try (TapProcess replay = TapProcess.start("--replay", file)) {
      assertThat(replay.lines()).hasSize(live.size()).isEqualTo(live);
      assertThat(replay.exitCode()).isZero();
      assertThat(replay.said()).anyMatch(line -> line.startsWith("vedette: 400 events in "));
    }
    try (TapProcess replay = TapProcess.start("--replay", file, "--real-time", "--count", "3")) {
      assertThat(replay.lines()).isEqualTo(live.subList(0, 4));
    }
  }
}
