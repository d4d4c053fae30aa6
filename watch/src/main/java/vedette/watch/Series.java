package vedette.watch;

import java.util.Locale;

/// A number of a node that is worth keeping over time.
///
/// [Watch#samples] gives a value of each series that is known; one that is not known has no sample.
/// Rates and counts are of the time since the samples before; everything else is the value now.
public enum Series {
  /// Payload bytes of messages received.
  BYTES_IN("B/s", "payload bytes of messages received"),
  /// Payload bytes of messages sent.
  BYTES_OUT("B/s", "payload bytes of messages sent"),
  /// Messages received.
  MESSAGES_IN("1/s", "messages received"),
  /// Messages sent.
  MESSAGES_OUT("1/s", "messages sent"),
  /// Inbound connections.
  CONNECTIONS_INBOUND("peers", "inbound connections"),
  /// Outbound connections.
  CONNECTIONS_OUTBOUND("peers", "outbound connections, of every type"),
  /// Connections made.
  CONNECTIONS_OPENED("1/min", "connections made, in either direction"),
  /// Connections ended.
  CONNECTIONS_CLOSED("1/min", "connections ended"),
  /// Inbound peers that had to make room.
  CONNECTIONS_EVICTED("1/min", "inbound peers that had to make room"),
  /// Rules broken by peers.
  MISBEHAVING("1/min", "rules broken by peers"),
  /// Transactions that entered the mempool.
  MEMPOOL_ADDED("1/s", "transactions that entered the mempool"),
  /// Transactions that left the mempool.
  MEMPOOL_REMOVED("1/s", "transactions that left the mempool, for any reason"),
  /// Transactions that gave way.
  MEMPOOL_REPLACED("1/s", "transactions that gave way to a replacement"),
  /// Transactions that were refused.
  MEMPOOL_REJECTED("1/s", "transactions that were refused"),
  /// Transactions in the mempool.
  MEMPOOL_TRANSACTIONS("transactions", "transactions in the mempool, by RPC"),
  /// Virtual bytes in the mempool.
  MEMPOOL_VBYTES("vB", "virtual bytes of all transactions in the mempool, by RPC"),
  /// Memory of the mempool.
  MEMPOOL_USAGE("B", "memory that the mempool takes, by RPC"),
  /// Lowest accepted fee rate.
  MEMPOOL_MIN_FEE("sat/kvB", "lowest fee rate that the mempool accepts, by RPC"),
  /// Fee rate of what entered.
  MEMPOOL_ADDED_FEE_RATE("sat/vB", "mean fee rate of transactions that entered the mempool"),
  /// Height of the tip.
  BLOCK_HEIGHT("blocks", "height of the tip"),
  /// Time to connect a block.
  BLOCK_CONNECT_MS("ms", "mean time to connect a block, of those connected meanwhile"),
  /// Transactions in a block.
  BLOCK_TRANSACTIONS("transactions", "mean number of transactions of blocks connected meanwhile"),
  /// Time to write the UTXO cache.
  UTXO_FLUSH_MS(
      "ms", "longest time to write the UTXO cache, of the times it was written meanwhile"),
  /// Coins that entered the UTXO cache.
  UTXO_COINS_ADDED("1/s", "coins that entered a UTXO cache, temporary caches included"),
  /// Coins that were spent.
  UTXO_COINS_SPENT("1/s", "coins spent in a UTXO cache, temporary caches included"),
  /// Addresses heard.
  ADDRESSES_IN("1/s", "addresses in addr and addrv2 messages received"),
  /// Addresses told.
  ADDRESSES_OUT("1/s", "addresses in addr and addrv2 messages sent"),
  /// Round trip.
  PING_MS("ms", "median of the peers' last ping"),
  /// Events that were seen.
  EVENTS("1/s", "events seen through tracepoints"),
  /// Events that were lost.
  EVENTS_LOST("events", "events lost since the sample before"),
  /// Time of an RPC answer.
  RPC_MS("ms", "time that the last answer to getblockchaininfo took"),
  /// Height of the best header.
  HEADERS("blocks", "height of the best header, by RPC"),
  /// Block data on disk.
  SIZE_ON_DISK("B", "size of the block data, by RPC"),
  /// How far validation is.
  VERIFICATION_PROGRESS("ratio", "Core's estimate of how far validation is, 0 to 1, by RPC");

  private final String unit;
  private final String description;

  Series(String unit, String description) {
    this.unit = unit;
    this.description = description;
  }

  /// The name in the API and in history: lower snake case.
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// The unit, such as `B/s`.
  public String unit() {
    return unit;
  }

  /// What it counts, in a few words.
  public String description() {
    return description;
  }

  /// A value of a series.
  ///
  /// @param node the node's key
  /// @param value finite
  public record Sample(String node, Series series, double value) {}
}
