package vedette.watch.metrics;

import java.util.List;
import java.util.stream.Stream;

/// Every family there is, in the order of the documentation.
final class Catalogue {

  /// Families that belong together.
  ///
  /// @param title heading in the documentation
  record Group(String title, List<Family> families) {}

  static final List<Group> NODE_GROUPS =
      List.of(
          new Group("Traffic", Traffic.FAMILIES),
          new Group("What is relayed", Gossip.FAMILIES),
          new Group("Compact blocks", CompactBlocks.FAMILIES),
          new Group("Pings", Pings.FAMILIES),
          new Group("What is too much", Spam.FAMILIES),
          new Group("Connections", Connections.FAMILIES),
          new Group(
              "Peers, by RPC",
              Stream.concat(PeerGauges.FAMILIES.stream(), PeerHeights.FAMILIES.stream()).toList()),
          new Group("Mempool", Mempool.FAMILIES),
          new Group("Blocks and the cache of coins", Chain.FAMILIES),
          new Group("Wallets", Wallets.FAMILIES),
          new Group(
              "State, by RPC",
              Stream.concat(NodeStates.FAMILIES.stream(), RpcGauges.FAMILIES.stream()).toList()),
          new Group("Polls", Polls.FAMILIES),
          new Group(
              "What was not seen",
              Stream.concat(Losses.FAMILIES.stream(), Unread.FAMILIES.stream()).toList()));

  static final List<Family> NODE_FAMILIES =
      NODE_GROUPS.stream().flatMap(group -> group.families().stream()).toList();

  static final List<Group> GROUPS =
      Stream.concat(
              NODE_GROUPS.stream(), Stream.of(new Group("Vedette itself", OwnFamilies.FAMILIES)))
          .toList();

  private Catalogue() {}

  /// The most series that one node can have.
  static int seriesPerNode() {
    return NODE_FAMILIES.stream().mapToInt(Family::series).sum();
  }
}
