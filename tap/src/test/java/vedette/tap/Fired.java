package vedette.tap;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import vedette.event.CoinSelectionEvent;
import vedette.event.Event;
import vedette.event.MempoolEvent;
import vedette.event.NetEvent;
import vedette.event.P2pMessage;
import vedette.event.P2pMessage.PayloadState;
import vedette.event.Peer;
import vedette.event.ProbeEvent;
import vedette.event.UtxoCacheEvent;
import vedette.event.ValidationEvent;
import vedette.event.VedetteEvent;
import vedette.wire.Hash256;

/// An event with every field, in a form that the demo node's report and what a tap delivers share.
///
/// @param event its name
/// @param fields every field but the payload
/// @param payload SHA-256 of a message's payload, empty if it has none or not all of it
record Fired(String event, List<String> fields, String payload) {

  boolean sameBut(Fired delivered) {
    return event.equals(delivered.event) && fields.equals(delivered.fields);
  }

  /// @param delivered by a tap
  static Fired of(Event delivered) {
    return switch (delivered) {
      case NetEvent.Message it -> message(it);
      case NetEvent.InboundConnection it -> connection(it, it.connections());
      case NetEvent.OutboundConnection it -> connection(it, it.connections());
      case NetEvent.EvictedInboundConnection it -> connection(it, it.established());
      case NetEvent.ClosedConnection it -> connection(it, it.established());
      case NetEvent.MisbehavingConnection it -> plain(it, it.peer().id(), it.reason());
      case ValidationEvent.BlockConnected it ->
          plain(
              it,
              hash(it.hash()),
              it.height(),
              Long.toUnsignedString(it.transactions()),
              it.inputs(),
              it.sigops(),
              it.durationNanos());
      case UtxoCacheEvent.Flush it ->
          plain(
              it,
              it.durationMicros(),
              it.mode(),
              Long.toUnsignedString(it.coins()),
              Long.toUnsignedString(it.memory()),
              it.forPrune());
      case UtxoCacheEvent.Add it -> coin(it, it.coin());
      case UtxoCacheEvent.Spent it -> coin(it, it.coin());
      case UtxoCacheEvent.Uncache it -> coin(it, it.coin());
      case CoinSelectionEvent.SelectedCoins it ->
          plain(it, it.wallet(), it.algorithm(), it.target(), it.waste(), it.selected());
      case CoinSelectionEvent.NormalCreateTxInternal it ->
          plain(it, it.wallet(), it.success(), it.fee(), position(it.changePosition()));
      case CoinSelectionEvent.AttemptingApsCreateTx it -> plain(it, it.wallet());
      case CoinSelectionEvent.ApsCreateTxInternal it ->
          plain(
              it, it.wallet(), it.useAps(), it.success(), it.fee(), position(it.changePosition()));
      case MempoolEvent.Added it -> plain(it, hash(it.txid()), it.vsize(), it.fee());
      case MempoolEvent.Removed it ->
          plain(
              it,
              hash(it.txid()),
              it.reason(),
              it.vsize(),
              it.fee(),
              Long.toUnsignedString(it.entryTime()));
      case MempoolEvent.Replaced it ->
          plain(
              it,
              hash(it.txid()),
              it.vsize(),
              it.fee(),
              Long.toUnsignedString(it.entryTime()),
              hash(it.replacement()),
              it.replacementVsize(),
              it.replacementFee(),
              it.replacedByTransaction());
      case MempoolEvent.Rejected it -> plain(it, hash(it.txid()), it.reason());
      case ProbeEvent it ->
          plain(it, it.arguments().stream().map(ProbeEvent.Argument::toString).toArray());
      case VedetteEvent it -> throw new AssertionError(it + " was fired by no node");
    };
  }

  private static Fired message(NetEvent.Message event) {
    P2pMessage message = event.message();
    Peer peer = event.peer();
    boolean whole = message.state() == PayloadState.WHOLE;
    return new Fired(
        event.name(),
        texts(
            peer.id(),
            peer.address(),
            peer.connection(),
            message.type(),
            Long.toUnsignedString(message.size())),
        whole ? Report.sha256(message.payload().toArray()) : "");
  }

  private static Fired connection(NetEvent.Connection event, long last) {
    Peer peer = event.peer();
    return plain(event, peer.id(), peer.address(), peer.connection(), peer.network(), last);
  }

  private static Fired coin(Event event, UtxoCacheEvent.Coin coin) {
    return plain(
        event, hash(coin.txid()), coin.index(), coin.height(), coin.value(), coin.coinbase());
  }

  private static Fired plain(Event event, Object... fields) {
    return new Fired(event.name(), texts(fields), "");
  }

  private static List<String> texts(Object... fields) {
    List<String> texts = new ArrayList<>(fields.length);
    for (Object field : fields) {
      texts.add(field.toString());
    }
    return texts;
  }

  private static String position(OptionalInt change) {
    return change.isPresent() ? Integer.toString(change.getAsInt()) : "-1";
  }

  /// As RPC prints it.
  private static String hash(Hash256 hash) {
    return hash.toString();
  }

  /// Internal byte order to the order in which RPC prints.
  static String reversed(byte[] hash) {
    byte[] turned = new byte[hash.length];
    for (int i = 0; i < hash.length; i++) {
      turned[i] = hash[hash.length - 1 - i];
    }
    return HexFormat.of().formatHex(turned);
  }

  /// Real events only, as they came.
  static Stream<Event> real(List<? extends Event> events) {
    return events.stream()
        .<Event>map(event -> event)
        .filter(event -> !(event instanceof VedetteEvent));
  }

  static List<Fired> all(List<? extends Event> events) {
    return real(events).map(Fired::of).collect(Collectors.toList());
  }
}
