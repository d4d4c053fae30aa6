package vedette.watch.metrics;

import io.prometheus.metrics.core.datapoints.CounterDataPoint;
import io.prometheus.metrics.core.datapoints.DistributionDataPoint;
import io.prometheus.metrics.core.datapoints.GaugeDataPoint;
import java.util.List;
import java.util.concurrent.TimeUnit;
import vedette.event.NetEvent;
import vedette.event.Peer;
import vedette.poll.bitcoind.BitcoindAnswer;

/// Connections that open, close, have to make room, misbehave.
final class Connections {
  private static final int INBOUND_TYPE = Labels.CONNECTION.place("inbound");

  private static final Family NOW =
      Family.gauge(
          "vedette_connections",
          "connections",
          "Connections at present: counted at each opening and closing, set right by"
              + " getnetworkinfo. Absent until one of them told.",
          "net:*_connection, getnetworkinfo",
          Labels.DIRECTION);

  private static final Family OPENED =
      Family.counter(
          "vedette_connections_opened_total",
          "connections",
          "Connections that were made.",
          "net:inbound_connection, net:outbound_connection",
          Labels.CONNECTION,
          Labels.NETWORK);

  private static final Family CLOSED =
      Family.counter(
          "vedette_connections_closed_total",
          "connections",
          "Connections that ended.",
          "net:closed_connection",
          Labels.CONNECTION,
          Labels.NETWORK);

  private static final Family EVICTED =
      Family.counter(
          "vedette_connections_evicted_total",
          "connections",
          "Inbound peers that had to make room for another.",
          "net:evicted_inbound_connection",
          Labels.NETWORK);

  private static final Family AGE =
      Family.histogram(
          "vedette_connection_age_seconds",
          "seconds",
          "How long connections had lasted when they ended.",
          "net:closed_connection",
          new double[] {
            1, 10, 60, 300, 600, 1_800, 3_600, 10_800, 43_200, 86_400, 259_200, 604_800, 2_592_000
          },
          Labels.CONNECTION);

  private static final Family MISBEHAVING =
      Family.counter(
          "vedette_misbehaving_total",
          "events",
          "Rules that peers broke.",
          "net:misbehaving_connection",
          Reasons.MISBEHAVIOUR);

  static final List<Family> FAMILIES = List.of(NOW, OPENED, CLOSED, EVICTED, AGE, MISBEHAVING);

  private final Children<GaugeDataPoint> now;
  private final Children<CounterDataPoint> opened;
  private final Children<CounterDataPoint> closed;
  private final Children<CounterDataPoint> evicted;
  private final Children<DistributionDataPoint> age;
  private final Children<CounterDataPoint> misbehaving;

  Connections(NodeSeries series) {
    now = series.gauges(NOW);
    opened = series.counters(OPENED);
    closed = series.counters(CLOSED);
    evicted = series.counters(EVICTED);
    age = series.histograms(AGE);
    misbehaving = series.counters(MISBEHAVING);
  }

  void accept(NetEvent.Connection event) {
    int type = Labels.CONNECTION.place(event.peer().connection());
    int network = Labels.NETWORK.place(event.peer().network());
    switch (event) {
      case NetEvent.InboundConnection made -> {
        opened.at(type, network).inc();
        now.at(Labels.INBOUND).set((double) made.connections());
      }
      case NetEvent.OutboundConnection made -> {
        opened.at(type, network).inc();
        now.at(Labels.OUTBOUND).set((double) made.connections());
      }
      case NetEvent.EvictedInboundConnection _ -> evicted.at(network).inc();
      case NetEvent.ClosedConnection ended -> {
        closed.at(type, network).inc();
        age.at(type).observe((double) age(ended));
        int direction = direction(ended.peer());
        // Without a number to begin with there is nothing to take one from.
        if (now.begun(direction) && now.at(direction).get() > 0) {
          now.at(direction).dec();
        }
      }
    }
  }

  void accept(NetEvent.MisbehavingConnection event) {
    misbehaving.at(Reasons.misbehaviour(event.reason())).inc();
  }

  void reconcile(BitcoindAnswer.Network network) {
    network.connectionsIn().ifPresent(count -> now.at(Labels.INBOUND).set(count));
    network.connectionsOut().ifPresent(count -> now.at(Labels.OUTBOUND).set(count));
  }

  /// Of every connection type but one the node itself is the one who connected.
  static int direction(Peer peer) {
    return Labels.CONNECTION.place(peer.connection()) == INBOUND_TYPE
        ? Labels.INBOUND
        : Labels.OUTBOUND;
  }

  private static long age(NetEvent.ClosedConnection ended) {
    long seconds = TimeUnit.NANOSECONDS.toSeconds(ended.origin().timeNanos());
    return Math.max(0, seconds - ended.established());
  }
}
