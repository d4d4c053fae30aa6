package vedette.app.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import vedette.app.doctor.Finding.Verdict;
import vedette.tap.NodeInspection.Problem;
import vedette.tap.bpf.Support;

class SystemChecksTest {
  private final Sample sample = new Sample();

  @Test
  void allIsWellOnAWellMachine() {
    Report report = Report.of(sample.facts());
    assertThat(report.lines())
        .hasSize(SystemChecks.ALL.size() + NodeChecks.ALL.size())
        .allSatisfy(line -> assertThat(line.finding().verdict()).isEqualTo(Verdict.OK));
    assertThat(report.exitCode()).isZero();
  }

  // Kernel.

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          6.1.0-9  | Linux 6.1.0-9: needs CAP_SYS_ADMIN, as all before 6.6
          5.15.0   | Linux 5.15.0: needs CAP_SYS_ADMIN, as all before 6.6; messages are copied step by step, as before 5.19
          5.10.0   | Linux 5.10.0: needs CAP_SYS_ADMIN, as all before 6.6; messages are copied step by step, as before 5.19; the memlock limit counts
          """)
  void olderKernelsSayWhatTheyNeed(String release, String sentence) {
    assertThat(sample.oldKernel(release).system("kernel")).isEqualTo(Finding.ok(sentence));
  }

  @Test
  void newKernelNeedsTwoCapabilities() {
    assertThat(sample.system("kernel").sentence())
        .isEqualTo("Linux 6.12.0-amd64: CAP_BPF and CAP_PERFMON are enough, root is not needed");
  }

  @Test
  void kernelBeforeRingBuffersIsRefused() {
    sample.oldKernel("5.4.0-150-generic");
    sample.ringBuffer = new Support.No("the kernel does not know this kind of map (EINVAL)", "5.8");
    assertThat(sample.system("kernel"))
        .isEqualTo(
            Finding.failure(
                "Linux 5.4.0-150-generic is too old: ring buffers came with 5.8",
                "Use Linux 6.6 or later (5.8 at least). Without tracing, 'vedette tap --messages"
                    + " DIRECTORY' follows what bitcoind -capturemessages writes."));
    assertThat(sample.system("ring-buffer").sentence())
        .isEqualTo(
            "the kernel makes no ring buffers: the kernel does not know this kind of map (EINVAL)");
  }

  @Test
  void backportedFeaturesCountMoreThanTheVersion() {
    sample.release = "4.18.0-553.el8";
    assertThat(sample.system("kernel").verdict()).isEqualTo(Verdict.OK);
    assertThat(sample.system("capabilities").verdict()).isEqualTo(Verdict.OK);
  }

  @Test
  void releaseWithoutVersionIsUnknown() {
    sample.release = "custom";
    assertThat(sample.system("kernel"))
        .isEqualTo(
            Finding.unknown("expected a release that begins with a number. Found: 'custom'"));
  }

  @Test
  void otherProcessorsAreRefused() {
    sample.arch = Optional.empty();
    sample.processor = "riscv64";
    assertThat(sample.system("processor"))
        .returns(Verdict.FAILURE, Finding::verdict)
        .returns("tracing knows x86-64 and aarch64. Found: riscv64", Finding::sentence);
  }

  @Test
  void missingUprobesMatterOnlyWithoutUprobeMulti() {
    sample.uprobes = false;
    assertThat(sample.system("uprobes").verdict()).isEqualTo(Verdict.OK);
    sample.oldKernel("6.1.0");
    assertThat(sample.system("uprobes"))
        .returns(Verdict.FAILURE, Finding::verdict)
        .returns(
            "the kernel has no event source for uprobes"
                + " (/sys/bus/event_source/devices/uprobe is absent)",
            Finding::sentence);
    sample.perf = new Support.No("the kernel has no uprobe event source", "4.17");
    assertThat(sample.system("attach").verdict()).isEqualTo(Verdict.FAILURE);
  }

  @Test
  void btfIsNotNeeded() {
    sample.btf = false;
    assertThat(sample.system("btf")).isEqualTo(Finding.ok("not there, not needed"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"none", "integrity"})
  void lockdownBelowConfidentialityIsNoMatter(String mode) {
    sample.lockdown = Optional.of(mode);
    sample.denied();
    assertThat(sample.system("lockdown"))
        .isEqualTo(Finding.ok(mode + ": does not concern programs that read a process's memory"));
  }

  @Test
  void confidentialityIsSuspectedOnlyIfProgramsCannotBeLoaded() {
    sample.lockdown = Optional.of("confidentiality");
    assertThat(sample.system("lockdown").verdict()).isEqualTo(Verdict.OK);
    sample.denied();
    assertThat(sample.system("lockdown"))
        .returns(Verdict.WARNING, Finding::verdict)
        .returns(
            "If loading a program fails and no capability is missing: boot with lockdown=integrity,"
                + " or without Secure Boot.",
            Finding::remedy);
    assertThat(sample.system("load").remedy()).isEqualTo("Look at these, above: lockdown.");
  }

  @Test
  void paranoidSysctlsAreExplainedAndNoMatter() {
    assertThat(sample.system("perf-event-paranoid"))
        .isEqualTo(Finding.ok("3, of no consequence: uprobe_multi links do not ask for it"));
    assertThat(sample.system("unprivileged-bpf"))
        .isEqualTo(Finding.ok("2, of no consequence: it is about users without capabilities"));
    sample.oldKernel("6.1.0").paranoid = OptionalInt.empty();
    assertThat(sample.system("perf-event-paranoid"))
        .isEqualTo(Finding.ok("not told, of no consequence with CAP_SYS_ADMIN"));
  }

  // Rights.

  @Test
  void missingCapabilityIsNamedAndTheRemedyGivesAllThatAreNeeded() {
    sample.effective = OptionalLong.of(1L << 39);
    assertThat(sample.system("capabilities"))
        .isEqualTo(
            Finding.failure(
                "CAP_PERFMON missing",
                "Run as root, or in a systemd unit with AmbientCapabilities=CAP_BPF CAP_PERFMON, or"
                    + " by hand: sudo setpriv --reuid=$(id -u) --regid=$(id -g) --init-groups"
                    + " --inh-caps=+bpf,+perfmon --ambient-caps=+bpf,+perfmon ./vedette tap"));
    sample.effective = OptionalLong.of(1L << 38);
    assertThat(sample.system("capabilities").sentence()).isEqualTo("CAP_BPF missing");
    sample.effective = OptionalLong.of(0);
    assertThat(sample.system("capabilities").sentence())
        .isEqualTo("CAP_BPF and CAP_PERFMON missing");
  }

  @Test
  void beforeUprobeMultiTheTwoCapabilitiesAreNotEnough() {
    sample.oldKernel("6.1.0").effective = OptionalLong.of(Sample.BPF_AND_PERFMON);
    assertThat(sample.system("capabilities"))
        .returns("CAP_SYS_ADMIN missing", Finding::sentence)
        .satisfies(finding -> assertThat(finding.remedy()).contains("--inh-caps=+sys_admin "));
  }

  @Test
  void whetherTwoAreEnoughIsTakenFromTheVersionIfItCannotBeAsked() {
    sample.denied().effective = OptionalLong.of(0);
    sample.release = "6.5.0";
    assertThat(sample.system("capabilities").sentence()).isEqualTo("CAP_SYS_ADMIN missing");
    sample.release = "6.6.0";
    assertThat(sample.system("capabilities").sentence())
        .isEqualTo("CAP_BPF and CAP_PERFMON missing");
  }

  @Test
  void capabilityOutsideTheBoundingSetIsToldApart() {
    sample.effective = OptionalLong.of(0);
    sample.bounding = OptionalLong.of(1L << 39);
    assertThat(sample.system("capabilities"))
        .isEqualTo(
            Finding.failure(
                "CAP_BPF and CAP_PERFMON missing, and this process can never be given CAP_PERFMON",
                "Start it with more: docker run --cap-add BPF --cap-add PERFMON, or"
                    + " CapabilityBoundingSet= in the systemd unit."));
  }

  @Test
  void missingCapabilityIsOneFailureAndItsConsequencesAreUnknown() {
    sample.denied().effective = OptionalLong.of(0);
    Report report = Report.of(sample.facts());
    assertThat(report.count(Verdict.FAILURE)).isEqualTo(1);
    assertThat(sample.system("ring-buffer"))
        .isEqualTo(Finding.unknown("cannot make a ring buffer without CAP_BPF and CAP_PERFMON"));
    assertThat(sample.system("load"))
        .isEqualTo(
            Finding.unknown("cannot load a tracing program without CAP_BPF and CAP_PERFMON"));
    assertThat(sample.node("programs"))
        .isEqualTo(Finding.unknown("cannot be loaded without CAP_BPF and CAP_PERFMON"));
    assertThat(report.exitCode()).isEqualTo(2);
  }

  @Test
  void userNamespaceIsOneFailureAndItsConsequencesAreUnknown() {
    sample.denied().initialUserNamespace = Optional.of(false);
    assertThat(sample.system("user-namespace"))
        .isEqualTo(
            Finding.failure(
                "this process is in a user namespace of its own, where its capabilities do not"
                    + " count for tracing",
                "In the systemd unit: PrivateUsers=no. Containers: not a rootless one, and without"
                    + " userns-remap."));
    assertThat(sample.system("load").sentence())
        .isEqualTo("cannot load a tracing program in this user namespace");
    assertThat(Report.of(sample.facts()).count(Verdict.FAILURE)).isEqualTo(1);
  }

  @Test
  void userNamespaceInWhichProgramsLoadIsWell() {
    sample.initialUserNamespace = Optional.of(false);
    assertThat(sample.system("user-namespace").verdict()).isEqualTo(Verdict.OK);
  }

  @Test
  void systemCallFilterIsSuspectedOnlyWithAllRights() {
    sample.seccomp = OptionalInt.of(2);
    assertThat(sample.system("seccomp").sentence())
        .isEqualTo("there is one, and it lets bpf through");
    sample.denied();
    assertThat(sample.system("seccomp").verdict()).isEqualTo(Verdict.WARNING);
    assertThat(sample.system("load"))
        .isEqualTo(
            Finding.failure(
                "may not load a tracing program, though nothing above keeps it from that: the"
                    + " kernel said EPERM",
                "Look at these, above: the system call filter."));
    sample.effective = OptionalLong.of(0);
    assertThat(sample.system("seccomp").verdict()).isEqualTo(Verdict.UNKNOWN);
  }

  @Test
  void refusalWithoutASuspectPointsToSecurityModules() {
    sample.denied();
    assertThat(sample.system("ring-buffer").remedy())
        .isEqualTo(
            "Look into the kernel's log (dmesg) and the audit log: a security module such as"
                + " SELinux may forbid bpf.");
  }

  @Test
  void memlockCountsOnlyBeforeFiveEleven() {
    assertThat(sample.system("memlock"))
        .isEqualTo(Finding.ok("8 MiB, of no consequence from Linux 5.11 on"));
    sample.oldKernel("5.10.0");
    assertThat(sample.system("memlock"))
        .isEqualTo(
            Finding.failure(
                "8 MiB, but the ring is charged to it before Linux 5.11: needs 33 MiB",
                "Run 'ulimit -l unlimited' before, or LimitMEMLOCK=infinity in the systemd unit."));
    sample.memlock = OptionalLong.of(Long.MAX_VALUE);
    assertThat(sample.system("memlock")).isEqualTo(Finding.ok("unlimited"));
    sample.memlock = OptionalLong.empty();
    assertThat(sample.system("memlock").verdict()).isEqualTo(Verdict.UNKNOWN);
  }

  @Test
  void ringMustFitIntoTheMemoryLimit() {
    sample.memoryLimit = OptionalLong.of(96 << 20);
    assertThat(sample.system("ring-memory"))
        .isEqualTo(
            Finding.warning(
                "32 MiB of kernel memory for all nodes together, but the control group may use only"
                    + " 96 MiB in all",
                "Allow 112 MiB (MemoryMax=, docker run --memory), or use a smaller --ring."));
    sample.memoryLimit = OptionalLong.of(112 << 20);
    assertThat(sample.system("ring-memory").verdict()).isEqualTo(Verdict.OK);
  }

  @Test
  void whatProcDoesNotTellIsUnknown() {
    sample.effective = OptionalLong.empty();
    sample.initialUserNamespace = Optional.empty();
    sample.seccomp = OptionalInt.empty();
    for (String id : new String[] {"capabilities", "user-namespace", "seccomp"}) {
      assertThat(sample.system(id).verdict()).as(id).isEqualTo(Verdict.UNKNOWN);
    }
  }

  // Trials.

  @Test
  void perfEventsTakeThePlaceOfUprobeMulti() {
    sample.oldKernel("6.1.0");
    assertThat(sample.system("attach"))
        .isEqualTo(Finding.ok("by perf events; uprobe_multi links came with Linux 6.6"));
    sample.perf = new Support.Unknown("the kernel said EACCES", true);
    assertThat(sample.system("attach").verdict()).isEqualTo(Verdict.FAILURE);
    sample.effective = OptionalLong.of(0);
    assertThat(sample.system("attach"))
        .isEqualTo(Finding.unknown("cannot attach by perf events without CAP_SYS_ADMIN"));
  }

  @Test
  void missingDynptrCostsNoMessages() {
    sample.dynptr = new Support.No("the verifier does not know it", "5.19");
    assertThat(sample.system("whole-messages"))
        .isEqualTo(Finding.ok("copied step by step; one piece (dynptr) came with Linux 5.19"));
  }

  @Test
  void trialThatFailedForAnotherReasonIsUnknownWithIt() {
    sample.ringBuffer = new Support.Unknown("the kernel said ENOMEM", false);
    assertThat(sample.system("ring-buffer"))
        .isEqualTo(Finding.unknown("could not try to make a ring buffer: the kernel said ENOMEM"));
  }

  // Looking for nodes.

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          NO_NODE_RUNS         | 1 | no node runs here (looked for X)
          NO_SUCH_PROCESS      | 2 | there is no process X
          NO_PID_FILE          | 1 | there is no pid file X
          PID_FILE_UNREADABLE  | 2 | the pid file X cannot be read
          PID_FILE_WITHOUT_PID | 2 | the file X holds no process id
          PID_FILE_STALE       | 1 | X, which does not run
          NO_SUCH_BINARY       | 2 | there is no file X
          """)
  void everyWayNotToFindANodeHasItsTextAndExitCode(Problem problem, int exit, String sentence) {
    sample.problem = problem;
    sample.detail = "X";
    Finding finding = sample.system("nodes");
    assertThat(finding.verdict()).isEqualTo(Verdict.FAILURE);
    assertThat(finding.sentence()).isEqualTo(sentence);
    assertThat(finding.remedy()).isNotEmpty();
    assertThat(Report.of(sample.facts()).exitCode()).isEqualTo(exit);
  }

  @Test
  void missingRightsOutweighAMissingNode() {
    sample.problem = Problem.NO_NODE_RUNS;
    sample.effective = OptionalLong.of(0);
    assertThat(Report.of(sample.facts()).exitCode()).isEqualTo(2);
  }
}
