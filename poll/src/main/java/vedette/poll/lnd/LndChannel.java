package vedette.poll.lnd;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// An open channel. Amounts in satoshi.
///
/// @param point the output that funds it, `txid:index`
/// @param id block, transaction and output in one unsigned number, see [#shortId]
/// @param peer public key of the other side, hex
/// @param alias what the other side calls itself
/// @param active whether it can be used now: the peer is connected and both sides are in step
/// @param initiator whether we opened it, and so pay for its commitment
/// @param unsettled in flight, of both directions
/// @param commitFee what the commitment transaction would pay
/// @param localReserve what must stay on our side
/// @param remoteReserve what must stay on theirs
/// @param uptimeSeconds of [#lifetimeSeconds] the time that the peer was connected
/// @param flags LND's word for what is special, such as `ChanStatusDefault`
/// @param htlcs payments in flight, at most 483 of each direction
public record LndChannel(
    String point,
    long id,
    String peer,
    Optional<String> alias,
    boolean active,
    Optional<Boolean> isPrivate,
    Optional<Boolean> initiator,
    long capacity,
    long local,
    long remote,
    OptionalLong unsettled,
    OptionalLong commitFee,
    OptionalLong feePerKw,
    OptionalLong localReserve,
    OptionalLong remoteReserve,
    OptionalLong sent,
    OptionalLong received,
    OptionalLong updates,
    OptionalLong lifetimeSeconds,
    OptionalLong uptimeSeconds,
    Optional<String> flags,
    List<Htlc> htlcs) {
  /// Keeps its own list.
  public LndChannel {
    htlcs = List.copyOf(htlcs);
  }

  /// A payment in flight. LND does not tell since when.
  ///
  /// @param incoming from the peer to us
  /// @param expiryHeight from which block on the other side may have it back
  /// @param hash that its preimage has, hex; names it together with the direction and the index
  /// @param index number in its channel and direction
  /// @param lockedIn whether both commitments hold it
  /// @param forwarded whether it came from another of our channels or goes to one
  public record Htlc(
      boolean incoming,
      long amount,
      long expiryHeight,
      String hash,
      OptionalLong index,
      Optional<Boolean> lockedIn,
      boolean forwarded) {}

  /// The id as people write it: block, transaction, output.
  public String shortId() {
    return shortId(id);
  }

  /// The same for any id.
  public static String shortId(long id) {
    return (id >>> 40) + "x" + (id >>> 16 & 0xff_ffff) + "x" + (id & 0xffff);
  }
}
