package vedette.event.json;

import java.io.IOException;
import java.io.OutputStream;
import tools.jackson.core.exc.JacksonIOException;
import vedette.event.CoinSelectionEvent;
import vedette.event.Event;
import vedette.event.MempoolEvent;
import vedette.event.NetEvent;
import vedette.event.NodeId;
import vedette.event.Origin;
import vedette.event.P2pMessage;
import vedette.event.Peer;
import vedette.event.ProbeEvent;
import vedette.event.UtxoCacheEvent;
import vedette.event.ValidationEvent;
import vedette.event.VedetteEvent;

/// Writes events as Vedette's JSON lines: docs/events.md tells the keys, their order and units.
///
/// ```java
/// try (EventJson json = new EventJson(out, EventJson.Options.DEFAULT)) {
///   json.write(event);
/// }
/// ```
///
/// The stream gets whole lines: when [#write] returns, the line is in it, and the stream has not
/// been flushed. Memory does not grow with the size of a message. One thread at a time; whoever
/// made the stream closes it.
public final class EventJson implements AutoCloseable {

  /// What is written of a message besides its type and size.
  ///
  /// @param decode whether its fields are decoded and written
  /// @param payload whether its raw bytes are added as hex in `message.payload`
  public record Options(boolean decode, boolean payload) {
    /// Decoded fields, no raw bytes.
    public static final Options DEFAULT = new Options(true, false);

    /// Type and size only, for streams that were opened without payloads.
    public static final Options HEADERS_ONLY = new Options(false, false);
  }

  private final JsonLine line;
  private final MessageJson messages;
  private final TimeText time = new TimeText();

  /// A writer to the stream.
  ///
  /// @param out gets one write for a short line and pieces of some kilobytes of a long one; buffer
  ///   it if lines are to be batched
  public EventJson(OutputStream out, Options options) {
    this(out, options, P2pMessage::decode);
  }

  EventJson(OutputStream out, Options options, MessageDecoding decoder) {
    this.line = new JsonLine(out);
    this.messages = new MessageJson(line, options, decoder);
  }

  /// Writes one event and its line end to the stream.
  ///
  /// @throws IOException if the stream fails; part of the line may be out then, and the writer is
  ///   not to be used again
  public void write(Event event) throws IOException {
    try {
      line.startObject();
      origin(event.origin());
      line.text(Key.EVENT, event.name());
      switch (event) {
        case NetEvent net -> net(net);
        case MempoolEvent mempool -> mempool(mempool);
        case ValidationEvent.BlockConnected block -> blockConnected(block);
        case UtxoCacheEvent cache -> utxoCache(cache);
        case CoinSelectionEvent selection -> coinSelection(selection);
        case ProbeEvent probe -> probe(probe);
        case VedetteEvent vedette -> VedetteJson.write(line, vedette);
      }
      line.endObject();
      line.endLine();
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

  private void origin(Origin origin) {
    line.ascii(Key.TIME, time.of(origin.timeNanos()), TimeText.LENGTH);
    line.number(Key.SEQUENCE, origin.sequence());
    NodeId node = origin.node();
    if (node.pid() != 0 || !node.name().isEmpty()) {
      line.startObject(Key.NODE);
      if (node.pid() != 0) {
        line.number(Key.PID, node.pid());
      }
      line.knownText(Key.NAME, node.name());
      line.endObject();
    }
  }

  private void net(NetEvent event) {
    switch (event) {
      case NetEvent.Message said -> {
        peer(said.peer(), false);
        messages.write(said.message());
      }
      case NetEvent.InboundConnection made -> {
        peer(made.peer(), true);
        line.unsigned(Key.CONNECTIONS, made.connections());
      }
      case NetEvent.OutboundConnection made -> {
        peer(made.peer(), true);
        line.unsigned(Key.CONNECTIONS, made.connections());
      }
      case NetEvent.EvictedInboundConnection gone -> {
        peer(gone.peer(), true);
        line.number(Key.ESTABLISHED, gone.established());
      }
      case NetEvent.ClosedConnection gone -> {
        peer(gone.peer(), true);
        line.number(Key.ESTABLISHED, gone.established());
      }
      case NetEvent.MisbehavingConnection misbehaving -> {
        misbehavingPeer(misbehaving.peer().id());
        line.knownText(Key.REASON, misbehaving.reason());
      }
    }
  }

  private void misbehavingPeer(long id) {
    if (id != Peer.UNKNOWN_ID) {
      line.startObject(Key.PEER);
      line.number(Key.ID, id);
      line.endObject();
    }
  }

  /// Writes what is known of the peer, and no `peer` at all if nothing is.
  private void peer(Peer peer, boolean network) {
    boolean known =
        peer.id() != Peer.UNKNOWN_ID
            || !peer.address().isEmpty()
            || !peer.connection().isEmpty()
            || (network && !peer.network().isEmpty());
    if (!known) {
      return;
    }
    line.startObject(Key.PEER);
    if (peer.id() != Peer.UNKNOWN_ID) {
      line.number(Key.ID, peer.id());
    }
    line.knownText(Key.ADDRESS, peer.address());
    line.knownText(Key.CONNECTION, peer.connection());
    if (network) {
      line.knownText(Key.NETWORK, peer.network());
    }
    line.endObject();
  }

  private void mempool(MempoolEvent event) {
    switch (event) {
      case MempoolEvent.Added added -> {
        line.hash(Key.TXID, added.txid());
        line.number(Key.VSIZE, added.vsize());
        line.number(Key.FEE, added.fee());
      }
      case MempoolEvent.Removed removed -> {
        line.hash(Key.TXID, removed.txid());
        line.knownText(Key.REASON, removed.reason());
        line.number(Key.VSIZE, removed.vsize());
        line.number(Key.FEE, removed.fee());
        line.number(Key.ENTRY_TIME, removed.entryTime());
      }
      case MempoolEvent.Replaced replaced -> replaced(replaced);
      case MempoolEvent.Rejected rejected -> {
        line.hash(Key.TXID, rejected.txid());
        line.knownText(Key.REASON, rejected.reason());
      }
    }
  }

  private void replaced(MempoolEvent.Replaced event) {
    line.startObject(Key.REPLACED);
    line.hash(Key.TXID, event.txid());
    line.number(Key.VSIZE, event.vsize());
    line.number(Key.FEE, event.fee());
    line.number(Key.ENTRY_TIME, event.entryTime());
    line.endObject();
    line.startObject(Key.REPLACEMENT);
    line.hash(event.replacedByTransaction() ? Key.TXID : Key.PACKAGE_HASH, event.replacement());
    line.number(Key.VSIZE, event.replacementVsize());
    line.number(Key.FEE, event.replacementFee());
    line.endObject();
  }

  private void blockConnected(ValidationEvent.BlockConnected event) {
    line.hash(Key.HASH, event.hash());
    line.number(Key.HEIGHT, event.height());
    line.unsigned(Key.TRANSACTIONS, event.transactions());
    line.number(Key.INPUTS, event.inputs());
    line.number(Key.SIGOPS, event.sigops());
    line.number(Key.DURATION_NS, event.durationNanos());
  }

  private void utxoCache(UtxoCacheEvent event) {
    switch (event) {
      case UtxoCacheEvent.Flush flush -> {
        line.number(Key.DURATION_US, flush.durationMicros());
        line.knownText(Key.MODE, flush.mode());
        line.unsigned(Key.COINS, flush.coins());
        line.unsigned(Key.MEMORY, flush.memory());
        line.truth(Key.FOR_PRUNE, flush.forPrune());
      }
      case UtxoCacheEvent.Add add -> coin(add.coin());
      case UtxoCacheEvent.Spent spent -> coin(spent.coin());
      case UtxoCacheEvent.Uncache uncache -> coin(uncache.coin());
    }
  }

  private void coin(UtxoCacheEvent.Coin coin) {
    line.hash(Key.TXID, coin.txid());
    line.number(Key.INDEX, coin.index());
    line.number(Key.HEIGHT, coin.height());
    line.number(Key.VALUE, coin.value());
    line.truth(Key.COINBASE, coin.coinbase());
  }

  private void coinSelection(CoinSelectionEvent event) {
    // Written even if empty: the default wallet's name is empty.
    line.text(Key.WALLET, event.wallet());
    switch (event) {
      case CoinSelectionEvent.SelectedCoins coins -> {
        line.knownText(Key.ALGORITHM, coins.algorithm());
        line.number(Key.TARGET, coins.target());
        line.number(Key.WASTE, coins.waste());
        line.number(Key.SELECTED, coins.selected());
      }
      case CoinSelectionEvent.NormalCreateTxInternal normal -> {
        line.truth(Key.SUCCESS, normal.success());
        line.number(Key.FEE, normal.fee());
        normal.changePosition().ifPresent(position -> line.number(Key.CHANGE_POSITION, position));
      }
      case CoinSelectionEvent.AttemptingApsCreateTx _ -> {}
      case CoinSelectionEvent.ApsCreateTxInternal aps -> {
        line.truth(Key.USE_APS, aps.useAps());
        line.truth(Key.SUCCESS, aps.success());
        line.number(Key.FEE, aps.fee());
        aps.changePosition().ifPresent(position -> line.number(Key.CHANGE_POSITION, position));
      }
    }
  }

  private void probe(ProbeEvent event) {
    line.startArray(Key.ARGUMENTS);
    for (ProbeEvent.Argument argument : event.arguments()) {
      if (argument.signed()) {
        line.number(argument.value());
      } else {
        line.unsigned(argument.value());
      }
    }
    line.endArray();
  }
}
