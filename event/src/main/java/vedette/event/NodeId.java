package vedette.event;

/// A node process; several on one machine are told apart by it.
///
/// @param pid process id as seen by Vedette, 0 if not known (capture directories do not say)
/// @param name file name of its executable (bitcoind, bitcoin-node, bitcoin-qt, demo-node), empty
///   if not known
public record NodeId(int pid, String name) {
  /// No process in particular, or not known which.
  public static final NodeId UNKNOWN = new NodeId(0, "");
}
