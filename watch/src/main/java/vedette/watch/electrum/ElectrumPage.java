package vedette.watch.electrum;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import vedette.watch.view.KindPage;

/// What the page of an Electrum server shows. Fee rates in sat/vB, times in ms since the epoch.
///
/// @param software as it calls itself
/// @param protocol that was agreed
/// @param chain Core's word; empty if it is none that Core knows
/// @param bitcoinChain that its bitcoind is on
/// @param height of its tip
/// @param bitcoinHeight of its bitcoind's
/// @param lag blocks; below 0 if it is ahead of what bitcoind last told
/// @param hash of its tip, hex
/// @param tipTime in the header of its tip
/// @param tips those that were seen, newest first, at most 12
/// @param indexing what it is doing while it builds its index, in its own word
/// @param pingMs how long the last answered ping took
/// @param mempoolVbytes sum of its fee histogram
/// @param fees its fee histogram from the highest rate down, put together to at most 24 rows
/// @param peerServers other servers that it knows
/// @param refused calls that it does not know
public record ElectrumPage(
    Optional<String> software,
    Optional<String> protocol,
    Optional<String> chain,
    Optional<String> bitcoinChain,
    OptionalLong height,
    OptionalLong bitcoinHeight,
    OptionalLong lag,
    Optional<String> hash,
    OptionalLong tipTime,
    List<SeenTip> tips,
    Optional<String> indexing,
    OptionalDouble pingMs,
    OptionalDouble relayFee,
    OptionalDouble feeEstimate,
    OptionalLong mempoolVbytes,
    List<FeeRow> fees,
    OptionalLong peerServers,
    Optional<FulcrumPart> fulcrum,
    Optional<ElectrsPart> electrs,
    List<String> refused)
    implements KindPage {

  /// A tip that was seen.
  ///
  /// @param at when it was first seen
  public record SeenTip(long height, String hash, long at) {}

  /// Transactions of its mempool that pay at least this rate and less than the row before.
  public record FeeRow(double rate, long vbytes) {}

  /// What Fulcrum's figures add; none of it says who its clients are.
  ///
  /// @param daemon user agent of its bitcoind
  /// @param daemonRefuses whether bitcoind does not accept its password
  public record FulcrumPart(
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
      OptionalLong daemonTimeouts) {}

  /// What electrs' figures add.
  ///
  /// @param requestMs how long a request took on average since its start
  public record ElectrsPart(
      OptionalLong mempoolTransactions,
      OptionalLong requests,
      OptionalDouble requestMs,
      OptionalLong memory) {}
}
