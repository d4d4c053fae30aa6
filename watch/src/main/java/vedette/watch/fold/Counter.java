package vedette.watch.fold;

/// What is counted of a node since it is watched; counts never go back.
public enum Counter {
  /// Payload bytes received.
  BYTES_IN,
  /// Payload bytes sent.
  BYTES_OUT,
  /// Messages received.
  MESSAGES_IN,
  /// Messages sent.
  MESSAGES_OUT,
  /// Connections made.
  OPENED,
  /// Connections ended.
  CLOSED,
  /// Inbound peers that had to make room.
  EVICTED,
  /// Rules broken.
  MISBEHAVING,
  /// Transactions that entered the mempool.
  ADDED,
  /// Their virtual bytes.
  ADDED_VBYTES,
  /// Their fees, satoshi.
  ADDED_FEES,
  /// Transactions that left the mempool.
  REMOVED,
  /// Transactions that gave way.
  REPLACED,
  /// Transactions that were refused.
  REJECTED,
  /// Blocks connected.
  BLOCKS,
  /// Microseconds that connecting them took.
  BLOCK_MICROS,
  /// Transactions in them.
  BLOCK_TRANSACTIONS,
  /// Coins that entered a UTXO cache.
  COINS_ADDED,
  /// Coins spent.
  COINS_SPENT,
  /// Addresses heard.
  ADDRESSES_IN,
  /// Addresses told.
  ADDRESSES_OUT,
  /// Events seen.
  EVENTS,
  /// Events lost.
  LOST
}
