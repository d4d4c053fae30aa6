package vedette.event;

import vedette.wire.Hash256;

/// Context `utxocache`: the cache of unspent outputs (Bitcoin Core: `coins.cpp`, `validation.cpp`).
///
/// Temporary caches (block templates, mempool checks) fire too and cannot be told from the main
/// one.
public sealed interface UtxoCacheEvent extends Event {

  /// `utxocache:flush`: the cache was written to disk.
  ///
  /// @param durationMicros how long it took
  /// @param mode none, if_needed, periodic, force_flush (always before v31), force_sync, or
  ///   `unknown_<n>`
  /// @param coins number of coins written
  /// @param memory bytes the cache took
  /// @param forPrune whether pruning asked for it
  record Flush(
      Origin origin, long durationMicros, String mode, long coins, long memory, boolean forPrune)
      implements UtxoCacheEvent {
    @Override
    public String name() {
      return "utxocache:flush";
    }
  }

  /// A coin that entered or left the cache.
  ///
  /// @param txid the transaction that made it
  /// @param index which of its outputs, unsigned 32 bit
  /// @param height the height at which the coin was *made*, unsigned 32 bit
  /// @param value satoshi
  /// @param coinbase whether a coinbase made it
  record Coin(Hash256 txid, long index, long height, long value, boolean coinbase) {}

  /// `utxocache:add`: a coin entered the cache.
  record Add(Origin origin, Coin coin) implements UtxoCacheEvent {
    @Override
    public String name() {
      return "utxocache:add";
    }
  }

  /// `utxocache:spent`: a coin was spent.
  record Spent(Origin origin, Coin coin) implements UtxoCacheEvent {
    @Override
    public String name() {
      return "utxocache:spent";
    }
  }

  /// `utxocache:uncache`: a coin was dropped from the cache unspent.
  record Uncache(Origin origin, Coin coin) implements UtxoCacheEvent {
    @Override
    public String name() {
      return "utxocache:uncache";
    }
  }
}
