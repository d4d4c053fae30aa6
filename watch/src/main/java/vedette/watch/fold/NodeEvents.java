package vedette.watch.fold;

import vedette.event.CoinSelectionEvent;
import vedette.event.Event;
import vedette.event.MempoolEvent;
import vedette.event.NetEvent;
import vedette.event.ProbeEvent;
import vedette.event.UtxoCacheEvent;
import vedette.event.ValidationEvent;
import vedette.event.VedetteEvent;

/// Takes each event of a node to the fold that it concerns.
final class NodeEvents {
  private final NodeFold node;
  private final Counters counters;
  private final Sliding rate;
  private final Messages messages;
  private final Net net;
  private final Pool pool;
  private final Progress progress;

  NodeEvents(
      NodeFold node,
      Counters counters,
      Sliding rate,
      Messages messages,
      Net net,
      Pool pool,
      Progress progress) {
    this.node = node;
    this.counters = counters;
    this.rate = rate;
    this.messages = messages;
    this.net = net;
    this.pool = pool;
    this.progress = progress;
  }

  void accept(Event event) {
    long nanos = event.origin().timeNanos();
    long ms = nanos / 1_000_000;
    if (event instanceof VedetteEvent vedette) {
      accept(vedette, ms);
      return;
    }
    node.lastEventAt = ms;
    counters.add(Counter.EVENTS, 1);
    rate.add(ms, 1);
    switch (event) {
      case NetEvent.Message said -> messages.accept(said, nanos);
      case NetEvent.InboundConnection made -> opened(made, true, made.connections(), ms);
      case NetEvent.OutboundConnection made -> opened(made, false, made.connections(), ms);
      case NetEvent.EvictedInboundConnection gone -> evicted(gone, ms);
      case NetEvent.ClosedConnection gone -> {
        net.closed(gone.peer().network(), gone.peer().address(), ms);
        node.peers.closed(gone.peer(), ms, gone.established());
      }
      case NetEvent.MisbehavingConnection bad -> {
        net.misbehaved(ms);
        PeerState peer = node.peers.get(bad.peer().id());
        if (peer != null) {
          peer.incident(ms, bad.reason());
        }
      }
      case MempoolEvent mempool -> pool.accept(mempool, ms);
      case ValidationEvent.BlockConnected block -> progress.connected(block, ms);
      case UtxoCacheEvent.Flush flush -> progress.flushed(flush);
      case UtxoCacheEvent.Add _ -> counters.add(Counter.COINS_ADDED, 1);
      case UtxoCacheEvent.Spent _ -> counters.add(Counter.COINS_SPENT, 1);
      case UtxoCacheEvent.Uncache _, CoinSelectionEvent _, VedetteEvent _ -> {}
      case ProbeEvent _ -> {
        // Its name is the owner's, and not one that rates are made of.
        return;
      }
    }
    node.life.saw(event.name());
  }

  private void opened(NetEvent made, boolean in, long count, long ms) {
    net.opened(made.peer().network(), ms);
    node.peers.opened(made.peer(), in, count, ms);
  }

  private void evicted(NetEvent.EvictedInboundConnection gone, long ms) {
    net.evicted(gone.peer().network(), gone.peer().address(), ms);
    PeerState peer = node.peers.get(gone.peer().id());
    if (peer != null) {
      peer.evicted = true;
    }
  }

  private void accept(VedetteEvent event, long ms) {
    switch (event) {
      case VedetteEvent.Node seen -> {
        int pid = seen.origin().node().pid();
        if (seen.state() == VedetteEvent.Node.State.GONE) {
          node.ended(pid, ms);
          return;
        }
        node.runs(pid, -1, ms);
        node.life.watchedBy(seen.attached(), seen.missing());
        if (!seen.gapPossible()) {
          node.peers.startEmpty();
        }
      }
      case VedetteEvent.Loss loss -> {
        node.losses.accept(loss, ms);
        if (loss.counts().stream().anyMatch(NodeEvents::losesEnds)) {
          node.peers.endsLost();
        }
      }
      case VedetteEvent.Flushed _ -> {}
    }
  }

  private static boolean losesEnds(VedetteEvent.Loss.Count count) {
    return count.event().equals("net:closed_connection") && count.lost() > 0;
  }
}
