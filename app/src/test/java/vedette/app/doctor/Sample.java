package vedette.app.doctor;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import vedette.tap.BinaryInspection;
import vedette.tap.BinaryInspection.Found;
import vedette.tap.CoreVersion;
import vedette.tap.NodeInspection;
import vedette.tap.ProgramTrial;
import vedette.tap.bpf.Arch;
import vedette.tap.bpf.KernelFacts;
import vedette.tap.bpf.ProcessRights;
import vedette.tap.bpf.Support;

/// Made-up facts: a machine and a node on which all is well, to be spoilt one by one.
final class Sample {
  static final long BPF_AND_PERFMON = 0xc000000000L;
  static final long SYS_ADMIN = 1L << 21;
  static final Support DENIED = new Support.Unknown("the kernel said EPERM", true);

  String release = "6.12.0-amd64";
  String processor = "amd64";
  Optional<Arch> arch = Optional.of(Arch.X86_64);
  boolean btf = true;
  boolean uprobes = true;
  Optional<String> lockdown = Optional.of("none");
  OptionalInt paranoid = OptionalInt.of(3);
  OptionalInt unprivileged = OptionalInt.of(2);
  OptionalLong effective = OptionalLong.of(BPF_AND_PERFMON);
  OptionalLong bounding = OptionalLong.of(-1);
  Optional<Boolean> initialUserNamespace = Optional.of(true);
  OptionalInt seccomp = OptionalInt.of(0);
  OptionalLong memlock = OptionalLong.of(8 << 20);
  OptionalLong memoryLimit = OptionalLong.empty();
  Support ringBuffer = Support.YES;
  Support programs = Support.YES;
  Support multi = Support.YES;
  Support perf = DENIED;
  Support dynptr = Support.YES;
  NodeInspection.Problem problem = NodeInspection.Problem.NONE;
  String detail = "";

  OptionalInt pid = OptionalInt.of(4711);
  boolean visible = true;
  Optional<Boolean> container = Optional.of(false);
  boolean replaced;
  BinaryInspection binary = binary(29, Optional.of(new CoreVersion(29, 1, 0)));
  ProgramTrial trial = new ProgramTrial.Accepted(20);

  /// A kernel before uprobe_multi links and what it says.
  Sample oldKernel(String name) {
    release = name;
    multi = new Support.No("the kernel does not know this kind of link (EINVAL)", "6.6");
    perf = Support.YES;
    effective = OptionalLong.of(SYS_ADMIN);
    return this;
  }

  /// Without the rights to try.
  Sample denied() {
    ringBuffer = DENIED;
    programs = DENIED;
    multi = DENIED;
    perf = DENIED;
    dynptr = DENIED;
    trial = new ProgramTrial.Refused(true, "BPF map ring: the kernel said EPERM.", "");
    return this;
  }

  Facts facts() {
    KernelFacts kernel =
        new KernelFacts(release, processor, arch, btf, uprobes, lockdown, paranoid, unprivileged);
    ProcessRights rights =
        new ProcessRights(effective, bounding, initialUserNamespace, seccomp, memlock, memoryLimit);
    NodeInspection node =
        new NodeInspection(
            pid, "bitcoind", "/usr/bin/bitcoind", visible, container, replaced, binary);
    boolean found = problem == NodeInspection.Problem.NONE;
    return new Facts(
        kernel,
        rights,
        new Facts.Trials(ringBuffer, programs, multi, perf, dynptr),
        32 << 20,
        new NodeInspection.Search(problem, detail, found ? List.of(node) : List.of()),
        found ? List.of(new Facts.Node(node, trial)) : List.of());
  }

  /// The finding of a check of the machine.
  Finding system(String id) {
    Facts facts = facts();
    return SystemChecks.ALL.stream()
        .filter(check -> check.id().equals(id))
        .map(check -> check.judge().apply(facts))
        .findFirst()
        .orElseThrow();
  }

  /// The finding of a check of the node.
  Finding node(String id) {
    Facts facts = facts();
    return NodeChecks.ALL.stream()
        .filter(check -> check.id().equals(id))
        .map(check -> check.judge().apply(facts, facts.nodes().getFirst()))
        .findFirst()
        .orElseThrow();
  }

  /// A binary with the tracepoints of a release of Bitcoin Core.
  static BinaryInspection.Read binary(int release, Optional<CoreVersion> version) {
    List<Found> found = new ArrayList<>();
    for (String event : List.of("net:inbound_message", "validation:block_connected")) {
      found.add(found(event, 23, release));
    }
    found.add(found("coin_selection:selected_coins", 24, release));
    found.add(found("mempool:added", 25, release));
    found.add(found("net:inbound_connection", 29, release));
    int notes = found.stream().mapToInt(Found::places).sum();
    return new BinaryInspection.Read(
        Optional.of(Arch.X86_64), notes, found, List.of(), version, false);
  }

  private static Found found(String event, int since, int release) {
    boolean there = since <= release;
    return new Found(event, since, there ? 1 : 0, there && release >= 29 ? 1 : 0, "");
  }
}
