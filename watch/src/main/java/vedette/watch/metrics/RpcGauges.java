package vedette.watch.metrics;

import io.prometheus.metrics.core.datapoints.CounterDataPoint;
import io.prometheus.metrics.core.datapoints.GaugeDataPoint;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import vedette.poll.bitcoind.BitcoindAnswer;

/// What the node says of itself, as numbers. What its version does not tell is absent.
final class RpcGauges {
  private static final double SATOSHIS = 1e8;

  /// A gauge and how it is read from an answer.
  private record Field<A>(Family family, Function<A, OptionalDouble> value) {}

  private static final List<Field<BitcoindAnswer.Blockchain>> BLOCKCHAIN =
      new Fields<BitcoindAnswer.Blockchain>("getblockchaininfo")
          .add("vedette_chain_blocks", "blocks", "Height of the validated chain.", a -> a.blocks())
          .add("vedette_chain_headers", "blocks", "Height of the headers.", a -> a.headers())
          .add(
              "vedette_chain_verification_progress_ratio",
              "0 to 1",
              "The node's estimate of how much is verified. High also days after going offline.",
              BitcoindAnswer.Blockchain::verificationProgress)
          .add(
              "vedette_chain_initial_block_download",
              "0 or 1",
              "Whether the node still catches up.",
              a -> a.initialBlockDownload() ? 1 : 0)
          .add("vedette_chain_difficulty", "1", "Difficulty.", a -> a.difficulty())
          .addIf(
              "vedette_chain_tip_timestamp_seconds",
              "seconds since the epoch",
              "Time in the tip's header, as its miner says.",
              a -> wide(a.time()))
          .addIf(
              "vedette_chain_size_bytes",
              "bytes",
              "Blocks and undo data on disk.",
              a -> wide(a.sizeOnDisk()))
          .addIf(
              "vedette_chain_prune_height",
              "blocks",
              "Lowest block that is kept; absent if nothing is pruned.",
              a -> wide(a.pruneHeight()))
          .add(
              "vedette_node_warnings",
              "warnings",
              "Warnings that the node shows.",
              a -> a.warnings().size())
          .all;

  private static final List<Field<BitcoindAnswer.Network>> NETWORK =
      new Fields<BitcoindAnswer.Network>("getnetworkinfo")
          .add(
              "vedette_node_version",
              "1",
              "Version as a number, 310000 for v31.0.",
              a -> a.version())
          .add(
              "vedette_network_active",
              "0 or 1",
              "Whether P2P networking is on.",
              a -> a.networkActive() ? 1 : 0)
          .add(
              "vedette_networks_reachable",
              "networks",
              "Networks that the node can reach.",
              a -> a.networks().size())
          .add(
              "vedette_relay_feerate_satoshis_per_kvbyte",
              "satoshi per 1,000 vbytes",
              "Least feerate that is relayed.",
              a -> a.relayFee() * SATOSHIS)
          .all;

  private static final List<Field<BitcoindAnswer.Mempool>> MEMPOOL =
      new Fields<BitcoindAnswer.Mempool>("getmempoolinfo")
          .add(
              "vedette_mempool_loaded",
              "0 or 1",
              "Whether the saved mempool is loaded.",
              a -> a.loaded() ? 1 : 0)
          .add(
              "vedette_mempool_transactions",
              "transactions",
              "Transactions in the mempool.",
              a -> a.size())
          .add("vedette_mempool_vbytes", "vbytes", "Their virtual size.", a -> a.bytes())
          .add("vedette_mempool_usage_bytes", "bytes", "Memory that they take.", a -> a.usage())
          .add(
              "vedette_mempool_max_bytes",
              "bytes",
              "Memory that they may take.",
              a -> a.maxMempool())
          .addIf(
              "vedette_mempool_fees_satoshis",
              "satoshi",
              "Sum of their fees.",
              a -> scaled(a.totalFee()))
          .add(
              "vedette_mempool_min_feerate_satoshis_per_kvbyte",
              "satoshi per 1,000 vbytes",
              "Least feerate that is accepted now.",
              a -> a.mempoolMinFee() * SATOSHIS)
          .addIf(
              "vedette_mempool_unbroadcast",
              "transactions",
              "Own transactions that no peer has asked for yet.",
              a -> wide(a.unbroadcastCount()))
          .all;

  private static final List<Field<BitcoindAnswer.NetTotals>> UPLOAD =
      new Fields<BitcoindAnswer.NetTotals>("getnettotals")
          .addIf(
              "vedette_upload_target_bytes",
              "bytes",
              "Bytes to send in a cycle at most; 0 without limit.",
              a -> wide(a.uploadTarget()))
          .addIf(
              "vedette_upload_left_bytes",
              "bytes",
              "Bytes left in this cycle.",
              a -> wide(a.uploadLeft()))
          .all;

  private static final List<Field<BitcoindAnswer.Uptime>> UPTIME =
      new Fields<BitcoindAnswer.Uptime>("uptime")
          .add(
              "vedette_node_uptime_seconds",
              "seconds",
              "Since the node's process started.",
              a -> a.seconds())
          .all;

  private static final List<Field<BitcoindAnswer.Memory>> MEMORY =
      new Fields<BitcoindAnswer.Memory>("getmemoryinfo")
          .add("vedette_locked_memory_used_bytes", "bytes", "Locked memory in use.", a -> a.used())
          .add(
              "vedette_locked_memory_total_bytes",
              "bytes",
              "Locked memory, free included.",
              a -> a.total())
          .all;

  private static final Label STATUS =
      Label.folded(
          "status", List.of("active", "valid-fork", "valid-headers", "headers-only", "invalid"));

  private static final Family TIPS =
      Family.gauge("vedette_chain_tips", "tips", "Tips of the block tree.", "getchaintips", STATUS);

  private static final Family INVALID_HEIGHT =
      Family.gauge(
          "vedette_chain_invalid_tip_height",
          "blocks",
          "Height of the highest branch that the node holds for invalid; absent if there is none.",
          "getchaintips");

  private static final Family LONGEST_FORK =
      Family.gauge(
          "vedette_chain_longest_fork_blocks",
          "blocks",
          "Length of the longest validated branch beside the active chain.",
          "getchaintips");

  private static final Label INDEX =
      Label.folded(
          "index",
          List.of("txindex", "basic block filter index", "coinstatsindex", "txospenderindex"));

  private static final Family INDEX_HEIGHT =
      Family.gauge("vedette_index_height", "blocks", "How far an index is.", "getindexinfo", INDEX);

  private static final Label TABLE = Label.closed("table", "new", "tried");

  private static final Family KNOWN =
      Family.gauge(
          "vedette_known_addresses",
          "addresses",
          "Addresses that the node could connect to.",
          "getaddrmaninfo",
          Labels.NETWORK,
          TABLE);

  private static final Family NET_BYTES =
      Family.counter(
          "vedette_net_bytes_total",
          "bytes",
          "Bytes over P2P sockets, transport included, over restarts of the node.",
          "getnettotals",
          Labels.DIRECTION);

  static final List<Family> FAMILIES = families();

  private final Values<BitcoindAnswer.Blockchain> blockchain;
  private final Values<BitcoindAnswer.Network> network;
  private final Values<BitcoindAnswer.Mempool> mempool;
  private final Values<BitcoindAnswer.NetTotals> upload;
  private final Values<BitcoindAnswer.Uptime> uptime;
  private final Values<BitcoindAnswer.Memory> memory;
  private final Children<GaugeDataPoint> tips;
  private final Children<GaugeDataPoint> longestFork;
  private final Children<GaugeDataPoint> invalidHeight;
  private final Children<GaugeDataPoint> indexHeight;
  private final Children<GaugeDataPoint> known;
  private final Children<CounterDataPoint> netBytes;
  private final long[] netBytesBefore = new long[2];

  RpcGauges(NodeSeries series) {
    blockchain = new Values<>(series, BLOCKCHAIN);
    network = new Values<>(series, NETWORK);
    mempool = new Values<>(series, MEMPOOL);
    upload = new Values<>(series, UPLOAD);
    uptime = new Values<>(series, UPTIME);
    memory = new Values<>(series, MEMORY);
    tips = series.gauges(TIPS);
    longestFork = series.gauges(LONGEST_FORK);
    invalidHeight = series.gauges(INVALID_HEIGHT);
    indexHeight = series.gauges(INDEX_HEIGHT);
    known = series.gauges(KNOWN);
    netBytes = series.counters(NET_BYTES);
  }

  void accept(BitcoindAnswer answer) {
    switch (answer) {
      case BitcoindAnswer.Blockchain it -> blockchain.set(it);
      case BitcoindAnswer.Network it -> network.set(it);
      case BitcoindAnswer.Mempool it -> mempool.set(it);
      case BitcoindAnswer.Uptime it -> uptime.set(it);
      case BitcoindAnswer.Memory it -> memory.set(it);
      case BitcoindAnswer.NetTotals it -> {
        upload.set(it);
        count(Labels.INBOUND, it.totalBytesRecv());
        count(Labels.OUTBOUND, it.totalBytesSent());
      }
      case BitcoindAnswer.ChainTips it -> tips(it.tips());
      case BitcoindAnswer.Indexes it -> {
        indexHeight.clear();
        it.indexes()
            .forEach((name, index) ->
                indexHeight.at(INDEX.place(name)).set((double) index.bestBlockHeight()));
      }
      case BitcoindAnswer.AddressManager it ->
          it.networks()
              .forEach((name, table) -> {
                if (Labels.NETWORK.find(name) >= 0) {
                  known.at(Labels.NETWORK.place(name), 0).set((double) table.fresh());
                  known.at(Labels.NETWORK.place(name), 1).set((double) table.tried());
                }
              });
      case BitcoindAnswer.Peers _ -> {}
    }
  }

  /// The node counts from 0 after a restart; a counter here goes on.
  private void count(int direction, long total) {
    long before = netBytesBefore[direction];
    netBytes.at(direction).inc(total >= before ? total - before : total);
    netBytesBefore[direction] = total;
  }

  private void tips(List<BitcoindAnswer.ChainTips.Tip> all) {
    int[] counts = new int[STATUS.size()];
    long longest = 0;
    for (BitcoindAnswer.ChainTips.Tip tip : all) {
      counts[STATUS.place(tip.status())]++;
      if (tip.status().equals("valid-fork")) {
        longest = Math.max(longest, tip.branchLength());
      }
    }
    for (int status = 0; status < counts.length; status++) {
      tips.at(status).set(counts[status]);
    }
    longestFork.only().set((double) longest);
    all.stream()
        .filter(tip -> tip.status().equals("invalid"))
        .mapToLong(BitcoindAnswer.ChainTips.Tip::height)
        .max()
        .ifPresentOrElse(it -> invalidHeight.only().set((double) it), invalidHeight::clear);
  }

  private static OptionalDouble wide(OptionalLong value) {
    return value.isPresent()
        ? OptionalDouble.of((double) value.getAsLong())
        : OptionalDouble.empty();
  }

  private static OptionalDouble scaled(OptionalDouble bitcoin) {
    return bitcoin.isPresent()
        ? OptionalDouble.of(bitcoin.getAsDouble() * SATOSHIS)
        : OptionalDouble.empty();
  }

  private static List<Family> families() {
    List<Family> all = new ArrayList<>();
    for (List<? extends Field<?>> fields :
        List.of(BLOCKCHAIN, NETWORK, MEMPOOL, UPLOAD, UPTIME, MEMORY)) {
      fields.forEach(field -> all.add(field.family()));
    }
    all.addAll(List.of(NET_BYTES, TIPS, LONGEST_FORK, INVALID_HEIGHT, INDEX_HEIGHT, KNOWN));
    return List.copyOf(all);
  }

  /// Collects the gauges of one call.
  private static final class Fields<A> {
    private final String call;
    private final List<Field<A>> all = new ArrayList<>();

    Fields(String call) {
      this.call = call;
    }

    Fields<A> add(String name, String unit, String help, ToDoubleFunction<A> value) {
      return addIf(name, unit, help, answer -> OptionalDouble.of(value.applyAsDouble(answer)));
    }

    Fields<A> addIf(String name, String unit, String help, Function<A, OptionalDouble> value) {
      all.add(new Field<>(Family.gauge(name, unit, help, call), value));
      return this;
    }
  }

  /// The gauges of one call for one node.
  private static final class Values<A> {
    private final List<Field<A>> fields;
    private final List<Children<GaugeDataPoint>> gauges;

    Values(NodeSeries series, List<Field<A>> fields) {
      this.fields = fields;
      gauges = fields.stream().map(field -> series.gauges(field.family())).toList();
    }

    void set(A answer) {
      for (int i = 0; i < fields.size(); i++) {
        OptionalDouble value = fields.get(i).value().apply(answer);
        Children<GaugeDataPoint> gauge = gauges.get(i);
        value.ifPresentOrElse(number -> gauge.only().set(number), gauge::clear);
      }
    }
  }
}
