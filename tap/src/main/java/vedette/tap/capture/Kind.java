package vedette.tap.capture;

import vedette.event.CoinSelectionEvent;
import vedette.event.Event;
import vedette.event.MempoolEvent;
import vedette.event.NetEvent;
import vedette.event.ProbeEvent;
import vedette.event.UtxoCacheEvent;
import vedette.event.ValidationEvent;
import vedette.event.VedetteEvent;

/// The number of each kind of event in a capture file. Numbers are for ever: a kind that goes keeps
/// its number, a new kind takes a new one and raises the minor version.
final class Kind {
  static final int INBOUND_MESSAGE = 1;
  static final int OUTBOUND_MESSAGE = 2;
  static final int INBOUND_CONNECTION = 3;
  static final int OUTBOUND_CONNECTION = 4;
  static final int EVICTED_INBOUND_CONNECTION = 5;
  static final int CLOSED_CONNECTION = 6;
  static final int MISBEHAVING_CONNECTION = 7;
  static final int MEMPOOL_ADDED = 16;
  static final int MEMPOOL_REMOVED = 17;
  static final int MEMPOOL_REPLACED = 18;
  static final int MEMPOOL_REJECTED = 19;
  static final int BLOCK_CONNECTED = 24;
  static final int UTXO_FLUSH = 32;
  static final int UTXO_ADD = 33;
  static final int UTXO_SPENT = 34;
  static final int UTXO_UNCACHE = 35;
  static final int SELECTED_COINS = 40;
  static final int NORMAL_CREATE_TX = 41;
  static final int ATTEMPTING_APS = 42;
  static final int APS_CREATE_TX = 43;
  static final int PROBE = 48;
  static final int NODE = 56;
  static final int LOSS = 57;
  static final int FLUSHED = 58;

  private Kind() {}

  static int of(Event event) {
    return switch (event) {
      case NetEvent.InboundMessage _ -> INBOUND_MESSAGE;
      case NetEvent.OutboundMessage _ -> OUTBOUND_MESSAGE;
      case NetEvent.InboundConnection _ -> INBOUND_CONNECTION;
      case NetEvent.OutboundConnection _ -> OUTBOUND_CONNECTION;
      case NetEvent.EvictedInboundConnection _ -> EVICTED_INBOUND_CONNECTION;
      case NetEvent.ClosedConnection _ -> CLOSED_CONNECTION;
      case NetEvent.MisbehavingConnection _ -> MISBEHAVING_CONNECTION;
      case MempoolEvent.Added _ -> MEMPOOL_ADDED;
      case MempoolEvent.Removed _ -> MEMPOOL_REMOVED;
      case MempoolEvent.Replaced _ -> MEMPOOL_REPLACED;
      case MempoolEvent.Rejected _ -> MEMPOOL_REJECTED;
      case ValidationEvent.BlockConnected _ -> BLOCK_CONNECTED;
      case UtxoCacheEvent.Flush _ -> UTXO_FLUSH;
      case UtxoCacheEvent.Add _ -> UTXO_ADD;
      case UtxoCacheEvent.Spent _ -> UTXO_SPENT;
      case UtxoCacheEvent.Uncache _ -> UTXO_UNCACHE;
      case CoinSelectionEvent.SelectedCoins _ -> SELECTED_COINS;
      case CoinSelectionEvent.NormalCreateTxInternal _ -> NORMAL_CREATE_TX;
      case CoinSelectionEvent.AttemptingApsCreateTx _ -> ATTEMPTING_APS;
      case CoinSelectionEvent.ApsCreateTxInternal _ -> APS_CREATE_TX;
      case ProbeEvent _ -> PROBE;
      case VedetteEvent.Node _ -> NODE;
      case VedetteEvent.Loss _ -> LOSS;
      case VedetteEvent.Flushed _ -> FLUSHED;
    };
  }
}
