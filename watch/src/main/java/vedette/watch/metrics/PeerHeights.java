package vedette.watch.metrics;

import io.prometheus.metrics.core.datapoints.GaugeDataPoint;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import vedette.event.NetEvent;
import vedette.poll.bitcoind.BitcoindAnswer.PeerInfo;
import vedette.wire.Bytes;

/// How far the node's peers say the chain is. One may lie and one may be behind: what counts is
/// what half of those told that the node chose by itself.
final class PeerHeights {
  private static final int LEAST_PEERS = 3;

  private static final Family HEIGHT =
      Family.gauge(
          "vedette_peers_height",
          "blocks",
          "Height that at least half of the outbound peers have told of, when they connected or by"
              + " headers since; absent while fewer than 3 told any.",
          "getpeerinfo, net:inbound_message");

  static final List<Family> FAMILIES = List.of(HEIGHT);

  private final Children<GaugeDataPoint> height;

  private final Map<Long, Long> told = new PerPeer<>();

  PeerHeights(NodeSeries series) {
    height = series.gauges(HEIGHT);
  }

  /// A peer introduces itself.
  void version(NetEvent.Message event) {
    Bytes payload = event.message().payload();
    long number = Peek.u32(payload, UserAgents.heightAt(payload));
    // An i32; what is negative says nothing.
    if (number >= 0 && number <= Integer.MAX_VALUE) {
      told.put(event.peer().id(), number);
    }
  }

  void accept(List<PeerInfo> peers) {
    long[] heights =
        peers.stream()
            .filter(peer -> !peer.inbound())
            .mapToLong(this::of)
            .filter(it -> it >= 0)
            .sorted()
            .toArray();
    if (heights.length < LEAST_PEERS) {
      height.clear();
    } else {
      height.only().set((double) heights[(heights.length - 1) / 2]);
    }
  }

  /// Less than 0 if the peer has told nothing.
  private long of(PeerInfo peer) {
    long highest = told.getOrDefault(peer.id(), -1L);
    for (OptionalLong one : List.of(peer.startingHeight(), peer.syncedHeaders())) {
      highest = Math.max(highest, one.orElse(-1));
    }
    return highest;
  }

  void forget(long peer) {
    told.remove(peer);
  }

  void clear() {
    told.clear();
  }
}
