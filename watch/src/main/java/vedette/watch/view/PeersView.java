package vedette.watch.view;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;

/// Topic `peers/<node>`: every peer.
///
/// @param asOf when RPC last listed them, ms; empty if it did not
/// @param unlisted peers that are connected but not shown, because more than 2,000 are
/// @param peers by id in decimal, at most 2,000
public record PeersView(OptionalLong asOf, int unlisted, Map<String, PeerRow> peers) {

  /// One peer. What RPC alone tells is absent without it.
  ///
  /// @param address hidden (empty) in the public view
  /// @param network ipv4, ipv6, onion, i2p, cjdns, unroutable …; empty if not known
  /// @param connection inbound, outbound-full-relay …
  /// @param services letters in fixed places: N network, W witness, L limited, F compact filters, 2
  ///   v2 transport; `·` where absent; such as `NWL·2`
  /// @param connectedAt ms
  /// @param pingMs last round trip
  /// @param bytesIn payload bytes received that were seen since Vedette or the peer came
  /// @param rateIn bytes a second over the last ten seconds, whole ones
  /// @param lastMessageAt ms
  /// @param misbehaved how often
  /// @param notes in words, only what is unusual; at most 4
  public record PeerRow(
      long id,
      String address,
      String network,
      String connection,
      boolean inbound,
      Optional<String> services,
      OptionalInt version,
      Optional<String> userAgent,
      OptionalLong connectedAt,
      OptionalDouble pingMs,
      OptionalDouble minPingMs,
      long bytesIn,
      long bytesOut,
      long messagesIn,
      long messagesOut,
      double rateIn,
      double rateOut,
      OptionalLong lastMessageAt,
      OptionalLong syncedBlocks,
      OptionalLong mappedAs,
      Optional<String> transport,
      int misbehaved,
      List<String> notes) {}
}
