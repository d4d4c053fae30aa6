package vedette.tap;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import vedette.event.NodeId;
import vedette.tap.Processes.NodeProcess;

/// Tells which node a record is from, and whether it is wanted: worked out once for each change of
/// process in the stream, since consecutive records are mostly of one process.
///
/// For the polling thread.
final class Attribution {
  private static final int NOBODY = -1;
  private static final int MAX_STRANGERS = 1_024;

  private final Nodes nodes;
  private final Notices notices;

  /// By process, the attachment whose records count. One file that is attached under two identities
  /// (two containers of one image) makes each record twice, and one of the two must go.
  private final Map<Integer, Integer> owners = new HashMap<>();

  /// Processes that are not followed, and whether their records are wanted: asked again at each
  /// look.
  private final Map<Integer, Boolean> strangers = new HashMap<>();

  private int pid = NOBODY;
  private int owner;
  private boolean wanted;
  private NodeId node = NodeId.UNKNOWN;

  Attribution(Nodes nodes, Notices notices) {
    this.nodes = nodes;
    this.notices = notices;
  }

  /// Moves to the process of a record; a process that is new becomes a notice.
  ///
  /// @return whether the record is to be delivered
  boolean accepts(EventView record) {
    if (record.process() != pid) {
      meet(record);
    }
    return wanted && record.attachment() == owner;
  }

  /// The process of the last record.
  NodeId node() {
    return node;
  }

  /// What is true of processes may have changed.
  void lookAgain() {
    pid = NOBODY;
    strangers.keySet().forEach(owners::remove);
    strangers.clear();
    owners.values().removeIf(number -> nodes.name(number).isEmpty());
  }

  /// A process has ended: its number may come back as another.
  void forget(int ended) {
    pid = NOBODY;
    owners.remove(ended);
    strangers.remove(ended);
  }

  private void meet(EventView record) {
    pid = record.process();
    Optional<NodeProcess> process = nodes.known(pid);
    Boolean stranger = strangers.get(pid);
    if (process.isPresent()) {
      wanted = true;
    } else if (stranger != null) {
      wanted = stranger;
    } else {
      wanted = nodes.wants(pid);
      process = wanted ? nodes.meet(pid) : Optional.empty();
      process.ifPresent(it -> notices.appeared(it, nodes.attachment(it), record.monotonicNanos()));
      if (process.isEmpty() && strangers.size() < MAX_STRANGERS) {
        strangers.put(pid, wanted);
      }
    }
    owner =
        owners.computeIfAbsent(
            pid,
            unseen ->
                nodes
                    .known(unseen)
                    .flatMap(nodes::attachment)
                    .map(Attachment::number)
                    .orElse(record.attachment()));
    // One that has ended already is known by the file name of its binary alone.
    node =
        process.map(Notices::id).orElseGet(() -> new NodeId(pid, nodes.name(record.attachment())));
  }
}
