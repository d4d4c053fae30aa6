package vedette.watch.monerod;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import vedette.watch.view.KindPage;

/// What the page *Monero* shows of one node. Nobody's address is in it. Times in ms since the
/// epoch.
///
/// @param network mainnet, testnet, stagenet or fakechain
/// @param restricted whether the port masks peers, version, start and disk
/// @param untrusted whether another node answers until this one has synchronised
/// @param height of the newest block
/// @param target height of the newest block that peers speak of, while it is higher
/// @param ownHeight of its own newest block while another node answers
/// @param behind blocks that it lacks, if it knows
/// @param etaLowSeconds when it will have caught up, at the best recent pace
/// @param etaHighSeconds the same at its slowest
/// @param waitingBlocks fetched and not yet checked
/// @param started when it was
/// @param masked calls that this port does not have
public record MonerodPage(
    String network,
    Optional<String> version,
    Optional<Boolean> updateAvailable,
    boolean restricted,
    boolean offline,
    boolean untrusted,
    boolean synchronised,
    boolean busySyncing,
    long height,
    OptionalLong target,
    OptionalLong ownHeight,
    OptionalLong behind,
    OptionalDouble etaLowSeconds,
    OptionalDouble etaHighSeconds,
    OptionalLong waitingBlocks,
    Optional<Tip> tip,
    Optional<Links> links,
    Optional<Waiting> pool,
    Optional<Disk> disk,
    Optional<Rules> rules,
    List<Long> fees,
    OptionalLong started,
    List<String> masked,
    long asOf)
    implements KindPage {

  /// The newest block.
  ///
  /// @param time as its miner wrote it; the first block has none
  /// @param seenAt when it came; empty if it was there before Vedette
  /// @param reward in XMR
  public record Tip(
      long height,
      String hash,
      OptionalLong time,
      OptionalLong seenAt,
      OptionalLong transactions,
      OptionalLong weight,
      OptionalDouble reward,
      OptionalDouble difficulty) {}

  /// Its peers.
  ///
  /// @param white addresses that answered once
  /// @param grey addresses that are hearsay
  /// @param received bytes since its start
  /// @param sent bytes since its start
  /// @param behind peers whose newest block is older than the node's by more than 3
  /// @param ahead peers that speak of a block that the node lacks by more than 3
  /// @param networks peers by network: ipv4, ipv6, i2p, tor, other
  /// @param peers at most 200
  public record Links(
      OptionalLong outgoing,
      OptionalLong incoming,
      OptionalLong white,
      OptionalLong grey,
      OptionalLong received,
      OptionalLong sent,
      OptionalLong behind,
      OptionalLong ahead,
      Map<String, Long> networks,
      List<Peer> peers) {}

  /// A peer.
  ///
  /// @param height its newest block, as it says
  /// @param connectedAt when it connected
  public record Peer(
      boolean incoming,
      String network,
      String state,
      OptionalLong height,
      OptionalLong connectedAt,
      OptionalLong received,
      OptionalLong sent) {}

  /// The pool of transactions.
  ///
  /// @param fees in XMR
  /// @param oldest since when the oldest waits
  public record Waiting(
      long transactions,
      OptionalLong bytes,
      OptionalDouble fees,
      OptionalLong oldest,
      OptionalLong failing,
      OptionalLong doubleSpends,
      OptionalLong olderThanTenMinutes) {}

  /// Where the chain is kept.
  public record Disk(OptionalLong database, OptionalLong free) {}

  /// Versions of the rules.
  ///
  /// @param earliest first height at which the version may be in force
  public record Rules(long version, boolean enabled, OptionalLong earliest) {}
}
