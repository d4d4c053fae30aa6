package vedette.app.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import vedette.app.doctor.Finding.Verdict;
import vedette.tap.BinaryInspection;
import vedette.tap.BinaryInspection.Found;
import vedette.tap.CoreVersion;
import vedette.tap.ProgramTrial;
import vedette.tap.bpf.Arch;

class NodeChecksTest {
  private final Sample sample = new Sample();

  @Test
  void processOfAnotherUserIsOneFailureWithThreeWaysOut() {
    sample.visible = false;
    sample.container = Optional.empty();
    sample.binary = new BinaryInspection.Unreadable(true, "permission denied");
    sample.trial = new ProgramTrial.NotTried();
    assertThat(sample.node("process"))
        .isEqualTo(
            Finding.failure(
                "it belongs to another user: its executable cannot be reached through /proc",
                "Name the binary with --exe, run as the node's user, or add CAP_SYS_PTRACE."));
    assertThat(sample.node("replaced"))
        .isEqualTo(Finding.unknown("its executable cannot be reached"));
    assertThat(Report.of(sample.facts()).count(Verdict.FAILURE)).isEqualTo(1);
  }

  @Test
  void containerIsToldWithTheWayIn() {
    sample.container = Optional.of(true);
    assertThat(sample.node("container"))
        .isEqualTo(
            Finding.ok("another mount namespace; its files are reached through /proc/4711/root"));
  }

  @Test
  void replacedBinaryAsksForARestart() {
    sample.replaced = true;
    assertThat(sample.node("replaced"))
        .returns(Verdict.WARNING, Finding::verdict)
        .returns(
            "the process runs a binary that was replaced or removed since it began",
            Finding::sentence);
  }

  @Test
  void binaryWithoutAProcessIsJudgedWithoutOne() {
    sample.pid = OptionalInt.empty();
    sample.container = Optional.empty();
    assertThat(Report.of(sample.facts()).exitCode()).isZero();
    assertThat(Report.of(sample.facts()).count(Verdict.OK))
        .isEqualTo(SystemChecks.ALL.size() + NodeChecks.ALL.size());
    assertThat(sample.system("nodes").sentence()).isEqualTo("the binary that was named");
  }

  @Test
  void unreadableBinaryNamesTheCapability() {
    sample.binary = new BinaryInspection.Unreadable(true, "permission denied");
    assertThat(sample.node("binary"))
        .isEqualTo(
            Finding.failure(
                "/usr/bin/bitcoind may not be read: to be run is not enough",
                "Give this user read permission (chmod o+r, or its group), or add"
                    + " CAP_DAC_READ_SEARCH."));
    sample.binary = new BinaryInspection.Unreadable(false, "Input/output error");
    assertThat(sample.node("binary").sentence())
        .isEqualTo("/usr/bin/bitcoind cannot be read: Input/output error");
  }

  @Test
  void scriptIsNoBinary() {
    sample.binary = new BinaryInspection.Malformed("ELF file: this is not an ELF executable.");
    assertThat(sample.node("binary"))
        .isEqualTo(
            Finding.failure(
                "/usr/bin/bitcoind is no binary of a node. ELF file: this is not an ELF executable",
                "Name the bitcoind binary itself, not a script that starts it."));
  }

  @Test
  void binaryOfAnotherProcessorIsRefused() {
    BinaryInspection.Read read = Sample.binary(29, Optional.empty());
    sample.binary =
        new BinaryInspection.Read(
            Optional.of(Arch.AARCH64),
            read.notes(),
            read.tracepoints(),
            List.of(),
            Optional.empty(),
            false);
    assertThat(sample.node("binary"))
        .returns(Verdict.FAILURE, Finding::verdict)
        .returns("/usr/bin/bitcoind is for another processor (AARCH64)", Finding::sentence);
  }

  @Test
  void binaryWithoutNotesWasBuiltWithoutTracepoints() {
    sample.binary = Sample.binary(22, Optional.empty());
    assertThat(sample.node("tracepoints"))
        .returns(Verdict.FAILURE, Finding::verdict)
        .returns(
            "none: the binary was built without them (it has no .note.stapsdt section)",
            Finding::sentence)
        .satisfies(finding -> assertThat(finding.remedy()).contains("-DWITH_USDT=ON"));
  }

  @Test
  void binaryWithOnlyOtherProbesIsNoNode() {
    BinaryInspection.Read none = Sample.binary(22, Optional.empty());
    sample.binary =
        new BinaryInspection.Read(
            none.arch(), 3, none.tracepoints(), List.of("hotspot:gc"), Optional.empty(), false);
    assertThat(sample.node("tracepoints"))
        .isEqualTo(
            Finding.failure(
                "not a Bitcoin Core node: none of its 3 probes is one of Core's (such as"
                    + " hotspot:gc)",
                "Name a bitcoind; other probes can be watched with 'vedette tap --probe'."));
  }

  @Test
  void missingTracepointsComeWithTheReleaseThatHasThem() {
    sample.binary = Sample.binary(24, Optional.of(new CoreVersion(24, 2, 0)));
    assertThat(sample.node("tracepoints"))
        .returns(Verdict.WARNING, Finding::verdict)
        .returns(
            "3 of 5. Missing: mempool:added (Bitcoin Core has it since v25, this is v24.2.0);"
                + " net:inbound_connection (Bitcoin Core has it since v29, this is v24.2.0)",
            Finding::sentence);
  }

  @Test
  void withoutAVersionTheLatestTracepointTellsTheAge() {
    sample.binary = Sample.binary(25, Optional.empty());
    assertThat(sample.node("version"))
        .isEqualTo(
            Finding.unknown("not found in the binary; by its tracepoints it is v25 or later"));
    assertThat(sample.node("tracepoints").sentence())
        .isEqualTo("4 of 5. Missing: net:inbound_connection (Bitcoin Core has it since v29)");
  }

  @Test
  void buildWithoutWalletLacksCoinSelection() {
    sample.binary = without("coin_selection:selected_coins");
    assertThat(sample.node("tracepoints").sentence())
        .isEqualTo(
            "4 of 5. Missing: coin_selection:selected_coins (this build seems to be without"
                + " wallet)");
    sample.binary = without("mempool:added");
    assertThat(sample.node("tracepoints").sentence())
        .isEqualTo("4 of 5. Missing: mempool:added (this build left it out)");
  }

  @Test
  void semaphoresAreExplained() {
    assertThat(sample.node("semaphores").sentence())
        .isEqualTo("on all: the node works for a tracepoint only while somebody listens");
    sample.binary = Sample.binary(28, Optional.empty());
    assertThat(sample.node("semaphores").sentence())
        .isEqualTo("none, as before v29: the node works for each tracepoint all the time");
  }

  @Test
  void operandThatIsNotUnderstoodCostsItsTracepointOnly() {
    sample.binary = faulty("mempool:added");
    assertThat(sample.node("arguments"))
        .isEqualTo(
            Finding.warning(
                "mempool:added: '8@odd' is not an operand",
                "Report this with the output of: readelf -n /usr/bin/bitcoind. The other"
                    + " tracepoints can be watched."));
    assertThat(Report.of(sample.facts()).exitCode()).isZero();
  }

  @Test
  void nodeOfWhichNothingCanBeWatchedFails() {
    sample.binary = faulty("");
    assertThat(sample.node("arguments"))
        .returns(Verdict.FAILURE, Finding::verdict)
        .returns("Report this with the output of: readelf -n /usr/bin/bitcoind", Finding::remedy);
  }

  @Test
  void versionIsToldAsItIs() {
    assertThat(sample.node("version")).isEqualTo(Finding.ok("v29.1.0"));
    sample.binary = Sample.binary(29, Optional.of(new CoreVersion(31, 99, 0)));
    assertThat(sample.node("version"))
        .isEqualTo(Finding.ok("v31.99.0, a development build after v31"));
    sample.binary = Sample.binary(22, Optional.of(new CoreVersion(22, 1, 0)));
    assertThat(sample.node("version"))
        .isEqualTo(
            Finding.failure(
                "v22.1.0: Bitcoin Core has tracepoints since v23",
                "Upgrade the node; v29 and later have all twenty."));
  }

  @Test
  void demoNodeIsAlwaysLabelled() {
    BinaryInspection.Read read = Sample.binary(29, Optional.empty());
    sample.binary =
        new BinaryInspection.Read(
            read.arch(), read.notes(), read.tracepoints(), List.of(), Optional.empty(), true);
    assertThat(sample.node("demo"))
        .isEqualTo(Finding.ok("the demo node: nothing that it tells is real"));
    assertThat(sample.node("version").sentence()).isEqualTo("the demo node has that of Vedette");
  }

  @Test
  void verifierRejectionIsOneLineWithTheLogBehindIt() {
    sample.trial =
        new ProgramTrial.Refused(
            true, "BPF program message: the verifier refused it (EACCES): R1 is odd.", "a\nlog\n");
    assertThat(sample.node("programs"))
        .isEqualTo(
            Finding.failure(
                    "BPF program message: the verifier refused it (EACCES): R1 is odd",
                    "Report this with the output of 'vedette doctor --format json', which has the"
                        + " verifier's whole log.")
                .withDetail("a\nlog\n"));
  }

  /// A binary in which this tracepoint's arguments are not understood; all of them, if it is empty.
  private static BinaryInspection.Read faulty(String event) {
    BinaryInspection.Read read = Sample.binary(29, Optional.empty());
    List<Found> found =
        read.tracepoints().stream()
            .map(it ->
                event.isEmpty() || it.event().equals(event)
                    ? new Found(it.event(), it.since(), 1, 1, "'8@odd' is not an operand.")
                    : it)
            .toList();
    return new BinaryInspection.Read(
        read.arch(), read.notes(), found, List.of(), Optional.empty(), false);
  }

  private static BinaryInspection.Read without(String event) {
    BinaryInspection.Read read = Sample.binary(29, Optional.of(new CoreVersion(29, 0, 0)));
    List<Found> found =
        read.tracepoints().stream()
            .map(it -> it.event().equals(event) ? new Found(event, it.since(), 0, 0, "") : it)
            .toList();
    return new BinaryInspection.Read(
        read.arch(), read.notes() - 1, found, List.of(), read.version(), false);
  }
}
