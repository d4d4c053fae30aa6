package vedette.tap;

import static vedette.tap.EventView.HEAD;
import static vedette.tap.EventView.SHORT_TEXT_SIZE;
import static vedette.tap.EventView.TEXT_SIZE;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import vedette.event.CoinSelectionEvent;
import vedette.event.Event;
import vedette.event.MempoolEvent;
import vedette.event.NetEvent;
import vedette.event.Origin;
import vedette.event.P2pMessage;
import vedette.event.Peer;
import vedette.event.ProbeEvent;
import vedette.event.UtxoCacheEvent;
import vedette.event.ValidationEvent;
import vedette.wire.Bytes;
import vedette.wire.Hash256;

/// Makes events of records.
final class Records {
  private static final String[] NETWORKS = {
    "unroutable", "ipv4", "ipv6", "onion", "i2p", "cjdns", "internal"
  };
  private static final String[] FLUSH_MODES = {
    "none", "if_needed", "periodic", "force_flush", "force_sync"
  };

  private Records() {}

  static Event event(EventView view) {
    Origin origin = new Origin(view.timeNanos(), view.sequence(), view.node());
    int kind = view.kind();
    if (kind >= Tracepoint.count()) {
      return probe(view, origin);
    }
    return switch (Tracepoint.of(kind)) {
      case INBOUND_MESSAGE -> new NetEvent.InboundMessage(origin, peer(view), message(view));
      case OUTBOUND_MESSAGE -> new NetEvent.OutboundMessage(origin, peer(view), message(view));
      case INBOUND_CONNECTION ->
          new NetEvent.InboundConnection(origin, connected(view), argument(view, 4));
      case OUTBOUND_CONNECTION ->
          new NetEvent.OutboundConnection(origin, connected(view), argument(view, 4));
      case EVICTED_INBOUND_CONNECTION ->
          new NetEvent.EvictedInboundConnection(origin, connected(view), argument(view, 4));
      case CLOSED_CONNECTION ->
          new NetEvent.ClosedConnection(origin, connected(view), argument(view, 4));
      case MISBEHAVING_CONNECTION ->
          new NetEvent.MisbehavingConnection(
              origin, new Peer(argument(view, 0), "", "", ""), view.textAt(behind(2)));
      case BLOCK_CONNECTED ->
          new ValidationEvent.BlockConnected(
              origin,
              hash(view, behind(6)),
              (int) argument(view, 1),
              argument(view, 2),
              (int) argument(view, 3),
              argument(view, 4),
              argument(view, 5));
      case FLUSH ->
          new UtxoCacheEvent.Flush(
              origin,
              argument(view, 0),
              word(FLUSH_MODES, argument(view, 1)),
              argument(view, 2),
              argument(view, 3),
              truth(view, 4));
      case ADD -> new UtxoCacheEvent.Add(origin, coin(view));
      case SPENT -> new UtxoCacheEvent.Spent(origin, coin(view));
      case UNCACHE -> new UtxoCacheEvent.Uncache(origin, coin(view));
      case SELECTED_COINS ->
          new CoinSelectionEvent.SelectedCoins(
              origin,
              view.textAt(behind(5)),
              view.wordAt(behind(5) + TEXT_SIZE, SHORT_TEXT_SIZE),
              argument(view, 2),
              argument(view, 3),
              argument(view, 4));
      case NORMAL_CREATE_TX_INTERNAL ->
          new CoinSelectionEvent.NormalCreateTxInternal(
              origin, view.textAt(behind(5)), truth(view, 1), argument(view, 2), change(view, 3));
      case ATTEMPTING_APS_CREATE_TX ->
          new CoinSelectionEvent.AttemptingApsCreateTx(origin, view.textAt(behind(5)));
      case APS_CREATE_TX_INTERNAL ->
          new CoinSelectionEvent.ApsCreateTxInternal(
              origin,
              view.textAt(behind(5)),
              truth(view, 1),
              truth(view, 2),
              argument(view, 3),
              change(view, 4));
      case ADDED ->
          new MempoolEvent.Added(
              origin, hash(view, behind(3)), (int) argument(view, 1), argument(view, 2));
      case REMOVED ->
          new MempoolEvent.Removed(
              origin,
              hash(view, behind(5)),
              view.wordAt(behind(5) + Hash256.SIZE, SHORT_TEXT_SIZE),
              (int) argument(view, 2),
              argument(view, 3),
              argument(view, 4));
      case REPLACED ->
          new MempoolEvent.Replaced(
              origin,
              hash(view, behind(8)),
              (int) argument(view, 1),
              argument(view, 2),
              argument(view, 3),
              hash(view, behind(8) + Hash256.SIZE),
              (int) argument(view, 5),
              argument(view, 6),
              // Before v29 a replacement was always a transaction, and the probe did not say so.
              view.argumentCount() < 8 || truth(view, 7));
      case REJECTED ->
          new MempoolEvent.Rejected(
              origin, hash(view, behind(2)), view.textAt(behind(2) + Hash256.SIZE));
    };
  }

  /// The same without copying a message's payload: enough to select by.
  static Event withoutPayload(EventView view) {
    if (!view.message()) {
      return event(view);
    }
    Origin origin = new Origin(view.timeNanos(), view.sequence(), view.node());
    P2pMessage message =
        new P2pMessage(view.type(), view.size(), Bytes.EMPTY, P2pMessage.PayloadState.NOT_TAKEN);
    return view.kind() == Tracepoint.INBOUND_MESSAGE.kind()
        ? new NetEvent.InboundMessage(origin, peer(view), message)
        : new NetEvent.OutboundMessage(origin, peer(view), message);
  }

  private static Event probe(EventView view, Origin origin) {
    List<ProbeEvent.Argument> arguments = new ArrayList<>();
    int count = Math.min(view.argumentCount(), Tracepoint.GENERIC_ARGUMENTS);
    for (int i = 0; i < count; i++) {
      var type = view.argumentTypes().get(i);
      arguments.add(new ProbeEvent.Argument(argument(view, i), type.width(), type.signed()));
    }
    return new ProbeEvent(origin, view.name(), arguments);
  }

  private static Peer peer(EventView view) {
    return new Peer(view.peer(), view.address(), view.connection(), "");
  }

  private static P2pMessage message(EventView view) {
    return new P2pMessage(
        view.type(),
        view.size(),
        Bytes.wrap(view.bytesAt(EventView.PAYLOAD, view.payloadSize())),
        view.payloadState());
  }

  private static Peer connected(EventView view) {
    return new Peer(
        argument(view, 0),
        view.textAt(behind(5)),
        view.wordAt(behind(5) + TEXT_SIZE, SHORT_TEXT_SIZE),
        word(NETWORKS, argument(view, 3)));
  }

  private static UtxoCacheEvent.Coin coin(EventView view) {
    return new UtxoCacheEvent.Coin(
        hash(view, behind(5)),
        argument(view, 1),
        argument(view, 2),
        argument(view, 3),
        truth(view, 4));
  }

  private static OptionalInt change(EventView view, int index) {
    int position = (int) argument(view, index);
    return position < 0 ? OptionalInt.empty() : OptionalInt.of(position);
  }

  private static boolean truth(EventView view, int index) {
    return argument(view, index) != 0;
  }

  private static long argument(EventView view, int index) {
    return view.longAt(HEAD + 8 * index);
  }

  /// Where hashes and texts begin behind `slots` arguments.
  private static int behind(int slots) {
    return HEAD + 8 * slots;
  }

  private static Hash256 hash(EventView view, int offset) {
    return new Hash256(
        view.longAt(offset),
        view.longAt(offset + 8),
        view.longAt(offset + 16),
        view.longAt(offset + 24));
  }

  private static String word(String[] words, long number) {
    return number >= 0 && number < words.length
        ? words[(int) number]
        : "unknown_" + Long.toUnsignedString(number);
  }
}
