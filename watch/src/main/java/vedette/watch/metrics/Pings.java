package vedette.watch.metrics;

import io.prometheus.metrics.core.datapoints.CounterDataPoint;
import io.prometheus.metrics.core.datapoints.DistributionDataPoint;
import java.util.List;
import java.util.Map;
import vedette.event.NetEvent;
import vedette.event.P2pMessage;

/// Times from the node's own pings to the peers' pongs, matched for each peer by nonce.
///
/// Bitcoin Core has one ping under way for each peer; so has this.
final class Pings {
  private static final int NONCE = 8;
  private static final double NANOS = 1e9;

  private static final Family TIMES =
      Family.histogram(
          "vedette_ping_seconds",
          "seconds",
          "From a ping that the node queued to the pong with its nonce, the node's own queues"
              + " included.",
          "net:outbound_message, net:inbound_message",
          new double[] {
            0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.2, 0.35, 0.5, 0.75, 1, 2, 5, 10, 30, 60, 1_200
          });

  private static final Family STRAY =
      Family.counter(
          "vedette_pongs_stray_total",
          "messages",
          "Pongs that answer no ping of the node that was seen.",
          "net:inbound_message");

  private static final Family OLD =
      Family.counter(
          "vedette_pings_without_nonce_total",
          "messages",
          "Pings without nonce, as before BIP31; some who map the network send them.",
          "net:inbound_message");

  static final List<Family> FAMILIES = List.of(TIMES, STRAY, OLD);

  private final Unread unread;
  private final Children<DistributionDataPoint> times;
  private final CounterDataPoint stray;
  private final CounterDataPoint old;

  private final Map<Long, Ping> underWay = new PerPeer<>();

  private record Ping(long nonce, long timeNanos) {}

  Pings(NodeSeries series, Unread unread) {
    this.unread = unread;
    times = series.histograms(TIMES);
    stray = series.counters(STRAY).only();
    old = series.counters(OLD).only();
  }

  void accept(int direction, NetEvent.Message event) {
    P2pMessage message = event.message();
    boolean ping = message.type().equals("ping");
    boolean outbound = direction == Labels.OUTBOUND;
    if (ping && !outbound) {
      if (message.size() == 0) {
        old.inc();
      }
    } else if (ping == outbound) {
      if (message.payload().size() >= NONCE) {
        match(ping, event.peer().id(), Peek.i64(message.payload(), 0), event.origin().timeNanos());
      } else if (message.size() > 0) {
        unread.count(message);
      }
    }
  }

  private void match(boolean ping, long peer, long nonce, long timeNanos) {
    if (ping) {
      underWay.put(peer, new Ping(nonce, timeNanos));
      return;
    }
    Ping sent = underWay.get(peer);
    if (sent == null || sent.nonce() != nonce) {
      stray.inc();
      return;
    }
    underWay.remove(peer);
    times.only().observe(Math.max(0, timeNanos - sent.timeNanos()) / NANOS);
  }

  void forget(long peer) {
    underWay.remove(peer);
  }

  void clear() {
    underWay.clear();
  }
}
