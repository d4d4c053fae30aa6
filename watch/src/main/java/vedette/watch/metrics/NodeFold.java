package vedette.watch.metrics;

import vedette.event.CoinSelectionEvent;
import vedette.event.Event;
import vedette.event.MempoolEvent;
import vedette.event.NetEvent;
import vedette.event.ProbeEvent;
import vedette.event.UtxoCacheEvent;
import vedette.event.ValidationEvent;
import vedette.event.VedetteEvent;
import vedette.poll.Outcome;
import vedette.poll.Reading;
import vedette.poll.bitcoind.BitcoindAnswer;
import vedette.watch.view.State;

/// Gives what is heard of one node to those that count it.
///
/// Its lock keeps them to one thread at a time; whoever scrapes does not take it.
final class NodeFold {
  private final NodeSeries series;
  private final UsdtDash usdtDash = new UsdtDash();
  private final UsdtDashRpc usdtDashRpc = new UsdtDashRpc();
  private final Traffic traffic;
  private final Gossip gossip;
  private final Pings pings;
  private final Spam spam;
  private final PeerHeights heights;
  private final CompactBlocks compactBlocks;
  private final Connections connections;
  private final Mempool mempool;
  private final Chain chain;
  private final Wallets wallets;
  private final Losses losses;
  private final Polls polls;
  private final RpcGauges gauges;
  private final PeerGauges peers;
  private final NodeStates states;
  private boolean ended;

  NodeFold(NodeSeries series) {
    this.series = series;
    traffic = new Traffic(series);
    Unread unread = new Unread(series);
    gossip = new Gossip(series, unread);
    pings = new Pings(series, unread);
    spam = new Spam(series);
    heights = new PeerHeights(series);
    compactBlocks = new CompactBlocks(series, unread);
    connections = new Connections(series);
    mempool = new Mempool(series);
    chain = new Chain(series);
    wallets = new Wallets(series);
    losses = new Losses(series);
    polls = new Polls(series);
    gauges = new RpcGauges(series);
    peers = new PeerGauges(series);
    states = new NodeStates(series);
  }

  synchronized void accept(Event event) {
    if (ended) {
      return;
    }
    switch (event) {
      case NetEvent.Message message -> message(message);
      case NetEvent.Connection connection -> {
        usdtDash.accept(connection);
        connections.accept(connection);
        if (connection instanceof NetEvent.ClosedConnection closed) {
          pings.forget(closed.peer().id());
          spam.forget(closed.peer().id());
          heights.forget(closed.peer().id());
        }
      }
      case NetEvent.MisbehavingConnection misbehaving -> {
        usdtDash.accept(misbehaving);
        connections.accept(misbehaving);
      }
      case MempoolEvent change -> {
        usdtDash.accept(change);
        mempool.accept(change);
      }
      case ValidationEvent.BlockConnected block -> {
        usdtDash.accept(block);
        chain.accept(block);
        compactBlocks.connected(block.hash());
      }
      case UtxoCacheEvent change -> {
        usdtDash.accept(change);
        chain.accept(change);
      }
      case CoinSelectionEvent selection -> wallets.accept(selection);
      case VedetteEvent.Node node -> {
        if (node.state() == VedetteEvent.Node.State.GONE) {
          gone();
        }
      }
      case VedetteEvent.Loss loss -> losses.accept(loss);
      case VedetteEvent.Flushed _, ProbeEvent _ -> {}
    }
  }

  private void message(NetEvent.Message message) {
    int direction =
        switch (message) {
          case NetEvent.InboundMessage _ -> Labels.INBOUND;
          case NetEvent.OutboundMessage _ -> Labels.OUTBOUND;
        };
    int type = Labels.MESSAGE.place(message.message().type());
    usdtDash.message(direction, type, message.message().size());
    traffic.message(direction, type, message);
    if (direction == Labels.INBOUND) {
      heard(message);
    }
    switch (message.message().type()) {
      case "inv", "getdata", "notfound" -> gossip.inventory(direction, message.message());
      case "addr", "addrv2" -> gossip.addresses(direction, message);
      case "version" -> gossip.version(direction, message.message());
      case "ping", "pong" -> pings.accept(direction, message);
      case "cmpctblock", "getblocktxn", "blocktxn", "block" ->
          compactBlocks.accept(direction, message);
      default -> {}
    }
  }

  /// What matters only when a peer says it.
  private void heard(NetEvent.Message message) {
    switch (message.message().type()) {
      case "ping" -> spam.ping(message);
      case "addr", "addrv2" -> spam.addresses(message);
      case "version" -> heights.version(message);
      default -> {}
    }
  }

  synchronized void accept(Reading reading) {
    if (ended) {
      return;
    }
    polls.accept(reading);
    if (reading.outcome() instanceof Outcome.Answered(BitcoindAnswer answer)) {
      usdtDashRpc.accept(answer);
      gauges.accept(answer);
      switch (answer) {
        case BitcoindAnswer.Peers all -> {
          peers.accept(all);
          heights.accept(all.peers());
        }
        case BitcoindAnswer.Network network -> {
          usdtDash.reconcile(network);
          connections.reconcile(network);
        }
        case BitcoindAnswer.Blockchain chain -> states.accept(chain);
        case BitcoindAnswer.Mempool _,
            BitcoindAnswer.NetTotals _,
            BitcoindAnswer.ChainTips _,
            BitcoindAnswer.Indexes _,
            BitcoindAnswer.Uptime _,
            BitcoindAnswer.AddressManager _,
            BitcoindAnswer.Memory _ -> {}
      }
    }
  }

  synchronized void accept(State state) {
    if (!ended) {
      states.accept(state);
    }
  }

  synchronized void gone() {
    series.endPresent();
    pings.clear();
    spam.clear();
    heights.clear();
    compactBlocks.clear();
    usdtDash.gone();
    usdtDashRpc.gone();
  }

  /// Ends all series for good: a straggler must not begin them anew.
  synchronized void end() {
    ended = true;
    series.end();
  }

  UsdtDash usdtDash() {
    return usdtDash;
  }

  UsdtDashRpc usdtDashRpc() {
    return usdtDashRpc;
  }
}
