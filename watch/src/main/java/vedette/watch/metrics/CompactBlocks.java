package vedette.watch.metrics;

import io.prometheus.metrics.core.datapoints.CounterDataPoint;
import io.prometheus.metrics.core.datapoints.DistributionDataPoint;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import vedette.event.NetEvent;
import vedette.event.P2pMessage;
import vedette.wire.BlockHeader;
import vedette.wire.Bytes;
import vedette.wire.Hash256;

/// How blocks that come as compact blocks (BIP152) are put together: from the mempool alone, after
/// asking for transactions, or not at all.
///
/// A block is followed from its first cmpctblock until it is connected. Peers can announce what is
/// no block; then the oldest one that is followed gives way, and at worst a reconstruction is not
/// counted.
final class CompactBlocks {
  private static final int MAX_BLOCKS = 64;
  private static final int MAX_REQUESTS = 256;
  private static final double NANOS = 1e9;

  private static final Label RESULT = Label.closed("result", "hit", "round_trip", "full_block");
  private static final int HIT = RESULT.place("hit");
  private static final int ROUND_TRIP = RESULT.place("round_trip");
  private static final int FULL_BLOCK = RESULT.place("full_block");

  private static final Family RECONSTRUCTIONS =
      Family.counter(
          "vedette_compact_block_reconstructions_total",
          "blocks",
          "Blocks that were connected after a cmpctblock: hit without asking for anything,"
              + " round_trip after getblocktxn, full_block when the whole block had to come.",
          "net:*_message, validation:block_connected",
          RESULT);

  private static final Family REQUESTED =
      Family.histogram(
          "vedette_compact_block_requested_transactions",
          "transactions",
          "Transactions asked for in one getblocktxn: inbound by peers, outbound by the node.",
          "net:inbound_message, net:outbound_message",
          new double[] {1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000},
          Labels.DIRECTION);

  private static final Family ROUND_TRIPS =
      Family.histogram(
          "vedette_compact_block_round_trip_seconds",
          "seconds",
          "From the node's getblocktxn to the peer's blocktxn.",
          "net:outbound_message, net:inbound_message",
          new double[] {0.005, 0.01, 0.025, 0.05, 0.1, 0.2, 0.35, 0.5, 0.75, 1, 2, 5, 10, 30});

  static final List<Family> FAMILIES = List.of(RECONSTRUCTIONS, REQUESTED, ROUND_TRIPS);

  private final Unread unread;
  private final Children<CounterDataPoint> reconstructions;
  private final Children<DistributionDataPoint> requested;
  private final Children<DistributionDataPoint> roundTrips;

  /// Block to the result that it will have when it is connected now.
  private final Map<Hash256, Integer> blocks = bounded(MAX_BLOCKS);

  /// When transactions were asked for.
  private final Map<Request, Long> requests = bounded(MAX_REQUESTS);

  private record Request(long peer, Hash256 block) {}

  CompactBlocks(NodeSeries series, Unread unread) {
    this.unread = unread;
    reconstructions = series.counters(RECONSTRUCTIONS);
    requested = series.histograms(REQUESTED);
    roundTrips = series.histograms(ROUND_TRIPS);
  }

  void accept(int direction, NetEvent.Message event) {
    P2pMessage message = event.message();
    boolean inbound = direction == Labels.INBOUND;
    switch (message.type()) {
      case "cmpctblock" -> {
        if (inbound) {
          announced(message);
        }
      }
      case "block" -> {
        // Most blocks of an initial download are not followed: nothing to hash then.
        if (inbound && !blocks.isEmpty()) {
          header(message).ifPresent(hash -> blocks.replace(hash, FULL_BLOCK));
        }
      }
      case "getblocktxn" -> asked(direction, event);
      default -> {
        if (inbound) {
          answered(event);
        }
      }
    }
  }

  void connected(Hash256 block) {
    Integer result = blocks.remove(block);
    if (result != null) {
      reconstructions.at(result).inc();
    }
  }

  void clear() {
    blocks.clear();
    requests.clear();
  }

  private void announced(P2pMessage message) {
    header(message).ifPresent(hash -> blocks.putIfAbsent(hash, HIT));
  }

  private void asked(int direction, NetEvent.Message event) {
    Bytes payload = event.message().payload();
    long count = Peek.compactSize(payload, Hash256.SIZE);
    if (count < 0 || count > event.message().size()) {
      unread.count(event.message());
      return;
    }
    requested.at(direction).observe((double) count);
    if (direction == Labels.OUTBOUND) {
      Hash256 block = Hash256.read(payload.slice(0, Hash256.SIZE).toArray(), 0);
      blocks.replace(block, HIT, ROUND_TRIP);
      requests.putIfAbsent(new Request(event.peer().id(), block), event.origin().timeNanos());
    }
  }

  private void answered(NetEvent.Message event) {
    Bytes payload = event.message().payload();
    if (payload.size() < Hash256.SIZE) {
      unread.count(event.message());
      return;
    }
    if (requests.isEmpty()) {
      return;
    }
    Hash256 block = Hash256.read(payload.slice(0, Hash256.SIZE).toArray(), 0);
    Long asked = requests.remove(new Request(event.peer().id(), block));
    if (asked != null) {
      roundTrips.only().observe(Math.max(0, event.origin().timeNanos() - asked) / NANOS);
    }
  }

  /// The block's hash, by its header.
  private Optional<Hash256> header(P2pMessage message) {
    if (message.payload().size() < BlockHeader.SIZE) {
      unread.count(message);
      return Optional.empty();
    }
    try {
      MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
      byte[] once = sha256.digest(message.payload().slice(0, BlockHeader.SIZE).toArray());
      return Optional.of(Hash256.read(sha256.digest(once), 0));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(
          "SHA-256: expected in every JDK. Found: none. Do: check java.security.", impossible);
    }
  }

  private static <K, V> Map<K, V> bounded(int most) {
    return new LinkedHashMap<>() {
      @Override
      protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
        return size() > most;
      }
    };
  }
}
