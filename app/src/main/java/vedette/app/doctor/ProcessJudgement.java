package vedette.app.doctor;

import java.util.Optional;
import vedette.tap.NodeInspection;

/// Judges a node's process.
final class ProcessJudgement {
  private ProcessJudgement() {}

  static Finding process(Facts facts, Facts.Node node) {
    NodeInspection inspection = node.inspection();
    if (inspection.pid().isEmpty()) {
      return Finding.ok("none was asked for: the binary is attached for all that run it");
    }
    return inspection.visible()
        ? Finding.ok("its executable can be reached")
        : Finding.failure(
            "it belongs to another user: its executable cannot be reached through /proc",
            "Name the binary with --exe, run as the node's user, or add CAP_SYS_PTRACE.");
  }

  static Finding container(Facts facts, Facts.Node node) {
    Optional<Boolean> container = node.inspection().container();
    if (node.inspection().pid().isEmpty()) {
      return Finding.ok("no process, no container");
    }
    if (container.isEmpty()) {
      return Finding.unknown("its mount namespace may not be looked at");
    }
    return Finding.ok(
        container.get()
            ? "another mount namespace; its files are reached through /proc/"
                + node.inspection().pid().getAsInt()
                + "/root"
            : "none: it sees the same files as Vedette");
  }

  static Finding replaced(Facts facts, Facts.Node node) {
    if (node.inspection().pid().isPresent() && !node.inspection().visible()) {
      return Finding.unknown("its executable cannot be reached");
    }
    return node.inspection().replaced()
        ? Finding.warning(
            "the process runs a binary that was replaced or removed since it began",
            "Restart the node when it suits you; a tap watches the old binary and the new one.")
        : Finding.ok(
            node.inspection().pid().isEmpty() ? "no process" : "the one that is installed");
  }
}
