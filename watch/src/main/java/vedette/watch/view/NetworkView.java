package vedette.watch.view;

import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;

/// Topic `network/<node>`: connections and what is odd about them. Counts are of the last hour.
///
/// @param connections who is connected now, by network, direction and type
/// @param opened connections made, by network
/// @param closed connections ended, by network
/// @param evicted inbound peers that had to make room
/// @param misbehaving rules broken
/// @param diversity how many different places peers are in
/// @param gossip addresses heard and told
/// @param known addresses known by network, by RPC
/// @param oddities newest first, at most 50
public record NetworkView(
    List<Group> connections,
    Map<String, Long> opened,
    Map<String, Long> closed,
    long evicted,
    long misbehaving,
    Diversity diversity,
    Gossip gossip,
    Map<String, Known> known,
    List<Oddity> oddities) {

  /// Peers that have all this in common.
  public record Group(String network, boolean inbound, String connection, int peers) {}

  /// How many different places peers are in.
  ///
  /// @param subnets different /16 (IPv4) or /32 (IPv6) among outbound and inbound peers
  /// @param largestSubnet peers in the largest of them
  /// @param systems different autonomous systems, if the node has an asmap
  public record Diversity(
      int subnets, int largestSubnet, OptionalInt systems, OptionalInt largestSystem) {}

  /// Addresses that are passed on.
  ///
  /// @param addressesIn addresses in addr and addrv2 messages received
  /// @param addressesOut addresses sent
  public record Gossip(long messagesIn, long addressesIn, long messagesOut, long addressesOut) {}

  /// Addresses in the address manager.
  public record Known(long fresh, long tried) {}

  /// Something unusual, explained.
  ///
  /// @param at when it was last seen, ms
  /// @param kind ping_flood, unsolicited_pong, address_spam, oversized_addr, oversized_inv,
  ///   many_from_one_subnet, eviction_burst, stalling, stale_tip or undecodable
  /// @param sentence what happened and what it means
  /// @param peer its id, if it is about one
  /// @param count how often since it began
  public record Oddity(long at, String kind, String sentence, OptionalLong peer, long count) {}
}
