package vedette.poll.truebit;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LogGrammarTest {
  private static final String WALLET = "0x1111111111111111111111111111111111111111";
  private static final String HEAD =
      "2025-12-17 09:23:08 info: @truebit/worker-runner-node-" + WALLET + ":1.0.0-beta.12 ";
  private static final String EXECUTION = "11111111-2222-4333-8444-555555555555";
  private final LogGrammar grammar = new LogGrammar(100_000);

  static List<LogEntry> entries(String... lines) {
    List<LogEntry> all = new ArrayList<>();
    LogAssembler assembler = new LogAssembler();
    for (String line : lines) {
      assembler.line(line, 0, all::add);
    }
    assembler.flush(all::add);
    return all;
  }

  private Finding finding(String message) {
    return grammar.of(entries(HEAD + message).getFirst());
  }

  @Test
  void theHeadIsTakenApart() {
    LogEntry entry = entries(HEAD + "Something").getFirst();
    assertThat(entry)
        .isEqualTo(
            new LogEntry(
                Optional.of(LocalDateTime.of(2025, 12, 17, 9, 23, 8)),
                "info",
                "@truebit/worker-runner-node",
                WALLET,
                "1.0.0-beta.12",
                "Something",
                1,
                0));
  }

  /// The old pattern refused debug and any pre-release but beta.
  @ParameterizedTest
  @CsvSource({
    "debug,1.0.0",
    "INFO,2.0.0-rc.1",
    "warn,1.0.0-alpha",
    "silly,1.2.3-beta.4+build.7",
    "error,v3.0"
  })
  void anyLevelAndAnyVersionIsRead(String level, String version) {
    LogEntry entry =
        entries(
                "2025-11-24 13:55:40 %s: @truebit/worker-runner-node:%s Hello"
                    .formatted(level, version))
            .getFirst();
    assertThat(entry.headed()).isTrue();
    assertThat(entry.version()).isEqualTo(version);
    assertThat(entry.wallet()).isEmpty();
    assertThat(entry.message()).isEqualTo("Hello");
  }

  /// B4: with the engine's stamp in front no line matched.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "2026-11-26T14:02:52.123456789Z ",
        "2026-11-26T14:02:52Z ",
        "runner-node  | ",
        "runner-node-1  | 2026-11-26T14:02:52+01:00 ",
        "\u001b[36mrunner-node  | \u001b[0m"
      })
  void b04WhatOthersPutInFrontIsTakenOff(String prefix) {
    assertThat(entries(prefix + HEAD + "Starting task execution"))
        .singleElement()
        .satisfies(entry -> assertThat(grammar.of(entry).kind()).isEqualTo(LogKind.TASK_START));
  }

  @Test
  void coloursAreTakenOff() {
    assertThat(
            entries(
                    "\u001b[32m2025-12-17 09:23:08\u001b[39m \u001b[32minfo\u001b[39m: @truebit/w:1.0.0 Hi")
                .getFirst()
                .message())
        .isEqualTo("Hi");
  }

  @Test
  void slotsAreShownWhoeverTakesThem() {
    assertThat(finding("Semaphore InvoiceSubscriber processing started - Using slot 1/4"))
        .isEqualTo(new Finding.Semaphore("InvoiceSubscriber", true, 1, 4));
    assertThat(
            finding(
                "Semaphore InvoiceSubscriber processing completed - Released slot (0/4 now active)"
                    + " - All slots available"))
        .isEqualTo(new Finding.Semaphore("InvoiceSubscriber", false, 0, 4));
    assertThat(
            finding(
                "Semaphore InvoiceSubscriber message received - Processing immediately (0/4 slots"
                    + " used)"))
        .isEqualTo(new Finding.Other(LogKind.SEMAPHORE));
  }

  /// B3: completed and started had no id, JSON over several lines was none, and the chain was
  /// looked for at the wrong level.
  @Test
  void b03ExecutionsHaveTheirIdsAndChains() {
    assertThat(finding("Execution " + EXECUTION + " completed"))
        .isEqualTo(new Finding.TaskCompleted(EXECUTION));
    assertThat(finding("Starting task execution for " + EXECUTION))
        .isEqualTo(new Finding.TaskStarted(Optional.of(EXECUTION)));
    assertThat(finding("Starting task execution"))
        .isEqualTo(new Finding.TaskStarted(Optional.empty()));
    List<LogEntry> pretty =
        entries(
            HEAD + "Message received from task_created: {",
            "  \"payload\": {",
            "    \"type\": \"task_created\",",
            "    \"executionId\": \"" + EXECUTION + "\",",
            "    \"timestamp\": 1763992549000,",
            "    \"message\": { \"taskId\": \"js_" + "a".repeat(64) + "\", \"chainId\": \"43113\",",
            "      \"blockNumber\": 72508152 }",
            "  }",
            "}",
            HEAD + "next");
    assertThat(pretty).hasSize(2);
    assertThat(grammar.of(pretty.getFirst()))
        .isInstanceOfSatisfying(
            Finding.TaskReceived.class,
            received -> {
              assertThat(received.executionId()).contains(EXECUTION);
              NodeMessage.TaskCreated task = received.message().orElseThrow();
              assertThat(task.chainId()).contains("43113");
              assertThat(task.type()).contains("js");
              assertThat(task.blockNumber()).contains(BigInteger.valueOf(72_508_152));
              assertThat(task.createdAt().orElseThrow().toEpochMilli()).isEqualTo(1763992549000L);
            });
  }

  @Test
  void aTaskWhoseJsonIsCutKeepsItsId() {
    assertThat(
            finding(
                "Message received from task_created: {\"executionId\":\"" + EXECUTION + "\",\"mes"))
        .isEqualTo(new Finding.TaskReceived(Optional.of(EXECUTION), Optional.empty()));
  }

  @Test
  void whatAnExecutionTookIsExact() {
    Finding found =
        finding(
            "Command execution stdout: {\"elapsed\":\"15000000000000000000001\",\"wasi\":{\"exitCode\":-1},"
                + "\"metering\":{\"limits\":{\"gas\":\"60000000000\"},\"last\":{\"steps\":28584970692},"
                + "\"peak\":{\"memory\":87}},\"execution\":{\"wasm\":{\"size\":1,\"hash\":\"ab\"},"
                + "\"prepare\":{\"cached\":true}}}");
    assertThat(found)
        .isInstanceOfSatisfying(
            Finding.ExecutionOutput.class,
            output -> {
              ExecutionMetrics metrics = output.metrics().orElseThrow();
              assertThat(metrics.elapsedNanos())
                  .contains(new BigInteger("15000000000000000000001"));
              assertThat(metrics.exitCode()).contains(BigInteger.ONE.negate());
              assertThat(metrics.steps()).contains(BigInteger.valueOf(28_584_970_692L));
              assertThat(metrics.memoryPeak()).contains(BigInteger.valueOf(87));
              assertThat(metrics.callPeak()).isEmpty();
              assertThat(metrics.cached()).contains(true);
              assertThat(output.executionId()).isEmpty();
            });
  }

  @Test
  void theOtherKindsAreRecognised() {
    assertThat(finding("Task js_" + "a".repeat(64) + "/1.0.0 downloaded successfully"))
        .isEqualTo(new Finding.TaskDownloaded("js_" + "a".repeat(64) + "/1.0.0"));
    assertThat(finding("Node with address " + WALLET + " registered successfully"))
        .isEqualTo(new Finding.Registration(WALLET, true));
    assertThat(finding("Node with address " + WALLET + " has requested registration"))
        .isEqualTo(new Finding.Registration(WALLET, false));
    assertThat(finding("Message published to compute_outcome {}").kind())
        .isEqualTo(LogKind.TASK_PUBLISHED);
    assertThat(finding("InvoiceSubscriber said something").kind()).isEqualTo(LogKind.INVOICE);
    assertThat(finding("{\"type\":\"brand_new\"}").kind()).isEqualTo(LogKind.JSON_DATA);
    assertThat(finding("whatever").kind()).isEqualTo(LogKind.INFO);
  }

  @Test
  void nothingIsDropped() {
    assertThat(
            entries(
                "before", "the first", HEAD + "one", "continued", "2025-12-17 09:23:09 odd head"))
        .extracting(LogEntry::message)
        .containsExactly("before", "the first", "one\ncontinued", "odd head");
    assertThat(entries("before").stream().map(grammar::of).map(Finding::kind))
        .containsExactly(LogKind.UNPARSED);
    assertThat(entries("2025-13-45 99:99:99 info: x:1 y").getFirst().stamp()).isEmpty();
  }

  /// A terminal or a page that shows it obeys nothing in it.
  @Test
  void aLineOfAnAttackerIsHarmless() {
    String evil =
        HEAD
            + "\u001b]0;owned\u0007\u001b[2J\u009b31m\u202egnp.exe <script>alert(1)</script>\u0000\r";
    String message = entries(evil).getFirst().message();
    assertThat(message)
        .doesNotContain("\u001b", "\u009b", "\u202e", "\u0000", "\r", "\u0007")
        .contains("<script>", "\u2400", "\u240d");
    String deep = HEAD + "Message received from task_created: " + "{\"a\":".repeat(50_000);
    assertThat(grammar.of(entries(deep).getFirst()).kind()).isEqualTo(LogKind.TASK_RECEIVED);
    String huge = HEAD + "x".repeat(3_000_000);
    LogEntry cut = entries(huge).getFirst();
    assertThat(cut.message()).hasSize(LogAssembler.LONGEST);
    assertThat(cut.cut()).isEqualTo(3_000_000 - LogAssembler.LONGEST);
    assertThat(
            finding(
                "Command execution stdout: {\"elapsed\":1e999999999,\"metering\":{\"last\":{\"steps\":-5}}}"))
        .isInstanceOfSatisfying(
            Finding.ExecutionOutput.class, output -> assertThat(output.metrics()).isEmpty());
    assertThat(finding("Semaphore X - Using slot 99999999999/4").kind())
        .isEqualTo(LogKind.SEMAPHORE);
  }

  @Test
  void anEntryWhoseJsonIsOpenIsUnfinished() {
    LogAssembler assembler = new LogAssembler();
    assembler.line(HEAD + "Message received from task_created: {\"a\": \"}\"", 0, _ -> {});
    assertThat(assembler.unfinished()).isTrue();
    assembler.line("}", 0, _ -> {});
    assertThat(assembler.unfinished()).isFalse();
    assertThat(assembler.waiting()).isTrue();
  }
}
