package vedette.history;

import java.util.OptionalLong;

/// A peer's session, from connecting to going. Given again, the later one replaces the earlier: a
/// session is known by node, peer and `openedAt`.
///
/// @param node the node's key
/// @param peer Core's peer id; counts from 0 at each start of the node
/// @param address at most 256 characters, empty if not known
/// @param network ipv4, ipv6, onion …, empty if not known
/// @param connection inbound, outbound-full-relay …, empty if not known
/// @param openedAt ms since the epoch
/// @param closedAt ms since the epoch; empty while it is open, and for ever if nobody saw its end
/// @param seenAt until when the counts below hold, ms since the epoch
/// @param bytesIn payload bytes received
/// @param evicted whether it had to make room
/// @param misbehaved how often it broke a rule
public record SessionRecord(
    String node,
    long peer,
    String address,
    String network,
    String connection,
    long openedAt,
    OptionalLong closedAt,
    long seenAt,
    long bytesIn,
    long bytesOut,
    long messagesIn,
    long messagesOut,
    boolean evicted,
    int misbehaved)
    implements Entry {

  /// Cuts its texts.
  public SessionRecord {
    node = Texts.cut(node, Texts.NAME);
    address = Texts.cut(address, Texts.ADDRESS);
    network = Texts.cut(network, Texts.WORD);
    connection = Texts.cut(connection, Texts.WORD);
  }

  @Override
  public int weight() {
    return 512 + 2 * address.length();
  }

  @Override
  public Kind entryKind() {
    return Kind.SESSIONS;
  }
}
