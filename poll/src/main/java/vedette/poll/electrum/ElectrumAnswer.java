package vedette.poll.electrum;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import vedette.poll.Answer;

/// What an Electrum server says, reduced to what is watched; what it does not tell is empty.
/// Source: the Electrum protocol 1.4 to 1.6, Fulcrum's `src/Controller.cpp` and `src/SrvMgr.cpp`,
/// electrs' `doc/monitoring.md`.
public sealed interface ElectrumAnswer extends Answer {

  /// `server.version`: what was agreed when the connection was made.
  ///
  /// @param software such as `electrs/0.11.1` or `Fulcrum 2.1.0`
  /// @param protocol such as `1.4`
  record Version(String software, String protocol) implements ElectrumAnswer {}

  /// `server.ping`: it answers.
  record Pong() implements ElectrumAnswer {}

  /// `blockchain.headers.subscribe`.
  ///
  /// @param hash of its header, hex, RPC byte order
  /// @param time of its header, seconds since the epoch; what the miner wrote
  record Tip(long height, String hash, long time) implements ElectrumAnswer {}

  /// `server.features`.
  ///
  /// @param genesisHash hex, RPC byte order; tells the chain
  /// @param pruning how many blocks of history it keeps for an address; empty: all
  record Features(Optional<String> genesisHash, OptionalLong pruning) implements ElectrumAnswer {}

  /// `mempool.get_fee_histogram`, from the highest rate to the lowest as it was sent.
  ///
  /// @param bins at most 1,000
  record FeeHistogram(List<Bin> bins) implements ElectrumAnswer {
    /// Keeps its own list.
    public FeeHistogram {
      bins = List.copyOf(bins);
    }

    /// Transactions whose fee rate is at least this one and below that of the bin before.
    ///
    /// @param feeRate sat/vB
    /// @param vsize virtual bytes of all of them
    public record Bin(double feeRate, long vsize) {}
  }

  /// `blockchain.relayfee`, from protocol 1.6 on `mempool.get_info`.
  ///
  /// @param rate BTC/kvB
  record RelayFee(double rate) implements ElectrumAnswer {}

  /// `blockchain.estimatefee` for six blocks.
  ///
  /// @param rate BTC/kvB; empty if it knows too little
  record FeeEstimate(OptionalDouble rate) implements ElectrumAnswer {}

  /// `server.peers.subscribe`: only how many.
  record Peers(int servers) implements ElectrumAnswer {}

  /// Fulcrum's `/stats` without everything that says who its clients are. Counts since the start of
  /// the process unless said otherwise.
  ///
  /// @param height of its tip
  /// @param chain Core's word: main, test, …
  /// @param work what it is doing besides serving, such as `DownloadingBlocks`; empty if nothing
  /// @param workHeight how far that is
  /// @param clients connected now
  /// @param mostClients that were ever connected at once
  /// @param allClients connections so far
  /// @param subscriptions of addresses by clients now
  /// @param transactionsSent that clients broadcast
  /// @param utxos unspent outputs
  /// @param transactions in its index
  /// @param jobs waiting or under way now
  /// @param jobOverflows refused because there were too many
  /// @param memory bytes, resident
  /// @param daemon user agent of its bitcoind
  /// @param daemonRefuses whether bitcoind does not accept its password
  /// @param daemonTimeouts questions that bitcoind did not answer in time
  /// @param peers other servers that it knows and finds good
  record FulcrumStats(
      OptionalLong height,
      Optional<String> chain,
      Optional<String> work,
      OptionalLong workHeight,
      OptionalLong clients,
      OptionalLong mostClients,
      OptionalLong allClients,
      OptionalLong subscriptions,
      OptionalLong transactionsSent,
      OptionalLong utxos,
      OptionalLong transactions,
      OptionalLong jobs,
      OptionalLong jobOverflows,
      OptionalLong memory,
      Optional<String> daemon,
      boolean daemonRefuses,
      OptionalLong daemonTimeouts,
      OptionalLong peers)
      implements ElectrumAnswer {}

  /// electrs' metrics.
  ///
  /// @param height of its index; until 0.11
  /// @param mempoolTransactions that it knows
  /// @param mempoolVsize virtual bytes of all of them
  /// @param requests that it answered since its start
  /// @param requestSeconds how long these took in sum
  /// @param memory bytes, resident; where it was built so
  record ElectrsMetrics(
      OptionalLong height,
      OptionalLong mempoolTransactions,
      OptionalLong mempoolVsize,
      OptionalLong requests,
      OptionalDouble requestSeconds,
      OptionalLong memory)
      implements ElectrumAnswer {}
}
