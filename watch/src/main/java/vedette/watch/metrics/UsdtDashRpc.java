package vedette.watch.metrics;

import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import org.jspecify.annotations.Nullable;
import vedette.poll.bitcoind.BitcoindAnswer;

/// The 14 families of usdt-dash's RPC exporter, of one node, from its last answers.
///
/// The two that are called `_total` are counters here: usdt-dash declares them as gauges, which
/// every checker of names refuses; queries do not see the difference.
final class UsdtDashRpc {
  private volatile BitcoindAnswer.@Nullable Blockchain blockchain;
  private volatile BitcoindAnswer.@Nullable Mempool mempool;
  private volatile BitcoindAnswer.@Nullable NetTotals totals;
  private volatile BitcoindAnswer.@Nullable Network network;

  void accept(BitcoindAnswer answer) {
    switch (answer) {
      case BitcoindAnswer.Blockchain it -> blockchain = it;
      case BitcoindAnswer.Mempool it -> mempool = it;
      case BitcoindAnswer.NetTotals it -> totals = it;
      case BitcoindAnswer.Network it -> network = it;
      case BitcoindAnswer.Peers _,
          BitcoindAnswer.ChainTips _,
          BitcoindAnswer.Indexes _,
          BitcoindAnswer.Uptime _,
          BitcoindAnswer.AddressManager _,
          BitcoindAnswer.Memory _ -> {}
    }
  }

  void gone() {
    blockchain = null;
    mempool = null;
    totals = null;
    network = null;
  }

  MetricSnapshots collect() {
    MetricSnapshots.Builder all = MetricSnapshots.builder();
    BitcoindAnswer.Blockchain chain = blockchain;
    if (chain != null) {
      gauge(
          all,
          "bitcoind_blockchain_blocks",
          "Height of the validated chain.",
          (double) chain.blocks());
      gauge(all, "bitcoind_blockchain_headers", "Height of the headers.", (double) chain.headers());
      gauge(
          all,
          "bitcoind_blockchain_verification_progress",
          "Estimate of how much is verified, 0 to 1.",
          chain.verificationProgress());
      gauge(all, "bitcoind_blockchain_difficulty", "Difficulty.", chain.difficulty());
      chain
          .sizeOnDisk()
          .ifPresent(size ->
              gauge(
                  all,
                  "bitcoind_blockchain_size_bytes",
                  "Blocks and undo data on disk.",
                  (double) size));
    }
    BitcoindAnswer.Mempool pool = mempool;
    if (pool != null) {
      gauge(all, "bitcoind_mempool_size", "Transactions in the mempool.", (double) pool.size());
      gauge(all, "bitcoind_mempool_bytes", "Their virtual size.", (double) pool.bytes());
      gauge(all, "bitcoind_mempool_usage_bytes", "Memory that they take.", (double) pool.usage());
      gauge(
          all,
          "bitcoind_mempool_max_bytes",
          "Memory that they may take.",
          (double) pool.maxMempool());
      gauge(
          all,
          "bitcoind_mempool_minfee_per_kb",
          "Least feerate that is accepted, BTC per 1,000 vbytes.",
          pool.mempoolMinFee());
    }
    BitcoindAnswer.NetTotals net = totals;
    if (net != null) {
      counter(
          all, "bitcoind_net_bytes_recv_total", "Bytes received.", (double) net.totalBytesRecv());
      counter(all, "bitcoind_net_bytes_sent_total", "Bytes sent.", (double) net.totalBytesSent());
    }
    BitcoindAnswer.Network connections = network;
    if (connections != null) {
      connections
          .connectionsIn()
          .ifPresent(
              count -> gauge(all, "bitcoind_net_connections_in", "Inbound connections.", count));
      connections
          .connectionsOut()
          .ifPresent(
              count -> gauge(all, "bitcoind_net_connections_out", "Outbound connections.", count));
    }
    return all.build();
  }

  private static void gauge(MetricSnapshots.Builder all, String name, String help, double value) {
    all.metricSnapshot(
        GaugeSnapshot.builder()
            .name(name)
            .help(help)
            .dataPoint(GaugeDataPointSnapshot.builder().value(value).build())
            .build());
  }

  private static void counter(MetricSnapshots.Builder all, String name, String help, double value) {
    all.metricSnapshot(
        CounterSnapshot.builder()
            .name(name.substring(0, name.length() - "_total".length()))
            .help(help)
            .dataPoint(CounterDataPointSnapshot.builder().value(value).build())
            .build());
  }
}
