package vedette.watch;

import static vedette.watch.Series.*;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import vedette.watch.fold.Counter;
import vedette.watch.fold.Counters;
import vedette.watch.fold.Gauges;
import vedette.watch.fold.NodeFold;

/// Makes samples of what was counted since the last time.
final class Samples {
  private static final double MINUTE = 60;

  /// Counters by node at the last time.
  private final Map<String, Counters> before = new HashMap<>();

  private long at = -1;

  /// When samples were last taken, ms; −1 if never.
  long at() {
    return at;
  }

  List<Series.Sample> take(Iterable<NodeFold> nodes, long now) {
    List<Series.Sample> samples = new ArrayList<>();
    double seconds = at < 0 ? 0 : (now - at) / 1_000.0;
    for (NodeFold node : nodes) {
      Counters counters = node.counters().copy();
      Counters last = before.put(node.key(), counters);
      Sampling sampling = new Sampling(node, samples);
      if (last != null && seconds > 0) {
        counts(sampling, last, counters, seconds);
      }
      OptionalLong flush = node.takeLongestFlush();
      if (flush.isPresent()) {
        sampling.add(UTXO_FLUSH_MS, flush.getAsLong() / 1e3);
      }
      gauges(sampling, node.gauges(now));
    }
    at = now;
    return List.copyOf(samples);
  }

  void forget(String node) {
    before.remove(node);
  }

  private record Sampling(NodeFold node, List<Series.Sample> samples) {
    void add(Series series, double value) {
      if (Double.isFinite(value)) {
        samples.add(new Series.Sample(node.key(), series, value));
      }
    }

    void add(Series series, OptionalLong value) {
      value.ifPresent(v -> add(series, (double) v));
    }

    void add(Series series, OptionalInt value) {
      value.ifPresent(v -> add(series, v));
    }

    void add(Series series, OptionalDouble value) {
      value.ifPresent(v -> add(series, v));
    }

    void where(String event, Series series, double value) {
      if (node.watches(event)) {
        add(series, value);
      }
    }
  }

  private static void counts(Sampling to, Counters last, Counters now, double seconds) {
    Delta delta = counter -> now.get(counter) - last.get(counter);
    String in = "net:inbound_message";
    String out = "net:outbound_message";
    to.where(in, BYTES_IN, delta.of(Counter.BYTES_IN) / seconds);
    to.where(out, BYTES_OUT, delta.of(Counter.BYTES_OUT) / seconds);
    to.where(in, MESSAGES_IN, delta.of(Counter.MESSAGES_IN) / seconds);
    to.where(out, MESSAGES_OUT, delta.of(Counter.MESSAGES_OUT) / seconds);
    to.where(in, ADDRESSES_IN, delta.of(Counter.ADDRESSES_IN) / seconds);
    to.where(out, ADDRESSES_OUT, delta.of(Counter.ADDRESSES_OUT) / seconds);
    String closed = "net:closed_connection";
    to.where(
        "net:inbound_connection", CONNECTIONS_OPENED, delta.of(Counter.OPENED) * MINUTE / seconds);
    to.where(closed, CONNECTIONS_CLOSED, delta.of(Counter.CLOSED) * MINUTE / seconds);
    to.where(
        "net:evicted_inbound_connection",
        CONNECTIONS_EVICTED,
        delta.of(Counter.EVICTED) * MINUTE / seconds);
    to.where(
        "net:misbehaving_connection",
        MISBEHAVING,
        delta.of(Counter.MISBEHAVING) * MINUTE / seconds);
    to.where("mempool:added", MEMPOOL_ADDED, delta.of(Counter.ADDED) / seconds);
    to.where("mempool:removed", MEMPOOL_REMOVED, delta.of(Counter.REMOVED) / seconds);
    to.where("mempool:replaced", MEMPOOL_REPLACED, delta.of(Counter.REPLACED) / seconds);
    to.where("mempool:rejected", MEMPOOL_REJECTED, delta.of(Counter.REJECTED) / seconds);
    if (delta.of(Counter.ADDED_VBYTES) > 0) {
      to.add(MEMPOOL_ADDED_FEE_RATE, delta.of(Counter.ADDED_FEES) / delta.of(Counter.ADDED_VBYTES));
    }
    double blocks = delta.of(Counter.BLOCKS);
    if (blocks > 0) {
      to.add(BLOCK_CONNECT_MS, delta.of(Counter.BLOCK_MICROS) / 1e3 / blocks);
      to.add(BLOCK_TRANSACTIONS, delta.of(Counter.BLOCK_TRANSACTIONS) / blocks);
    }
    to.where("utxocache:add", UTXO_COINS_ADDED, delta.of(Counter.COINS_ADDED) / seconds);
    to.where("utxocache:spent", UTXO_COINS_SPENT, delta.of(Counter.COINS_SPENT) / seconds);
    if (to.node().isWatched()) {
      to.add(EVENTS, delta.of(Counter.EVENTS) / seconds);
      to.add(EVENTS_LOST, delta.of(Counter.LOST));
    }
  }

  private interface Delta {
    double of(Counter counter);
  }

  private static void gauges(Sampling to, Gauges now) {
    to.add(CONNECTIONS_INBOUND, now.inbound());
    to.add(CONNECTIONS_OUTBOUND, now.outbound());
    now.pool()
        .ifPresent(pool -> {
          to.add(MEMPOOL_TRANSACTIONS, (double) pool.transactions());
          to.add(MEMPOOL_VBYTES, (double) pool.vbytes());
          to.add(MEMPOOL_USAGE, (double) pool.usage());
          to.add(MEMPOOL_MIN_FEE, (double) pool.minFee());
        });
    to.add(BLOCK_HEIGHT, now.height());
    to.add(HEADERS, now.headers());
    to.add(SIZE_ON_DISK, now.sizeOnDisk());
    to.add(VERIFICATION_PROGRESS, now.progress());
    to.add(RPC_MS, now.rpcMs());
    to.add(PING_MS, now.pingMs());
  }
}
