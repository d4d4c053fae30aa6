package vedette.app.doctor;

import java.util.List;
import java.util.stream.Collectors;
import vedette.tap.NodeInspection;
import vedette.tap.ProgramTrial;
import vedette.tap.bpf.Capability;
import vedette.tap.bpf.KernelFacts;
import vedette.tap.bpf.ProcessRights;
import vedette.tap.bpf.Support;

/// Everything that the checks judge, found out beforehand.
///
/// @param kernel what the kernel says about itself
/// @param rights what this process may do
/// @param trials what came of trying
/// @param ringBytes the ring buffer that a tap makes if it is not told otherwise
/// @param search what came of looking for nodes
/// @param nodes the nodes found, in the order of `search`
record Facts(
    KernelFacts kernel,
    ProcessRights rights,
    Trials trials,
    int ringBytes,
    NodeInspection.Search search,
    List<Node> nodes) {

  Facts {
    nodes = List.copyOf(nodes);
  }

  /// @param ringBuffer whether ring buffers can be made
  /// @param programs whether tracing programs can be loaded
  /// @param uprobeMulti whether they can be attached by uprobe_multi links
  /// @param perfUprobe whether they can be attached by perf events
  /// @param dynptr whether they may use dynamic pointers
  record Trials(
      Support ringBuffer,
      Support programs,
      Support uprobeMulti,
      Support perfUprobe,
      Support dynptr) {}

  /// @param inspection what it says about itself
  /// @param programs what came of loading its programs
  record Node(NodeInspection inspection, ProgramTrial programs) {}

  /// Whether probes are attached by uprobe_multi links: asked if that could be done, otherwise what
  /// the version promises.
  boolean multi() {
    return switch (trials.uprobeMulti()) {
      case Support.Yes _ -> true;
      case Support.No _ -> false;
      case Support.Unknown _ -> kernel.version().map(version -> version.atLeast(6, 6)).orElse(true);
    };
  }

  /// The capabilities that are needed here.
  List<Capability> needed() {
    return multi()
        ? List.of(Capability.CAP_BPF, Capability.CAP_PERFMON)
        : List.of(Capability.CAP_SYS_ADMIN);
  }

  /// Those of them that are not there.
  List<Capability> missing() {
    return needed().stream().filter(capability -> !rights.has(capability)).toList();
  }

  /// What sufficiently explains that the kernel says no, such as `without CAP_BPF`; empty if
  /// nothing known does. It has a check, and so a failure, of its own.
  String obstacle() {
    if (!missing().isEmpty()) {
      return "without " + missing().stream().map(Enum::name).collect(Collectors.joining(" and "));
    }
    return rights.initialUserNamespace().orElse(true) ? "" : "in this user namespace";
  }

  /// Whether the kernel has let this process load a tracing program.
  boolean mayLoad() {
    return trials.programs() instanceof Support.Yes;
  }
}
