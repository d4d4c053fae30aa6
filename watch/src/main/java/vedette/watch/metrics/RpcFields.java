package vedette.watch.metrics;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import vedette.poll.bitcoind.BitcoindAnswer;

/// The gauges that are one number of an answer each, call by call.
final class RpcFields {
  private static final double SATOSHIS = 1e8;

  /// A gauge and how it is read from an answer.
  record Field<A>(Family family, Function<A, OptionalDouble> value) {}

  static final List<Field<BitcoindAnswer.Blockchain>> BLOCKCHAIN =
      new Call<BitcoindAnswer.Blockchain>("getblockchaininfo")
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
          .fields;

  static final List<Field<BitcoindAnswer.Network>> NETWORK =
      new Call<BitcoindAnswer.Network>("getnetworkinfo")
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
          .fields;

  static final List<Field<BitcoindAnswer.Mempool>> MEMPOOL =
      new Call<BitcoindAnswer.Mempool>("getmempoolinfo")
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
          .fields;

  static final List<Field<BitcoindAnswer.NetTotals>> UPLOAD =
      new Call<BitcoindAnswer.NetTotals>("getnettotals")
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
          .fields;

  static final List<Field<BitcoindAnswer.Uptime>> UPTIME =
      new Call<BitcoindAnswer.Uptime>("uptime")
          .add(
              "vedette_node_uptime_seconds",
              "seconds",
              "Since the node's process started.",
              a -> a.seconds())
          .fields;

  static final List<Field<BitcoindAnswer.Memory>> MEMORY =
      new Call<BitcoindAnswer.Memory>("getmemoryinfo")
          .add("vedette_locked_memory_used_bytes", "bytes", "Locked memory in use.", a -> a.used())
          .add(
              "vedette_locked_memory_total_bytes",
              "bytes",
              "Locked memory, free included.",
              a -> a.total())
          .fields;

  static final List<List<? extends Field<?>>> ALL =
      List.of(BLOCKCHAIN, NETWORK, MEMPOOL, UPLOAD, UPTIME, MEMORY);

  private RpcFields() {}

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

  /// Collects the gauges of one call.
  private static final class Call<A> {
    private final String call;
    private final List<Field<A>> fields = new ArrayList<>();

    Call(String call) {
      this.call = call;
    }

    Call<A> add(String name, String unit, String help, ToDoubleFunction<A> value) {
      return addIf(name, unit, help, answer -> OptionalDouble.of(value.applyAsDouble(answer)));
    }

    Call<A> addIf(String name, String unit, String help, Function<A, OptionalDouble> value) {
      fields.add(new Field<>(Family.gauge(name, unit, help, call), value));
      return this;
    }
  }
}
