package vedette.watch.metrics;

import io.prometheus.metrics.core.datapoints.CounterDataPoint;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Gauge;
import io.prometheus.metrics.core.metrics.Summary;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import org.jspecify.annotations.Nullable;
import vedette.event.MempoolEvent;
import vedette.event.NetEvent;
import vedette.event.UtxoCacheEvent;
import vedette.event.ValidationEvent;
import vedette.poll.bitcoind.BitcoindAnswer;

/// The 25 families of usdt-dash's tracing exporter, of one node: its names, types and labels, with
/// values where it has none.
///
/// What differs: virtual sizes and inputs are right; connection gauges follow closings too and are
/// set right by RPC; message types and networks that Bitcoin Core does not know are `other`.
final class UsdtDash {
  private static final double NANOS = 1e9;
  private static final double MICROS = 1e6;

  private final PrometheusRegistry registry = new PrometheusRegistry();

  private final Counter added =
      counter("bitcoind_mempool_added_total", "Transactions that entered the mempool.");
  private final Counter addedFees =
      counter("bitcoind_mempool_added_fees_satoshis_total", "Their fees.");
  private final Counter addedVbytes =
      counter("bitcoind_mempool_added_vbytes_total", "Their virtual size.");
  private final Counter removed =
      counter("bitcoind_mempool_removed_total", "Transactions that left.", "reason");
  private final Counter replaced =
      counter("bitcoind_mempool_replaced_total", "Transactions that were replaced.");
  private final Counter rejected =
      counter("bitcoind_mempool_rejected_total", "Transactions that were refused.");
  private final Counter messages =
      counter("bitcoind_p2p_messages_total", "P2P messages.", "direction", "msg_type");
  private final Counter bytes =
      counter("bitcoind_p2p_bytes_total", "Their payload bytes.", "direction", "msg_type");
  private final Gauge inbound =
      gauge("bitcoind_connections_inbound", "Inbound connections at present.");
  private final Gauge outbound =
      gauge("bitcoind_connections_outbound", "Outbound connections at present.");
  private final Counter opened =
      counter(
          "bitcoind_connections_opened_total",
          "Connections that were made.",
          "direction",
          "network");
  private final Counter closed =
      counter("bitcoind_connections_closed_total", "Connections that ended.", "network");
  private final Counter evicted =
      counter("bitcoind_connections_evicted_total", "Inbound peers that had to make room.");
  private final Counter misbehaving =
      counter("bitcoind_connections_misbehaving_total", "Rules that peers broke.");
  private final Gauge height = gauge("bitcoind_block_height", "Height of the last block.");
  private final Gauge connected =
      gauge("bitcoind_block_connected_seconds", "Time to connect the last block.");
  private final Gauge transactions =
      gauge("bitcoind_block_transactions", "Transactions of the last block.");
  private final Gauge sigops =
      gauge("bitcoind_block_sigops", "Cost of signature operations of the last block.");
  private final Gauge inputs = gauge("bitcoind_block_inputs", "Inputs of the last block.");
  private final Summary flush =
      Summary.builder()
          .name("bitcoind_utxocache_flush_duration_seconds")
          .help("Time to write the cache of coins to disk.")
          .withoutExemplars()
          .register(registry);
  private final Gauge flushCoins =
      gauge("bitcoind_utxocache_flush_coins", "Coins in the cache at its last flush.");
  private final Gauge flushMemory =
      gauge("bitcoind_utxocache_flush_memory_bytes", "Memory of the cache at its last flush.");
  private final Counter coinsAdded =
      counter(
          "bitcoind_utxocache_coins_added_total",
          "Coins that entered a cache, temporary ones included.");
  private final Counter coinsSpent =
      counter(
          "bitcoind_utxocache_coins_spent_total",
          "Coins that were spent in a cache, temporary ones included.");
  private final Counter coinsUncached =
      counter(
          "bitcoind_utxocache_coins_uncached_total",
          "Coins that were dropped from a cache, temporary ones included.");

  /// By direction and type, looked up at the first message of each.
  private final @Nullable CounterDataPoint[] messagesOf =
      new @Nullable CounterDataPoint[2 * Labels.MESSAGE.size()];

  private final @Nullable CounterDataPoint[] bytesOf =
      new @Nullable CounterDataPoint[messagesOf.length];

  MetricSnapshots collect() {
    return registry.scrape();
  }

  /// A message.
  ///
  /// @param direction place in [Labels#DIRECTION]
  /// @param type place in [Labels#MESSAGE]
  void message(int direction, int type, long size) {
    int place = 2 * type + direction;
    resolved(messagesOf, messages, place).inc();
    resolved(bytesOf, bytes, place).inc(Math.max(0, size));
  }

  private static CounterDataPoint resolved(
      @Nullable CounterDataPoint[] known, Counter counter, int place) {
    CounterDataPoint point = known[place];
    if (point == null) {
      point =
          counter.labelValues(
              Labels.DIRECTION.values().get(place % 2), Labels.MESSAGE.values().get(place / 2));
      known[place] = point;
    }
    return point;
  }

  void accept(NetEvent.Connection event) {
    String network = Labels.NETWORK.values().get(Labels.NETWORK.place(event.peer().network()));
    switch (event) {
      case NetEvent.InboundConnection made -> {
        opened.labelValues("inbound", network).inc();
        inbound.set((double) made.connections());
      }
      case NetEvent.OutboundConnection made -> {
        opened.labelValues("outbound", network).inc();
        outbound.set((double) made.connections());
      }
      case NetEvent.ClosedConnection ended -> {
        closed.labelValues(network).inc();
        Gauge gauge = Connections.direction(ended.peer()) == Labels.INBOUND ? inbound : outbound;
        gauge.set(Math.max(0, gauge.get() - 1));
      }
      // The connection closes later, by an event of its own.
      case NetEvent.EvictedInboundConnection _ -> evicted.inc();
    }
  }

  void accept(NetEvent.MisbehavingConnection event) {
    misbehaving.inc();
  }

  void accept(MempoolEvent event) {
    switch (event) {
      case MempoolEvent.Added entry -> {
        added.inc();
        addedFees.inc(Math.max(0, entry.fee()));
        addedVbytes.inc(Math.max(0, entry.vsize()));
      }
      case MempoolEvent.Removed entry ->
          removed
              .labelValues(Labels.REMOVAL.values().get(Labels.REMOVAL.place(entry.reason())))
              .inc();
      case MempoolEvent.Replaced _ -> replaced.inc();
      case MempoolEvent.Rejected _ -> rejected.inc();
    }
  }

  void accept(ValidationEvent.BlockConnected block) {
    height.set(block.height());
    connected.set(block.durationNanos() / NANOS);
    transactions.set((double) block.transactions());
    sigops.set((double) block.sigops());
    inputs.set(block.inputs());
  }

  void accept(UtxoCacheEvent event) {
    switch (event) {
      case UtxoCacheEvent.Flush written -> {
        flush.observe(written.durationMicros() / MICROS);
        flushCoins.set((double) written.coins());
        flushMemory.set((double) written.memory());
      }
      case UtxoCacheEvent.Add _ -> coinsAdded.inc();
      case UtxoCacheEvent.Spent _ -> coinsSpent.inc();
      case UtxoCacheEvent.Uncache _ -> coinsUncached.inc();
    }
  }

  void reconcile(BitcoindAnswer.Network network) {
    network.connectionsIn().ifPresent(inbound::set);
    network.connectionsOut().ifPresent(outbound::set);
  }

  /// A process that has ended has no connections.
  void gone() {
    inbound.set(0);
    outbound.set(0);
  }

  private Counter counter(String name, String help, String... labels) {
    return Counter.builder()
        .name(name)
        .help(help)
        .labelNames(labels)
        .withoutExemplars()
        .register(registry);
  }

  private Gauge gauge(String name, String help) {
    return Gauge.builder().name(name).help(help).withoutExemplars().register(registry);
  }
}
