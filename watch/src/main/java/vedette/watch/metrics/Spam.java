package vedette.watch.metrics;

import io.prometheus.metrics.core.datapoints.CounterDataPoint;
import java.util.List;
import java.util.Map;
import vedette.event.NetEvent;
import vedette.watch.fold.Habits;

/// What peers send more often than they should, over all of them: each peer is watched for itself,
/// none has a series.
final class Spam {
  private static final long NANOS_PER_MS = 1_000_000;

  private static final Family PINGS =
      Family.counter(
          "vedette_pings_excess_total",
          "messages",
          "Pings that came from a peer after 3 others within 2 minutes. Bitcoin Core sends one in 2"
              + " minutes; some wallets send them every few seconds.",
          "net:inbound_message");

  private static final Family ADDRESSES =
      Family.counter(
          "vedette_addr_messages_excess_total",
          "messages",
          "Address messages that came from a peer after 6 others within a minute.",
          "net:inbound_message");

  static final List<Family> FAMILIES = List.of(PINGS, ADDRESSES);

  private final CounterDataPoint pings;
  private final CounterDataPoint addresses;

  private final Map<Long, Habits> peers = new PerPeer<>();

  Spam(NodeSeries series) {
    pings = series.counters(PINGS).only();
    addresses = series.counters(ADDRESSES).only();
  }

  void ping(NetEvent.Message event) {
    if (of(event).pinged(ms(event))) {
      pings.inc();
    }
  }

  void addresses(NetEvent.Message event) {
    if (of(event).toldAddresses(ms(event))) {
      addresses.inc();
    }
  }

  private Habits of(NetEvent.Message event) {
    return peers.computeIfAbsent(event.peer().id(), _ -> new Habits());
  }

  private static long ms(NetEvent.Message event) {
    return event.origin().timeNanos() / NANOS_PER_MS;
  }

  void forget(long peer) {
    peers.remove(peer);
  }

  void clear() {
    peers.clear();
  }
}
