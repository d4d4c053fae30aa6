package vedette.event.text;

import java.time.LocalTime;
import vedette.event.CoinSelectionEvent;
import vedette.event.Event;
import vedette.event.MempoolEvent;
import vedette.event.NetEvent;
import vedette.event.NodeId;
import vedette.event.P2pMessage;
import vedette.event.Peer;
import vedette.event.ProbeEvent;
import vedette.event.UtxoCacheEvent;
import vedette.event.ValidationEvent;
import vedette.event.VedetteEvent;
import vedette.event.text.Row.Paint;
import vedette.wire.Decoding;

/// Makes one aligned line of each event, for a terminal.
///
/// ```
/// 03:41:24.000 ←      7 192.0.2.7:8333           inv                 37  1 wtx 1f1e1d1c1b1a…
/// 03:41:24.001 +        mempool:added            1f1e1d1c1b1a…  141 vB, 1410 sat, 10.0 sat/vB
/// ```
///
/// Times are UTC. The node stands there only from the moment on that a second one has been seen.
/// Longer texts are cut with an ellipsis, the line never goes beyond the width it was made for. For
/// people: the layout may change at any time, programs read the JSON. One thread at a time.
public final class EventText {
  /// No limit to the length of a line.
  public static final int ANY_WIDTH = 0;

  private static final long NANOS = 1_000_000_000L;
  private static final long NANOS_PER_MILLI = 1_000_000L;
  private static final long SECONDS_PER_DAY = 86_400L;
  private static final int PEER_ID = 6;
  private static final int ADDRESS = 24;
  private static final int NODE = 20;
  private static final int TYPE = 12;
  private static final int SIZE = 9;

  private final boolean colour;
  private final int width;
  private final MessageDecoding decoder;
  private NodeId firstNode = NodeId.UNKNOWN;
  private boolean severalNodes;
  private long undecoded;

  /// A maker of lines.
  ///
  /// @param colour whether the terminal shows colours
  /// @param width columns of the terminal, [#ANY_WIDTH] if lines may be of any length
  /// @throws IllegalArgumentException if the width is negative
  public EventText(boolean colour, int width) {
    this(colour, width, P2pMessage::decode);
  }

  EventText(boolean colour, int width, MessageDecoding decoder) {
    if (width < 0) {
      throw new IllegalArgumentException(
          "event text: expected a width of 0 (any) or more columns. Found: " + width + ".");
    }
    this.colour = colour;
    this.width = width == ANY_WIDTH ? Integer.MAX_VALUE : width;
    this.decoder = decoder;
  }

  /// The line for an event, without a line end.
  public String line(Event event) {
    Row row = new Row(colour, width);
    row.add(Paint.FAINT, time(event.origin().timeNanos())).space(1);
    node(row, event.origin().node());
    switch (event) {
      case NetEvent net -> net(row, net);
      case MempoolEvent mempool -> mempool(row, mempool);
      case ValidationEvent.BlockConnected block ->
          head(row, Paint.GOOD, "■", block.name()).add(Paint.PLAIN, Words.block(block));
      case UtxoCacheEvent cache ->
          head(row, Paint.FAINT, "·", cache.name()).add(Paint.PLAIN, Words.cache(cache));
      case CoinSelectionEvent coins ->
          head(row, Paint.FAINT, "·", coins.name()).add(Paint.PLAIN, Words.coins(coins));
      case ProbeEvent probe ->
          head(row, Paint.FAINT, "·", probe.name()).add(Paint.PLAIN, Words.probe(probe));
      case VedetteEvent vedette -> vedette(row, vedette);
    }
    return row.line();
  }

  /// How many messages were shown whose payload was whole and did not decode.
  public long undecoded() {
    return undecoded;
  }

  private void net(Row row, NetEvent event) {
    switch (event) {
      case NetEvent.InboundMessage said -> message(row, said, Paint.IN, "←");
      case NetEvent.OutboundMessage said -> message(row, said, Paint.OUT, "→");
      case NetEvent.InboundConnection made ->
          peer(row, made, Paint.IN, "⇤")
              .add(Paint.PLAIN, "inbound connection, now " + made.connections());
      case NetEvent.OutboundConnection made ->
          peer(row, made, Paint.OUT, "⇥")
              .add(Paint.PLAIN, "outbound connection, now " + made.connections());
      case NetEvent.EvictedInboundConnection gone ->
          peer(row, gone, Paint.CARE, "✕")
              .add(Paint.PLAIN, "evicted after " + age(gone, gone.established()));
      case NetEvent.ClosedConnection gone ->
          peer(row, gone, Paint.CARE, "✕")
              .add(Paint.PLAIN, "closed after " + age(gone, gone.established()));
      case NetEvent.MisbehavingConnection misbehaving ->
          peer(row, misbehaving, Paint.ALARM, "!")
              .add(Paint.PLAIN, "misbehaving: " + Cells.harmless(misbehaving.reason()));
    }
  }

  private void message(Row row, NetEvent.Message event, Paint paint, String arrow) {
    P2pMessage message = event.message();
    peer(row, event, paint, arrow)
        .left(
            Paint.STRONG,
            message.type().isEmpty() ? "(no type)" : Cells.harmless(message.type()),
            TYPE)
        .space(1)
        .right(Paint.FAINT, Long.toUnsignedString(message.size()), SIZE)
        .space(2);
    switch (decoder.decode(message)) {
      case Decoding.Decoded decoded -> {
        row.add(Paint.PLAIN, Summary.of(decoded.message()));
        if (!decoded.trailing().isEmpty()) {
          row.add(Paint.CARE, " +" + decoded.trailing().size() + " bytes behind the end");
        }
        decoded
            .overLimit()
            .ifPresent(limit -> row.add(Paint.CARE, " over limit: " + Cells.harmless(limit)));
      }
      case Decoding.Undecoded why -> {
        if (message.state() == P2pMessage.PayloadState.WHOLE) {
          undecoded++;
        }
        row.add(Paint.CARE, "(" + Cells.harmless(why.reason()) + ")");
      }
    }
  }

  private static Row peer(Row row, NetEvent event, Paint paint, String mark) {
    Peer peer = event.peer();
    String id = peer.id() == Peer.UNKNOWN_ID ? "-" : Long.toString(peer.id());
    return row.add(paint, mark)
        .space(1)
        .right(Paint.PLAIN, id, PEER_ID)
        .space(1)
        .left(Paint.PLAIN, address(peer.address()), ADDRESS)
        .space(1);
  }

  /// The address in one column: of a long one (Tor, I2P) the beginning and the port.
  private static String address(String address) {
    String shown = Cells.harmless(address);
    int colon = shown.lastIndexOf(':');
    if (Cells.width(shown) <= ADDRESS || colon < 0 || shown.length() - colon > "].65535".length()) {
      return shown;
    }
    String port = shown.substring(colon);
    return Cells.cut(shown.substring(0, colon), ADDRESS - Cells.width(port)) + port;
  }

  private static void mempool(Row row, MempoolEvent event) {
    switch (event) {
      case MempoolEvent.Added added ->
          head(row, Paint.GOOD, "+", added.name()).add(Paint.PLAIN, Words.mempool(added));
      case MempoolEvent.Removed removed ->
          head(row, Paint.FAINT, "-", removed.name()).add(Paint.PLAIN, Words.mempool(removed));
      case MempoolEvent.Replaced replaced ->
          head(row, Paint.CARE, "~", replaced.name()).add(Paint.PLAIN, Words.mempool(replaced));
      case MempoolEvent.Rejected rejected ->
          head(row, Paint.CARE, "x", rejected.name()).add(Paint.PLAIN, Words.mempool(rejected));
    }
  }

  private static void vedette(Row row, VedetteEvent event) {
    switch (event) {
      case VedetteEvent.Node node ->
          head(row, Paint.STRONG, "#", node.name()).add(Paint.STRONG, Words.node(node));
      case VedetteEvent.Loss loss ->
          head(row, Paint.ALARM, "!", loss.name()).add(Paint.ALARM, Words.loss(loss));
      case VedetteEvent.Flushed flushed -> head(row, Paint.FAINT, "#", flushed.name());
    }
  }

  /// The beginning of a line without a peer: its name stands where a peer's address stands.
  private static Row head(Row row, Paint paint, String mark, String name) {
    String shown = Cells.harmless(name);
    row.add(paint, mark).space(PEER_ID + 2).add(Paint.STRONG, shown);
    return row.space(Math.max(0, ADDRESS - Cells.width(shown)) + 1);
  }

  private void node(Row row, NodeId node) {
    if (!node.equals(NodeId.UNKNOWN)) {
      if (firstNode.equals(NodeId.UNKNOWN)) {
        firstNode = node;
      }
      severalNodes |= !node.equals(firstNode);
    }
    if (severalNodes) {
      String name = Cells.harmless(node.name());
      String shown = node.pid() == 0 ? name : name + "/" + node.pid();
      row.left(Paint.FAINT, shown, NODE).space(1);
    }
  }

  private static String age(Event event, long established) {
    return Words.duration(Math.floorDiv(event.origin().timeNanos(), NANOS) - established);
  }

  /// `HH:MM:SS.mmm`, UTC.
  private static String time(long nanos) {
    long second = Math.floorMod(Math.floorDiv(nanos, NANOS), SECONDS_PER_DAY);
    long milli = Math.floorMod(nanos, NANOS) / NANOS_PER_MILLI;
    LocalTime time = LocalTime.ofSecondOfDay(second);
    StringBuilder text = new StringBuilder(12);
    digits(text, time.getHour(), 2).append(':');
    digits(text, time.getMinute(), 2).append(':');
    digits(text, time.getSecond(), 2).append('.');
    return digits(text, milli, 3).toString();
  }

  private static StringBuilder digits(StringBuilder text, long value, int digits) {
    String number = Long.toString(value);
    return text.repeat('0', digits - number.length()).append(number);
  }
}
