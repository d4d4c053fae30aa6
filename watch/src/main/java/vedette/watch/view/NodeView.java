package vedette.watch.view;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;

/// A node in a card's worth of facts.
///
/// @param key stable name, used in addresses of the API and as label `node`
/// @param kind `bitcoind`
/// @param demo whether it is the demo node
/// @param state how it is
/// @param word the state in words: "at the tip", "syncing", "starting", "not running"
/// @param since since when it is in this state, ms
/// @param detail a line of why, or what it is doing, may be empty
/// @param chain main, test, testnet4, signet, regtest
/// @param version its user agent, such as `/Satoshi:31.0.0/`
/// @param pid process id while it runs
/// @param startedAt when the process started, ms
/// @param rates what passes now, from tracepoints
public record NodeView(
    String key,
    String kind,
    boolean demo,
    State state,
    String word,
    long since,
    String detail,
    Optional<String> chain,
    Optional<String> version,
    OptionalInt pid,
    OptionalLong startedAt,
    Optional<Tip> tip,
    Optional<Sync> sync,
    Optional<Connections> connections,
    Optional<Pool> mempool,
    Rates rates,
    Optional<Disk> disk,
    Tracepoints tracepoints,
    Rpc rpc,
    List<String> warnings) {

  /// The best block.
  ///
  /// @param headers best header height, if told
  /// @param hash hex, if known
  /// @param time its header's time, ms
  /// @param connectedAt when it was seen to be connected, ms; empty if it was not seen
  public record Tip(
      long height,
      OptionalLong headers,
      Optional<String> hash,
      OptionalLong time,
      OptionalLong connectedAt) {}

  /// Catching up with the network.
  ///
  /// @param progress 0 to 1, Core's estimate
  /// @param leftLowSeconds estimate of the time that remains, lower bound; empty until there is one
  /// @param leftHighSeconds upper bound
  public record Sync(
      double progress,
      long blocksBehind,
      OptionalLong leftLowSeconds,
      OptionalLong leftHighSeconds) {}

  /// How many peers. Counted from tracepoints and set right by RPC.
  ///
  /// @param asOf ms
  public record Connections(int inbound, int outbound, long asOf) {}

  /// The mempool by RPC.
  ///
  /// @param minFee lowest fee rate that is accepted, sat/kvB
  /// @param totalFee satoshi
  public record Pool(
      long transactions,
      long vbytes,
      long usage,
      long maxBytes,
      long minFee,
      OptionalLong totalFee,
      long asOf) {}

  /// Means over the last ten seconds, for each second; absent where the tracepoint is not watched.
  public record Rates(
      OptionalDouble bytesIn,
      OptionalDouble bytesOut,
      OptionalDouble messagesIn,
      OptionalDouble messagesOut,
      OptionalDouble mempoolAdded,
      OptionalDouble events) {}

  /// Size of the block data.
  public record Disk(long bytes, boolean pruned, OptionalLong pruneHeight) {}

  /// How it is seen through eBPF.
  ///
  /// @param attached tracepoints that are watched
  /// @param missing tracepoints that its binary does not have
  /// @param lost events lost since Vedette started
  /// @param detail a sentence if something is wrong, otherwise empty
  public record Tracepoints(
      State state, List<String> attached, List<String> missing, long lost, String detail) {}

  /// How it is reached by RPC.
  ///
  /// @param word "answers", "starting", "wrong credentials", "not configured" …
  /// @param asOf time of the last good answer, ms
  /// @param tookMs how long the last good answer took
  /// @param detail a sentence if something is wrong, otherwise empty
  /// @param forbidden calls that this user may not make
  public record Rpc(
      State state,
      String word,
      OptionalLong asOf,
      OptionalDouble tookMs,
      String detail,
      List<String> forbidden) {}
}
