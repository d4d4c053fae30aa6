package vedette.watch.metrics;

import io.prometheus.metrics.core.datapoints.CounterDataPoint;
import io.prometheus.metrics.core.datapoints.DistributionDataPoint;
import io.prometheus.metrics.core.datapoints.GaugeDataPoint;
import java.util.List;
import vedette.event.UtxoCacheEvent;
import vedette.event.ValidationEvent;

/// Blocks that are connected, and the cache of coins.
final class Chain {
  private static final double NANOS = 1e9;
  private static final double MICROS = 1e6;

  private static final String BLOCK = "validation:block_connected";
  private static final String FLUSH = "utxocache:flush";

  /// Names by the event; before v31 force_flush was called always.
  private static final Label MODE =
      Label.folded("mode", List.of("none", "if_needed", "periodic", "force_flush", "force_sync"));

  private static final Label CHANGE = Label.closed("change", "add", "spent", "uncache");

  private static final Family HEIGHT =
      Family.gauge("vedette_block_height", "blocks", "Height of the last connected block.", BLOCK);

  private static final Family CONNECT =
      Family.histogram(
          "vedette_block_connect_seconds",
          "seconds",
          "Time to connect a block, without index writing. Its count is the number of blocks.",
          BLOCK,
          new double[] {0.005, 0.01, 0.025, 0.05, 0.1, 0.2, 0.35, 0.5, 0.75, 1, 2, 5, 10, 30, 60});

  private static final Family TRANSACTIONS =
      Family.histogram(
          "vedette_block_transactions",
          "transactions",
          "Transactions of each connected block, the coinbase included.",
          BLOCK,
          new double[] {1, 10, 100, 250, 500, 1_000, 1_500, 2_000, 3_000, 4_000, 5_000, 7_500});

  private static final Family INPUTS =
      Family.histogram(
          "vedette_block_inputs",
          "inputs",
          "Inputs of all transactions of each connected block, the coinbase's one included.",
          BLOCK,
          new double[] {1, 10, 100, 500, 1_000, 2_500, 5_000, 7_500, 10_000, 15_000, 25_000});

  private static final Family SIGOPS =
      Family.histogram(
          "vedette_block_sigops_cost",
          "cost",
          "Cost of signature operations of each connected block; 80,000 is the limit.",
          BLOCK,
          new double[] {10, 100, 1_000, 2_500, 5_000, 10_000, 20_000, 30_000, 50_000, 80_000});

  private static final Family FLUSHES =
      Family.histogram(
          "vedette_utxo_flush_seconds",
          "seconds",
          "Time to write the cache of coins to disk.",
          FLUSH,
          new double[] {0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1, 2, 5, 10, 30, 60, 300},
          MODE);

  private static final Family FLUSHED_COINS =
      Family.gauge(
          "vedette_utxo_flush_coins", "coins", "Coins in the cache at its last flush.", FLUSH);

  private static final Family FLUSHED_BYTES =
      Family.gauge(
          "vedette_utxo_flush_memory_bytes",
          "bytes",
          "Memory of the cache at its last flush.",
          FLUSH);

  private static final Family COINS =
      Family.counter(
          "vedette_utxo_cache_coins_total",
          "coins",
          "Coins that entered or left a cache. Temporary caches (block templates, mempool checks)"
              + " cannot be told from the main one and are counted too.",
          "utxocache:add, utxocache:spent, utxocache:uncache",
          CHANGE);

  static final List<Family> FAMILIES =
      List.of(
          HEIGHT,
          CONNECT,
          TRANSACTIONS,
          INPUTS,
          SIGOPS,
          FLUSHES,
          FLUSHED_COINS,
          FLUSHED_BYTES,
          COINS);

  private final Children<GaugeDataPoint> height;
  private final Children<DistributionDataPoint> connect;
  private final Children<DistributionDataPoint> transactions;
  private final Children<DistributionDataPoint> inputs;
  private final Children<DistributionDataPoint> sigops;
  private final Children<DistributionDataPoint> flushes;
  private final Children<GaugeDataPoint> flushedCoins;
  private final Children<GaugeDataPoint> flushedBytes;
  private final Children<CounterDataPoint> coins;

  Chain(NodeSeries series) {
    height = series.gauges(HEIGHT);
    connect = series.histograms(CONNECT);
    transactions = series.histograms(TRANSACTIONS);
    inputs = series.histograms(INPUTS);
    sigops = series.histograms(SIGOPS);
    flushes = series.histograms(FLUSHES);
    flushedCoins = series.gauges(FLUSHED_COINS);
    flushedBytes = series.gauges(FLUSHED_BYTES);
    coins = series.counters(COINS);
  }

  void accept(ValidationEvent.BlockConnected block) {
    height.only().set(block.height());
    connect.only().observe(block.durationNanos() / NANOS);
    transactions.only().observe((double) block.transactions());
    inputs.only().observe(block.inputs());
    sigops.only().observe((double) block.sigops());
  }

  void accept(UtxoCacheEvent event) {
    switch (event) {
      case UtxoCacheEvent.Flush flush -> {
        flushes.at(MODE.place(flush.mode())).observe(flush.durationMicros() / MICROS);
        flushedCoins.only().set((double) flush.coins());
        flushedBytes.only().set((double) flush.memory());
      }
      case UtxoCacheEvent.Add _ -> coins.at(0).inc();
      case UtxoCacheEvent.Spent _ -> coins.at(1).inc();
      case UtxoCacheEvent.Uncache _ -> coins.at(2).inc();
    }
  }
}
