package vedette.event.json;

import java.io.IOException;
import java.io.OutputStream;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.exc.JacksonIOException;
import vedette.event.CoinSelectionEvent;
import vedette.event.Event;
import vedette.event.MempoolEvent;
import vedette.event.NetEvent;
import vedette.event.P2pMessage;
import vedette.event.Peer;
import vedette.event.ProbeEvent;
import vedette.event.UtxoCacheEvent;
import vedette.event.ValidationEvent;
import vedette.event.VedetteEvent;

/// Writes events in the exact JSON shape of bitcointap (commit 92628e8), so that its users can
/// switch without touching their scripts.
///
/// Hashes are arrays of 32 integers in internal byte order, enumerations are numbers, 64-bit values
/// are bare numbers up to 2^64 − 1. Only the events that bitcointap has are written; docs/events.md
/// lists where it cannot say what happened. What its shape demands and Vedette does not know is 0
/// or empty, an unknown peer id 2^64 − 1, as the original would show Core's −1.
///
/// Lines, threads and closing are as with [EventJson].
public final class BitcointapJson implements AutoCloseable {
  private static final long NANOS = 1_000_000_000L;
  private static final long NANOS_PER_MICRO = 1_000L;

  private final JsonLine line;
  private final JsonGenerator json;
  private final BitcointapMessage messages;

  /// A writer to the stream.
  ///
  /// @param out gets one write for a short line and pieces of some kilobytes of a long one; buffer
  ///   it if lines are to be batched
  public BitcointapJson(OutputStream out) {
    this(out, P2pMessage::decode);
  }

  BitcointapJson(OutputStream out, MessageDecoding decoder) {
    this.line = new JsonLine(out);
    this.json = line.generator();
    this.messages = new BitcointapMessage(new BitcointapValues(line), decoder);
  }

  /// Writes one event and its line end to the stream.
  ///
  /// @return whether the event exists in bitcointap; if not, nothing was written
  /// @throws IOException if the stream fails; part of the line may be out then, and the writer is
  ///   not to be used again
  public boolean write(Event event) throws IOException {
    try {
      return switch (event) {
        case NetEvent net -> written(net);
        case MempoolEvent mempool -> written(mempool);
        case ValidationEvent validation -> written(validation);
        case UtxoCacheEvent _, CoinSelectionEvent _, ProbeEvent _, VedetteEvent _ -> false;
      };
    } catch (JacksonIOException failed) {
      throw failed.getCause();
    }
  }

  /// How many messages were written whose payload was whole and did not decode.
  public long undecoded() {
    return messages.undecoded();
  }

  /// Gives the buffers back; the stream stays open.
  @Override
  public void close() {
    line.close();
  }

  private boolean written(NetEvent event) {
    if (event instanceof NetEvent.Message said) {
      open(event, "Msg");
      message(said);
      close(1);
    } else {
      open(event, "Conn");
      open("event");
      connection(event);
      close(2);
    }
    return true;
  }

  private void message(NetEvent.Message event) {
    P2pMessage message = event.message();
    Peer peer = event.peer();
    open("meta");
    number("peer_id", peer.id());
    text("addr", peer.address());
    json.writeName("conn_type");
    json.writeNumber(connectionType(peer.connection()));
    text("command", message.type());
    json.writeBooleanProperty("inbound", event instanceof NetEvent.InboundMessage);
    number("size", message.size());
    json.writeEndObject();
    open("msg");
    messages.write(message);
    json.writeEndObject();
  }

  private void connection(NetEvent event) {
    switch (event) {
      case NetEvent.InboundConnection made -> {
        opened("Inbound", made.peer());
        number("existing_connections", made.connections());
      }
      case NetEvent.OutboundConnection made -> {
        opened("Outbound", made.peer());
        number("existing_connections", made.connections());
      }
      case NetEvent.ClosedConnection gone -> {
        opened("Closed", gone.peer());
        number("time_established", gone.established());
      }
      case NetEvent.EvictedInboundConnection gone -> {
        opened("InboundEvicted", gone.peer());
        number("time_established", gone.established());
      }
      case NetEvent.MisbehavingConnection misbehaving -> {
        open("Misbehaving");
        number("id", misbehaving.peer().id());
        // Core tells no score any more; the shape has one.
        json.writeNumberProperty("score_before", 0);
        json.writeNumberProperty("score_increase", 0);
        text("xmessage", misbehaving.reason());
        json.writeBooleanProperty("threshold_exceeded", false);
      }
      case NetEvent.Message _ ->
          throw new IllegalArgumentException(
              "bitcointap: expected a connection event. Found: a message.");
    }
    json.writeEndObject();
  }

  private void opened(String kind, Peer peer) {
    open(kind);
    open("conn");
    number("peer_id", peer.id());
    text("addr", peer.address());
    json.writeNumberProperty("conn_type", connectionType(peer.connection()));
    number("network", network(peer.network()));
    json.writeEndObject();
  }

  private boolean written(MempoolEvent event) {
    open(event, "Mempool");
    open("event");
    switch (event) {
      case MempoolEvent.Added added -> {
        open("Added");
        messages.values().hash("txid", added.txid());
        json.writeNumberProperty("vsize", added.vsize());
        json.writeNumberProperty("fee", added.fee());
      }
      case MempoolEvent.Removed removed -> {
        open("Removed");
        messages.values().hash("txid", removed.txid());
        text("reason", removed.reason());
        json.writeNumberProperty("vsize", removed.vsize());
        json.writeNumberProperty("fee", removed.fee());
        number("entry_time", removed.entryTime());
      }
      case MempoolEvent.Rejected rejected -> {
        open("Rejected");
        messages.values().hash("txid", rejected.txid());
        text("reason", rejected.reason());
      }
      case MempoolEvent.Replaced replaced -> {
        open("Replaced");
        messages.values().hash("replaced_txid", replaced.txid());
        json.writeNumberProperty("replaced_vsize", replaced.vsize());
        json.writeNumberProperty("replaced_fee", replaced.fee());
        number("replaced_entry_time", replaced.entryTime());
        messages.values().hash("replacement_txid", replaced.replacement());
        json.writeNumberProperty("replacement_vsize", replaced.replacementVsize());
        json.writeNumberProperty("replacement_fee", replaced.replacementFee());
      }
    }
    close(3);
    return true;
  }

  private boolean written(ValidationEvent event) {
    open(event, "Validation");
    open("event");
    switch (event) {
      case ValidationEvent.BlockConnected block -> {
        open("BlockConnected");
        messages.values().hash("hash", block.hash());
        json.writeNumberProperty("height", block.height());
        json.writeNumberProperty("transactions", block.transactions());
        json.writeNumberProperty("inputs", block.inputs());
        json.writeNumberProperty("sigops", block.sigops());
        // Nanoseconds, although bitcointap's schema says microseconds: so it is there too.
        json.writeNumberProperty("connection_time", block.durationNanos());
      }
    }
    close(3);
    return true;
  }

  /// Opens the line, its `event` and the kind.
  private void open(Event event, String kind) {
    long nanos = event.origin().timeNanos();
    json.writeStartObject();
    json.writeNumberProperty("timestamp", Math.floorDiv(nanos, NANOS));
    json.writeNumberProperty(
        "timestamp_subsec_micros", Math.floorMod(nanos, NANOS) / NANOS_PER_MICRO);
    open("event");
    open(kind);
  }

  /// Closes so many objects inside the line's `event`, then that, and ends the line.
  private void close(int inner) {
    for (int i = 0; i < inner + 2; i++) {
      json.writeEndObject();
    }
    line.endLine();
  }

  private void open(String name) {
    json.writeName(name);
    json.writeStartObject();
  }

  private void number(String name, long value) {
    json.writeName(name);
    line.unsigned(value);
  }

  private void text(String name, String value) {
    json.writeName(name);
    line.text(value);
  }

  /// bitcointap's numbers; its own decoder never gives 4, ours does for feelers.
  private static int connectionType(String word) {
    return switch (word) {
      case "inbound" -> 1;
      case "outbound-full-relay" -> 2;
      case "block-relay-only" -> 3;
      case "feeler" -> 4;
      default -> 0;
    };
  }

  private static long network(String word) {
    return switch (word) {
      case "ipv4" -> 1;
      case "ipv6" -> 2;
      case "onion" -> 3;
      case "i2p" -> 4;
      case "cjdns" -> 5;
      case "internal" -> 6;
      default -> unnamedNetwork(word);
    };
  }

  /// The number in `unknown_<n>`; 0 for `unroutable` and for no word at all.
  private static long unnamedNetwork(String word) {
    String prefix = "unknown_";
    if (!word.startsWith(prefix)) {
      return 0;
    }
    try {
      return Long.parseLong(word, prefix.length(), word.length(), 10);
    } catch (NumberFormatException notANumber) {
      return 0;
    }
  }
}
