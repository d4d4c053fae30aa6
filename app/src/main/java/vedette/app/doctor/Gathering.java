package vedette.app.doctor;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import vedette.app.doctor.Facts.Trials;
import vedette.tap.BinaryInspection;
import vedette.tap.NodeInspection;
import vedette.tap.ProgramTrial;
import vedette.tap.TapOptions;
import vedette.tap.Target;
import vedette.tap.bpf.KernelFacts;
import vedette.tap.bpf.KernelFeatures;
import vedette.tap.bpf.ProcessRights;

/// Finds out the facts: reads, and tries. Nothing is attached, no process is touched.
final class Gathering {
  private Gathering() {}

  /// @param target which nodes
  /// @param beforeTrial gets a sentence when the trials that follow may end this process
  static Facts of(Target target, Consumer<String> beforeTrial) {
    KernelFacts kernel = KernelFacts.read();
    ProcessRights rights = ProcessRights.read();
    if (rights.seccomp().orElse(0) != 0) {
      beforeTrial.accept(
          "a system call filter is on. If this process is killed now (SIGSYS), the filter forbids"
              + " bpf. Do: SystemCallFilter=@system-service bpf in the systemd unit.");
    }
    KernelFeatures features = new KernelFeatures();
    Trials trials =
        new Trials(
            features.ringBuffer(),
            features.programs(),
            features.uprobeMulti(),
            features.perfUprobe(),
            features.dynptr());
    NodeInspection.Search search = NodeInspection.search(target);
    List<Facts.Node> nodes =
        search.nodes().stream().map(node -> new Facts.Node(node, programs(kernel, node))).toList();
    return new Facts(kernel, rights, trials, TapOptions.DEFAULT_RING_BYTES, search, nodes);
  }

  private static ProgramTrial programs(KernelFacts kernel, NodeInspection node) {
    boolean loadable =
        node.binary() instanceof BinaryInspection.Read read
            && read.arch().isPresent()
            && read.arch().equals(kernel.arch());
    if (!loadable) {
      return new ProgramTrial.NotTried();
    }
    return ProgramTrial.of(
        node.pid().isPresent()
            ? Path.of("/proc/" + node.pid().getAsInt() + "/exe")
            : Path.of(node.executable()));
  }
}
