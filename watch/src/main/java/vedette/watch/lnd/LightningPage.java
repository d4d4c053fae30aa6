package vedette.watch.lnd;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import vedette.watch.view.KindPage;

/// What the page *Lightning* shows of one LND. Amounts in satoshi, times in ms since the epoch;
/// what is not known is absent. docs/services/lnd.md.
///
/// @param walletState LND's own word, such as `LOCKED`
/// @param channels those that need somebody first, then by capacity; at most 500
/// @param moreChannels how many are left out
/// @param channelsAsOf when they were told last
/// @param inFlight payments, the one that expires first in front; at most 200
/// @param opening channels that wait for blocks
/// @param closing channels whose money is on its way back
/// @param closed the last ones, latest first, at most 20
/// @param closedCounts all there ever were, by LND's word for how
/// @param peers at most 200
/// @param forwards by day, UTC, at most 30
/// @param changes what happened since Vedette watches, at most a day, latest first
/// @param refused calls that this macaroon does not allow or this LND does not know
public record LightningPage(
    Optional<String> walletState,
    Optional<Node> node,
    Optional<Balances> balances,
    List<Channel> channels,
    int moreChannels,
    OptionalLong channelsAsOf,
    List<InFlight> inFlight,
    int moreInFlight,
    List<Opening> opening,
    List<Closing> closing,
    OptionalLong pendingAsOf,
    List<Closed> closed,
    Map<String, Integer> closedCounts,
    List<Peer> peers,
    int morePeers,
    OptionalLong peersAsOf,
    List<Day> forwards,
    Optional<Tower> tower,
    Optional<Certificate> certificate,
    List<Change> changes,
    List<String> refused)
    implements KindPage {

  /// The node as it tells of itself.
  ///
  /// @param bitcoinHeight of the node that it needs, if that is watched
  /// @param headerAt time of the tip's header
  public record Node(
      Optional<String> alias,
      String pubkey,
      Optional<String> network,
      String version,
      long height,
      OptionalLong bitcoinHeight,
      OptionalLong headerAt,
      boolean syncedToChain,
      Optional<Boolean> syncedToGraph,
      Optional<Boolean> walletSynced,
      long asOf) {}

  /// What there is, in channels and on the chain.
  ///
  /// @param ours in channels
  /// @param theirs in channels
  /// @param inFlightOurs of it, ours until it is decided
  /// @param inFlightTheirs of it, theirs until it is decided
  /// @param anchorReserve what must stay on the chain
  /// @param limbo what closing channels still hold
  public record Balances(
      OptionalLong ours,
      OptionalLong theirs,
      OptionalLong inFlightOurs,
      OptionalLong inFlightTheirs,
      OptionalLong confirmed,
      OptionalLong unconfirmed,
      OptionalLong anchorReserve,
      OptionalLong limbo) {}

  /// An open channel.
  ///
  /// @param id block, transaction, output: `958820x77x0`
  /// @param name what the peer calls itself, or the beginning of its key
  /// @param canSend ours without the reserve
  /// @param canReceive theirs without the reserve
  /// @param since since when it is active or not
  /// @param sinceSeen whether the change was seen; otherwise it has been so for longer
  /// @param uptime share of the time since LND's start that the peer was there, 0 to 1
  /// @param flags LND's word for what is special, absent if nothing is
  /// @param expiryBlocks until the first payment in it expires
  public record Channel(
      String id,
      String point,
      String peer,
      String name,
      boolean active,
      long since,
      boolean sinceSeen,
      Optional<Boolean> isPrivate,
      Optional<Boolean> initiator,
      long capacity,
      long ours,
      long theirs,
      OptionalLong ourReserve,
      OptionalLong theirReserve,
      long canSend,
      long canReceive,
      long inFlight,
      int payments,
      OptionalLong expiryBlocks,
      OptionalLong sent,
      OptionalLong received,
      OptionalDouble uptime,
      Optional<String> flags) {}

  /// A payment in flight.
  ///
  /// @param channel its id
  /// @param name of the peer
  /// @param expiryHeight from which block on the other side may have it back
  /// @param blocks until then; negative if it is over; absent if LND's height is not known
  /// @param closeInBlocks until LND goes on-chain by itself with its default settings
  /// @param firstSeen when Vedette saw it first
  /// @param peerOffline whether the channel cannot be used now
  public record InFlight(
      String channel,
      String name,
      boolean incoming,
      boolean forwarded,
      long amount,
      long expiryHeight,
      OptionalLong blocks,
      OptionalLong closeInBlocks,
      long firstSeen,
      boolean peerOffline) {}

  /// A channel that opens.
  public record Opening(
      String point,
      String peer,
      String name,
      long capacity,
      long ours,
      OptionalLong confirmationsLeft,
      OptionalLong expiresInBlocks) {}

  /// A channel that closes.
  ///
  /// @param forced whether by force and on the chain; otherwise the closing transaction waits
  /// @param limbo not back yet
  /// @param recovered back
  /// @param blocksLeft until the rest can be taken
  /// @param payments that are decided on the chain
  /// @param flags LND's words for why
  /// @param firstSeen when Vedette saw it first
  public record Closing(
      String point,
      String peer,
      String name,
      boolean forced,
      long capacity,
      long limbo,
      OptionalLong recovered,
      OptionalLong blocksLeft,
      int payments,
      Optional<String> anchor,
      Optional<String> flags,
      Optional<String> closingTxid,
      long firstSeen) {}

  /// A channel that was closed.
  ///
  /// @param how LND's word
  public record Closed(
      String id,
      String peer,
      String name,
      String how,
      OptionalLong height,
      long capacity,
      long settled,
      Optional<String> by) {}

  /// A peer that is connected.
  ///
  /// @param lastFlapAt when it came or went last
  public record Peer(
      String pubkey,
      String name,
      String address,
      boolean inbound,
      OptionalDouble pingMs,
      OptionalLong bytesSent,
      OptionalLong bytesReceived,
      OptionalLong flaps,
      OptionalLong lastFlapAt,
      Optional<String> lastError) {}

  /// What was forwarded on a day.
  ///
  /// @param date ISO, UTC
  public record Day(String date, long count, double amount, double fees) {}

  /// What watchtowers have.
  public record Tower(long backups, long pending, long failed, long asOf) {}

  /// The certificate that LND shows.
  public record Certificate(long notBefore, long notAfter) {}

  /// Something that happened.
  ///
  /// @param kind opened, closing, forced, gone, offline, online, payment
  public record Change(long at, String kind, String text) {}
}
