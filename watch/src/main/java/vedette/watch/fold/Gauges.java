package vedette.watch.fold;

import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import vedette.poll.bitcoind.BitcoindAnswer;
import vedette.watch.view.NodeView;

/// What is known now and worth keeping over time. What RPC tells is here only while it is fresh.
///
/// @param height of the tip
/// @param headers height of the best header
/// @param pingMs median of the peers' last ping
/// @param progress 0 to 1
public record Gauges(
    OptionalInt inbound,
    OptionalInt outbound,
    Optional<NodeView.Pool> pool,
    OptionalLong height,
    OptionalLong headers,
    OptionalLong sizeOnDisk,
    OptionalDouble progress,
    OptionalDouble rpcMs,
    OptionalDouble pingMs) {

  static Gauges of(NodeFold node, Told told, long now) {
    boolean gone = node.life.process() == Life.Presence.GONE;
    boolean fresh = !gone && node.calls.goodAt() >= Math.max(0, now - Judge.STALE_MS);
    BitcoindAnswer.Blockchain chain = fresh ? node.chain.told() : null;
    boolean count = !gone && node.peers.known();
    Optional<NodeView.Pool> pool =
        told.pool().filter(p -> !gone && now - p.asOf() <= Judge.STALE_MS);
    boolean tip =
        !gone
            && node.chain.height() >= 0
            && (fresh || node.life.watches("validation:block_connected"));
    return new Gauges(
        count ? OptionalInt.of(node.peers.inbound()) : OptionalInt.empty(),
        count ? OptionalInt.of(node.peers.outbound()) : OptionalInt.empty(),
        pool,
        tip ? OptionalLong.of(node.chain.height()) : OptionalLong.empty(),
        chain == null ? OptionalLong.empty() : OptionalLong.of(chain.headers()),
        chain == null ? OptionalLong.empty() : chain.sizeOnDisk(),
        chain == null ? OptionalDouble.empty() : OptionalDouble.of(chain.verificationProgress()),
        fresh ? node.calls.tookMs() : OptionalDouble.empty(),
        medianPing(node.peers));
  }

  private static OptionalDouble medianPing(PeerTable peers) {
    double[] pings =
        peers.peers().stream()
            .mapToDouble(peer -> peer.pings.lastMs())
            .filter(ping -> !Double.isNaN(ping))
            .toArray();
    if (pings.length == 0) {
      return OptionalDouble.empty();
    }
    Arrays.sort(pings);
    int middle = pings.length / 2;
    return OptionalDouble.of(
        pings.length % 2 == 1 ? pings[middle] : (pings[middle - 1] + pings[middle]) / 2);
  }
}
