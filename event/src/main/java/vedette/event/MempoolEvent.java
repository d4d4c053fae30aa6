package vedette.event;

import vedette.wire.Hash256;

/// Context `mempool`: transactions enter, leave, are replaced and refused (Bitcoin Core:
/// `txmempool.cpp`, `validation.cpp`).
public sealed interface MempoolEvent extends Event {

  /// `mempool:added`: a transaction entered the mempool.
  ///
  /// @param txid which
  /// @param vsize virtual size in vbytes
  /// @param fee satoshi
  record Added(Origin origin, Hash256 txid, int vsize, long fee) implements MempoolEvent {
    @Override
    public String name() {
      return "mempool:added";
    }
  }

  /// `mempool:removed`: a transaction left the mempool. With reason `block` once for each
  /// transaction of a connected block, thousands in milliseconds.
  ///
  /// @param txid which
  /// @param reason expiry, sizelimit, reorg, block, conflict or replaced
  /// @param vsize virtual size in vbytes
  /// @param fee satoshi
  /// @param entryTime when it had entered, seconds since the epoch
  record Removed(Origin origin, Hash256 txid, String reason, int vsize, long fee, long entryTime)
      implements MempoolEvent {
    @Override
    public String name() {
      return "mempool:removed";
    }
  }

  /// `mempool:replaced`: a transaction gave way to a better paying one or to a package; fires once
  /// for each transaction that is replaced.
  ///
  /// @param txid the replaced transaction
  /// @param vsize its virtual size in vbytes
  /// @param fee its fee, satoshi
  /// @param entryTime when it had entered, seconds since the epoch
  /// @param replacement txid of the replacement, or hash of the package
  /// @param replacementVsize virtual size in vbytes of all that replaces it
  /// @param replacementFee satoshi
  /// @param replacedByTransaction whether `replacement` is a txid; before v29 always
  record Replaced(
      Origin origin,
      Hash256 txid,
      int vsize,
      long fee,
      long entryTime,
      Hash256 replacement,
      int replacementVsize,
      long replacementFee,
      boolean replacedByTransaction)
      implements MempoolEvent {
    @Override
    public String name() {
      return "mempool:replaced";
    }
  }

  /// `mempool:rejected`: a transaction was refused.
  ///
  /// @param txid which
  /// @param reason free text of Core
  record Rejected(Origin origin, Hash256 txid, String reason) implements MempoolEvent {
    @Override
    public String name() {
      return "mempool:rejected";
    }
  }
}
