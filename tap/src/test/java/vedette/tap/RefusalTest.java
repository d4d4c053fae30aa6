package vedette.tap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vedette.event.Event;
import vedette.event.VedetteEvent;
import vedette.tap.TapException.Fault;
import vedette.tap.bpf.BpfException;

/// Who cannot be watched is refused in words of its own, with what to do about it.
@NeedsKernel
class RefusalTest {
  private static final List<String> CONNECTIONS =
      List.of(
          "net:closed_connection",
          "net:evicted_inbound_connection",
          "net:inbound_connection",
          "net:misbehaving_connection",
          "net:outbound_connection");

  @TempDir Path folder;

  private static TapException refused(Target target) {
    TapOptions options = TapOptions.defaults().withTarget(target);
    TapException refusal =
        catchThrowableOfType(TapException.class, () -> Tap.open(options).close());
    assertThat(refusal).as("nothing was refused").isNotNull();
    return refusal;
  }

  @Test
  void aNodeOfVersion28LacksFiveTracepointsAndSaysSo() {
    Path program = Programs.demo28(folder);
    Path report = folder.resolve("report");
    List<Event> events = new ArrayList<>();
    try (Node node =
            Node.start(
                program,
                "--leash",
                "--rate",
                "8000",
                "--count",
                "20000",
                "--seed",
                "8",
                "--report",
                report.toString());
        Tap tap = Live.open(program)) {
      node.begin().drain(tap, events::add);
      assertThat(tap.stats().complete()).isTrue();
    }
    VedetteEvent.Node appeared = Live.nodes(events).getFirst();
    assertThat(appeared.missing()).isEqualTo(CONNECTIONS);
    assertThat(appeared.attached()).hasSize(15).doesNotContainAnyElementsOf(CONNECTIONS);
    Live.assertSame(Fired.all(events), Report.fired(report));
  }

  @Test
  void aBinaryWithoutTracepointsIsRefused() throws IOException {
    Path program = Programs.demo(folder);
    assertThat(
            Programs.run("objcopy", "--remove-section", ".note.stapsdt", program.toString()).code())
        .isZero();
    TapException refusal = refused(new Target.Executable(program));
    assertThat(refusal.fault()).isEqualTo(Fault.LASTING);
    assertThat(refusal)
        .hasMessageContaining(program.toString())
        .hasMessageContaining("no tracepoints (no .note.stapsdt section)")
        .hasMessageContaining("WITH_USDT");
    try (Node node = Node.start(program, "--rate", "10")) {
      assertThat(refused(new Target.Pid(node.pid()))).hasMessageContaining("no tracepoints");
    }
  }

  @Test
  void aProgramThatIsNoNodeIsRefusedUnlessItsOwnProbeIsAskedFor() {
    Path program = Programs.odd(folder, "-DNOT_A_NODE");
    TapException refusal = refused(new Target.Executable(program));
    assertThat(refusal.fault()).isEqualTo(Fault.LASTING);
    assertThat(refusal)
        .hasMessageContaining("not a Bitcoin Core node")
        .hasMessageContaining("odd:widths");
    try (Tap tap = Tap.open(Live.options(program).withProbes(List.of("odd:widths")))) {
      assertThat(tap.attached()).isEqualTo(1);
    }
  }

  @Test
  void aProcessThatIsNotThereIsRefused() {
    Path program = Programs.demo(folder);
    int gone;
    try (Node node = Node.start(program, "--rate", "10")) {
      gone = node.pid();
    }
    TapException refusal = refused(new Target.Pid(gone));
    assertThat(refusal.fault()).isEqualTo(Fault.LASTING);
    assertThat(refusal)
        .hasMessage("--pid " + gone + ": there is no such process. Do: pidof bitcoind");
  }

  @Test
  void aFileThatIsNoProgramIsRefused() throws IOException {
    Path text = Files.writeString(folder.resolve("bitcoind"), "#!/bin/sh\n" + "x".repeat(100));
    TapException refusal = refused(new Target.Executable(text));
    assertThat(refusal.fault()).isEqualTo(Fault.LASTING);
    assertThat(refusal).hasMessageContaining("This is not an ELF executable");
    assertThat(refused(new Target.Executable(folder.resolve("no/such/bitcoind"))))
        .hasMessageContaining("no such file and no such directory");
  }

  @Test
  void aPidFileThatHoldsNoPidIsRefused() throws IOException {
    Path file = Files.writeString(folder.resolve("bitcoind.pid"), "not a number\n");
    TapException refusal = refused(new Target.PidFile(file));
    assertThat(refusal.fault()).isEqualTo(Fault.LASTING);
    assertThat(refusal).hasMessageContaining("expected a process id");
  }

  /// One probe that cannot be read costs that probe, not all of them.
  @Test
  void aProbeWithAnOperandThatCannotBeReadCostsOnlyItself() throws IOException {
    Path program = Programs.demo(folder);
    byte[] bytes = Files.readAllBytes(program);
    byte[] name = "mempool\0rejected\0".getBytes(java.nio.charset.StandardCharsets.US_ASCII);
    int at = indexOf(bytes, name) + name.length;
    // The same length, another register: one that holds no integer.
    assertThat(bytes[at + 2]).isEqualTo((byte) '%');
    bytes[at + 3] = 'q';
    Files.write(program, bytes);
    List<String> problems = new ArrayList<>();
    List<Event> events = new ArrayList<>();
    try (Node node = Node.start(program, "--leash", "--rate", "5000", "--count", "3000");
        Tap tap = Tap.open(Live.options(program).withProblems(problems::add))) {
      node.begin().drain(tap, events::add);
    }
    assertThat(Live.nodes(events).getFirst().missing()).containsExactly("mempool:rejected");
    assertThat(Live.nodes(events).getFirst().attached()).hasSize(19);
    assertThat(problems)
        .singleElement()
        .satisfies(problem ->
            assertThat(problem)
                .contains(program.toString())
                .contains("mempool:rejected")
                .contains("is not an operand that can be read"));
  }

  private static int indexOf(byte[] bytes, byte[] part) {
    for (int i = 0; i + part.length <= bytes.length; i++) {
      if (java.util.Arrays.equals(bytes, i, i + part.length, part, 0, part.length)) {
        return i;
      }
    }
    throw new AssertionError("not found");
  }

  /// The verifier says EACCES too; that is no matter of rights.
  @Test
  void aRefusalByTheVerifierIsNotTakenForMissingRights() {
    TapException refusal =
        Refusals.of(
            "/usr/bin/bitcoind",
            new BpfException("the verifier refused it (EACCES): R2 min value", 13, "0: r2 = 1\n"));
    assertThat(refusal).hasMessageContaining("R2 min value");
    assertThat(refusal.getMessage()).doesNotContain("CAP_BPF");
    assertThat(refusal.detail()).isEqualTo("0: r2 = 1\n");
    assertThat(Refusals.of("/usr/bin/bitcoind", new BpfException("perf", 13)))
        .hasMessageContaining("CAP_BPF and CAP_PERFMON");
  }

  @Test
  void aRingThatIsNoPowerOfTwoIsRefused() {
    assertThatThrownBy(() -> TapOptions.defaults().withRingBytes(100_000))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("100000");
  }
}
