package vedette.app.tap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import vedette.testing.Signals;

/// How a run begins, is asked, and ends.
class TapLifeTest {
  private static final Pattern SEQUENCE = Pattern.compile("\"sequence\":(\\d+)");
  private static final Pattern LOST = Pattern.compile("\"lost\":(\\d+)");
  private static final Pattern TOTAL = Pattern.compile("\"total\":(\\d+)");

  @BeforeAll
  static void needsTracing() {
    TapProcess.assumeTracing();
  }

  @ParameterizedTest
  @ValueSource(strings = {"1", "37", "1000"})
  void countIsExact(String count) {
    try (TapProcess tap = TapProcess.start("--demo", "--demo-rate", "0", "--count", count)) {
      assertThat(tap.lines())
          .filteredOn(line -> !line.contains("\"event\":\"vedette:"))
          .hasSize(Integer.parseInt(count));
      assertThat(tap.exitCode()).isZero();
    }
  }

  @Test
  void durationEndsARunInWhichNothingHappens() throws Exception {
    Process silent = TapProcess.demo("--leash");
    try (TapProcess tap =
        TapProcess.start("--pid", Long.toString(silent.pid()), "--duration", "200ms")) {
      assertThat(tap.lines()).hasSize(1);
      assertThat(tap.exitCode()).isZero();
      assertThat(tap.said())
          .anyMatch(line -> line.matches("vedette: 0 events in .* s; nothing lost\\."));
    } finally {
      silent.destroyForcibly();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"--exe", "--pid-file"})
  void whatIsWaitedForIsSaid(String option) {
    try (TapProcess tap = TapProcess.start(option, "/no-such-file", "--duration", "200ms")) {
      assertThat(tap.lines()).isEmpty();
      assertThat(tap.said())
          .first()
          .asString()
          .startsWith("vedette: waits for ")
          .contains("/no-such-file");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"line", "signal"})
  void aFlushComesBehindEverythingThatHasFired(String way) throws Exception {
    try (TapProcess tap =
        TapProcess.start(
            "--exe", TapProcess.demoBinary().toString(), "--interactive", "--event", "net:*")) {
      // Attached when a process of this binary is seen at work.
      Process node =
          TapProcess.demo(
              "--seed",
              "4",
              "--rate",
              "0",
              "--count",
              "5000",
              "--wait-attached=net:inbound_message");
      String summary = new String(node.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(node.waitFor()).isZero();
      if (way.equals("line")) {
        tap.type("flush");
      } else {
        tap.signal("USR1");
      }
      List<String> lines = tap.linesUntil("vedette:flushed");
      assertThat(lines.stream().filter(line -> line.contains("\"event\":\"net:")).count())
          .isEqualTo(number(TOTAL, summary));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"TERM", "INT", "HUP"})
  void aSignalEndsItWithASummary(String signal) throws Exception {
    assumeTrue(Signals.heard(signal), "SIG" + signal + " is ignored here, as by nohup");
    try (TapProcess tap = TapProcess.start("--demo")) {
      long node = tap.tappedPid();
      tap.line();
      tap.line();
      tap.signal(signal);
      tap.lines();
      assertThat(tap.exitCode()).isZero();
      assertThat(tap.said().getLast()).matches("vedette: [\\d,]+ events? in .* s; nothing lost\\.");
      // Killed at the latest, which nobody waits for.
      Awaitility.await()
          .atMost(Duration.ofMinutes(1))
          .until(() -> ProcessHandle.of(node).filter(ProcessHandle::isAlive).isEmpty());
    }
  }

  @Test
  void aReaderWhoLeavesIsNoError() throws IOException {
    try (TapProcess tap = TapProcess.start("--demo", "--demo-rate", "1000")) {
      tap.line();
      tap.line();
      tap.line();
      tap.closeOutput();
      assertThat(tap.exitCode()).isZero();
      assertThat(tap.said()).hasSize(1).allMatch(line -> line.contains("attached"));
    }
  }

  @Test
  void theDemoNodeDiesWithAKilledVedette() {
    try (TapProcess tap = TapProcess.start("--demo")) {
      ProcessHandle node = ProcessHandle.of(tap.tappedPid()).orElseThrow();
      tap.line();
      tap.kill();
      Awaitility.await().atMost(Duration.ofMinutes(1)).until(() -> !node.isAlive());
    }
  }

  @Test
  void aReaderWhoStopsCostsCountedLossesOnly() throws Exception {
    Process node =
        TapProcess.demo(
            "--only",
            "net:inbound_message",
            "--count",
            "300000",
            "--wait-attached=net:inbound_message");
    try (TapProcess tap =
        TapProcess.start(
            "--pid",
            Long.toString(node.pid()),
            "--event",
            "net:inbound_message",
            "--ring",
            "256KiB")) {
      // Nobody reads the lines, yet the node gets through.
      String summary = new String(node.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(node.waitFor()).isZero();
      assertThat(peakKilobytes(tap.pid())).isLessThan(300_000);
      tap.awaitSaid("missing so far");
      long delivered = 0;
      long lost = 0;
      long last = 0;
      for (String line : tap.lines()) {
        long sequence = number(SEQUENCE, line);
        if (line.contains("\"event\":\"vedette:loss\"")) {
          long announced = number(LOST, line);
          assertThat(sequence).isEqualTo(last + announced + 1);
          lost += announced;
        } else {
          assertThat(sequence).isEqualTo(last + 1);
          delivered += line.contains("\"event\":\"net:inbound_message\"") ? 1 : 0;
        }
        last = sequence;
      }
      assertThat(lost).isPositive();
      assertThat(delivered + lost).isEqualTo(number(TOTAL, summary));
      assertThat(tap.exitCode()).isZero();
    } finally {
      node.destroyForcibly();
    }
  }

  @Test
  void itEndsEvenIfNobodyReads() throws Exception {
    try (TapProcess tap = TapProcess.start("--demo", "--demo-rate", "0", "--ring", "64KiB")) {
      tap.awaitSaid("missing so far");
      tap.signal("TERM");
      assertThat(tap.exitCode()).isZero();
      assertThat(tap.said().getLast()).contains("ended before everything was written out");
    }
  }

  private static long number(Pattern pattern, String text) {
    Matcher matcher = pattern.matcher(text);
    assertThat(matcher.find()).as(text).isTrue();
    return Long.parseLong(matcher.group(1));
  }

  private static long peakKilobytes(long pid) throws IOException {
    String peak =
        Files.readAllLines(Path.of("/proc/" + pid + "/status")).stream()
            .filter(line -> line.startsWith("VmHWM:"))
            .findFirst()
            .orElseThrow();
    return Long.parseLong(peak.replaceAll("\\D", ""));
  }
}
