package vedette.watch.view;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Topic `mempool/<node>`: what goes in and out. Counts are of the last hour, from tracepoints.
///
/// @param pool its size, by RPC
/// @param added transactions that entered
/// @param addedVbytes their virtual bytes
/// @param addedFees satoshi
/// @param removed reason → count (Core's six words, anything else under `other`)
/// @param replaced transactions that gave way
/// @param rejected reason → count, the 20 most frequent; the rest under `other`
/// @param feeRates transactions that entered, by fee rate, lowest first; fixed limits
/// @param lastReplaced newest first, at most 30
/// @param lastRejected newest first, at most 30
public record MempoolView(
    Optional<NodeView.Pool> pool,
    long added,
    long addedVbytes,
    long addedFees,
    Map<String, Long> removed,
    long replaced,
    Map<String, Long> rejected,
    List<FeeBucket> feeRates,
    List<Replacement> lastReplaced,
    List<Rejection> lastRejected) {

  /// Transactions at `from` sat/vB and more, below the next bucket's `from`.
  public record FeeBucket(double from, long transactions, long vbytes) {}

  /// A replacement.
  ///
  /// @param at ms
  /// @param by txid, or hash of a package
  public record Replacement(long at, String txid, long feeRate, String by, long byFeeRate) {}

  /// A transaction that was refused.
  public record Rejection(long at, String txid, String reason) {}
}
