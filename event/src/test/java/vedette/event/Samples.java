package vedette.event;

import java.util.List;
import java.util.OptionalInt;
import vedette.wire.Bytes;
import vedette.wire.Hash256;

/// One event of each kind, and events with a given peer.
final class Samples {
  static final Origin ORIGIN = new Origin(1_700_000_000_000_000_000L, 1, new NodeId(7, "bitcoind"));
  static final Peer PEER = new Peer(11, "192.0.2.7:8333", "manual", "");

  private static final Hash256 HASH = Hash256.parse("00".repeat(32));
  private static final UtxoCacheEvent.Coin COIN = new UtxoCacheEvent.Coin(HASH, 0, 1, 2, false);

  private Samples() {}

  static P2pMessage message(String type) {
    return new P2pMessage(type, 0, Bytes.EMPTY, P2pMessage.PayloadState.WHOLE);
  }

  static NetEvent inbound(Peer peer, String type) {
    return new NetEvent.InboundMessage(ORIGIN, peer, message(type));
  }

  static NetEvent outbound(Peer peer, String type) {
    return new NetEvent.OutboundMessage(ORIGIN, peer, message(type));
  }

  static NetEvent from(String address) {
    return inbound(new Peer(11, address, "inbound", ""), "inv");
  }

  static NetEvent misbehaving(long id) {
    return new NetEvent.MisbehavingConnection(ORIGIN, new Peer(id, "", "", ""), "bad");
  }

  static ProbeEvent probe(String name) {
    return new ProbeEvent(ORIGIN, name, List.of());
  }

  /// All seven of context net with this peer and message type.
  static List<NetEvent> net(Peer peer, String type) {
    return List.of(
        inbound(peer, type),
        outbound(peer, type),
        new NetEvent.InboundConnection(ORIGIN, peer, 1),
        new NetEvent.OutboundConnection(ORIGIN, peer, 1),
        new NetEvent.EvictedInboundConnection(ORIGIN, peer, 1),
        misbehaving(peer.id()),
        new NetEvent.ClosedConnection(ORIGIN, peer, 1));
  }

  /// All that carry no peer, [EventNames#KNOWN] order.
  static List<Event> withoutPeer() {
    return List.of(
        new ValidationEvent.BlockConnected(ORIGIN, HASH, 1, 1, 1, 1, 1),
        new UtxoCacheEvent.Flush(ORIGIN, 1, "none", 1, 1, false),
        new UtxoCacheEvent.Add(ORIGIN, COIN),
        new UtxoCacheEvent.Spent(ORIGIN, COIN),
        new UtxoCacheEvent.Uncache(ORIGIN, COIN),
        new CoinSelectionEvent.SelectedCoins(ORIGIN, "w", "bnb", 1, 1, 1),
        new CoinSelectionEvent.NormalCreateTxInternal(ORIGIN, "w", true, 1, OptionalInt.empty()),
        new CoinSelectionEvent.AttemptingApsCreateTx(ORIGIN, "w"),
        new CoinSelectionEvent.ApsCreateTxInternal(ORIGIN, "w", true, true, 1, OptionalInt.of(0)),
        new MempoolEvent.Added(ORIGIN, HASH, 1, 1),
        new MempoolEvent.Removed(ORIGIN, HASH, "block", 1, 1, 1),
        new MempoolEvent.Replaced(ORIGIN, HASH, 1, 1, 1, HASH, 1, 1, true),
        new MempoolEvent.Rejected(ORIGIN, HASH, "no"),
        new VedetteEvent.Node(
            ORIGIN, VedetteEvent.Node.State.APPEARED, "", List.of(), List.of(), false),
        new VedetteEvent.Loss(ORIGIN, List.of()),
        new VedetteEvent.Flushed(ORIGIN));
  }
}
