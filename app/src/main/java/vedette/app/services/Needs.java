package vedette.app.services;

import java.util.List;

/// What a service needs that nobody has said: which Bitcoin node can only be meant. Never the demo.
final class Needs {
  private static final String DEMO = "demo";

  private Needs() {}

  /// The node if there is only one.
  static List<String> only(List<Offer.Parent> nodes) {
    List<String> real =
        nodes.stream().map(Offer.Parent::key).filter(key -> !key.equals(DEMO)).toList();
    return real.size() == 1 ? real : List.of();
  }

  /// The first node of a chain.
  ///
  /// @param chain in Core's word
  static List<String> ofChain(String chain, List<Offer.Parent> nodes) {
    return nodes.stream()
        .filter(node -> !node.key().equals(DEMO) && node.chain().equals(chain))
        .map(Offer.Parent::key)
        .limit(1)
        .toList();
  }
}
