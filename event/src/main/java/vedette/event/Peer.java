package vedette.event;

/// The other end of a connection, as far as the event tells.
///
/// @param id Core's peer id, [#UNKNOWN_ID] if the source does not tell
/// @param address Core's name for the peer, normally `address:port`, empty if not told; peers added
///   by host name have that name here
/// @param connection connection type in Core's words (inbound, outbound-full-relay,
///   block-relay-only, manual, feeler, addr-fetch, private-broadcast), empty if not told
/// @param network network in Core's words (unroutable, ipv4, ipv6, onion, i2p, cjdns, internal,
///   `unknown_<n>`), empty if not told: only connection events carry it
public record Peer(long id, String address, String connection, String network) {
  /// Stands for "the source does not tell the peer's id"; Core counts from 0.
  public static final long UNKNOWN_ID = -1;
}
