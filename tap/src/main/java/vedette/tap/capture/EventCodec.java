package vedette.tap.capture;

import java.util.Optional;
import vedette.event.CoinSelectionEvent;
import vedette.event.Event;
import vedette.event.MempoolEvent;
import vedette.event.NetEvent;
import vedette.event.Origin;
import vedette.event.ProbeEvent;
import vedette.event.UtxoCacheEvent;
import vedette.event.ValidationEvent;
import vedette.event.VedetteEvent;

/// The fields of an event without its [Origin], to bytes and back.
final class EventCodec {
  private EventCodec() {}

  static void writeFields(Event event, ByteSink out) {
    switch (event) {
      case NetEvent e -> NetCodec.write(e, out);
      case MempoolEvent e -> ChainCodec.write(e, out);
      case ValidationEvent e -> ChainCodec.write(e, out);
      case UtxoCacheEvent e -> ChainCodec.write(e, out);
      case CoinSelectionEvent e -> WalletCodec.write(e, out);
      case ProbeEvent e -> WatchCodec.write(e, out);
      case VedetteEvent e -> WatchCodec.write(e, out);
    }
  }

  /// Reads the fields of an event of kind `kind`; empty if the kind is not known to this version.
  /// Bytes left over are fields that a newer minor version added: they are not looked at.
  static Optional<Event> readFields(long kind, Origin origin, ByteSource in) throws Malformed {
    if (kind < 0 || kind > Byte.MAX_VALUE) {
      return Optional.empty();
    }
    try {
      return Optional.ofNullable(
          switch ((int) kind) {
            case Kind.INBOUND_MESSAGE -> NetCodec.inboundMessage(origin, in);
            case Kind.OUTBOUND_MESSAGE -> NetCodec.outboundMessage(origin, in);
            case Kind.INBOUND_CONNECTION -> NetCodec.inboundConnection(origin, in);
            case Kind.OUTBOUND_CONNECTION -> NetCodec.outboundConnection(origin, in);
            case Kind.EVICTED_INBOUND_CONNECTION -> NetCodec.evicted(origin, in);
            case Kind.CLOSED_CONNECTION -> NetCodec.closed(origin, in);
            case Kind.MISBEHAVING_CONNECTION -> NetCodec.misbehaving(origin, in);
            case Kind.MEMPOOL_ADDED -> ChainCodec.added(origin, in);
            case Kind.MEMPOOL_REMOVED -> ChainCodec.removed(origin, in);
            case Kind.MEMPOOL_REPLACED -> ChainCodec.replaced(origin, in);
            case Kind.MEMPOOL_REJECTED -> ChainCodec.rejected(origin, in);
            case Kind.BLOCK_CONNECTED -> ChainCodec.blockConnected(origin, in);
            case Kind.UTXO_FLUSH -> ChainCodec.flush(origin, in);
            case Kind.UTXO_ADD -> ChainCodec.add(origin, in);
            case Kind.UTXO_SPENT -> ChainCodec.spent(origin, in);
            case Kind.UTXO_UNCACHE -> ChainCodec.uncache(origin, in);
            case Kind.SELECTED_COINS -> WalletCodec.selectedCoins(origin, in);
            case Kind.NORMAL_CREATE_TX -> WalletCodec.normalCreateTx(origin, in);
            case Kind.ATTEMPTING_APS -> WalletCodec.attemptingAps(origin, in);
            case Kind.APS_CREATE_TX -> WalletCodec.apsCreateTx(origin, in);
            case Kind.PROBE -> WatchCodec.probe(origin, in);
            case Kind.NODE -> WatchCodec.node(origin, in);
            case Kind.LOSS -> WatchCodec.loss(origin, in);
            case Kind.FLUSHED -> new VedetteEvent.Flushed(origin);
            default -> null;
          });
    } catch (IllegalArgumentException refused) {
      throw new Malformed("an event that cannot be: " + refused.getMessage());
    }
  }
}
