package vedette.event;

import vedette.wire.Hash256;

/// Context `validation` (Bitcoin Core: `validation.cpp`).
public sealed interface ValidationEvent extends Event {

  /// `validation:block_connected`: a block became part of the active chain.
  ///
  /// @param hash block hash
  /// @param height its height
  /// @param transactions number of transactions, the coinbase included
  /// @param inputs number of inputs of all transactions, the coinbase's one included
  /// @param sigops signature operation *cost* (legacy and P2SH × 4, witness × 1), the coinbase's
  ///   included
  /// @param durationNanos time to connect it, without index writing
  record BlockConnected(
      Origin origin,
      Hash256 hash,
      int height,
      long transactions,
      int inputs,
      long sigops,
      long durationNanos)
      implements ValidationEvent {
    @Override
    public String name() {
      return "validation:block_connected";
    }
  }
}
