package vedette.watch.metrics;

import io.prometheus.metrics.core.datapoints.CounterDataPoint;
import io.prometheus.metrics.core.datapoints.GaugeDataPoint;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import vedette.poll.bitcoind.BitcoindAnswer;

/// What the node says of itself, as numbers. What its version does not tell is absent.
final class RpcGauges {
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
    blockchain = new Values<>(series, RpcFields.BLOCKCHAIN);
    network = new Values<>(series, RpcFields.NETWORK);
    mempool = new Values<>(series, RpcFields.MEMPOOL);
    upload = new Values<>(series, RpcFields.UPLOAD);
    uptime = new Values<>(series, RpcFields.UPTIME);
    memory = new Values<>(series, RpcFields.MEMORY);
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

  private static List<Family> families() {
    List<Family> all = new ArrayList<>();
    RpcFields.ALL.forEach(call -> call.forEach(field -> all.add(field.family())));
    all.addAll(List.of(NET_BYTES, TIPS, LONGEST_FORK, INVALID_HEIGHT, INDEX_HEIGHT, KNOWN));
    return List.copyOf(all);
  }

  /// The gauges of one call for one node.
  private static final class Values<A> {
    private final List<RpcFields.Field<A>> fields;
    private final List<Children<GaugeDataPoint>> gauges;

    Values(NodeSeries series, List<RpcFields.Field<A>> fields) {
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
