package vedette.app.up;

import java.util.Optional;
import vedette.poll.Service;
import vedette.watch.NodeFacts;

/// A node that is to be watched, as settings and discovery together know it.
///
/// @param key its name everywhere
/// @param chain if it is known before the node says it
/// @param process its process here, if it runs here
/// @param service how it is asked; empty if it is not
/// @param withoutRpc why it is not asked, a sentence; empty if it is
/// @param withoutTracepoints why its tracepoints are not watched; empty if they are
record Known(
    String key,
    boolean demo,
    Optional<String> chain,
    Optional<NodeFacts.Running> process,
    Optional<Service> service,
    Optional<String> withoutRpc,
    Optional<String> withoutTracepoints) {
  static final String KIND = "bitcoind";

  /// @param tapTrouble why nothing at all is tapped, empty if something is
  NodeFacts facts(String tapTrouble) {
    Optional<String> untapped =
        withoutTracepoints.or(
            () -> tapTrouble.isEmpty() ? Optional.empty() : Optional.of(tapTrouble));
    return new NodeFacts(key, KIND, demo, chain, process, withoutRpc, untapped);
  }

  static NodeFacts withoutProcess(NodeFacts facts) {
    return new NodeFacts(
        facts.key(),
        facts.kind(),
        facts.demo(),
        facts.chain(),
        Optional.empty(),
        facts.withoutRpc(),
        facts.withoutTracepoints());
  }
}
