package vedette.poll.lnd;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import vedette.poll.Answer;

/// What LND says, reduced to what is watched. Amounts in satoshi unless said otherwise; what a
/// version does not tell is empty. Source: LND's `lnrpc/lightning.proto`.
public sealed interface LndAnswer extends Answer {

  /// `/v1/state`.
  record State(WalletState state) implements LndAnswer {}

  /// `/v1/getinfo`.
  ///
  /// @param pubkey of the node, hex
  /// @param network mainnet, testnet, signet, simnet or regtest
  /// @param bestHeaderTime time of the tip's header, seconds since the epoch
  /// @param syncedToGraph whether it knows the network well enough to send
  /// @param walletSynced whether its wallet has seen all blocks, empty before v0.20
  record NodeInfo(
      String version,
      Optional<String> alias,
      String pubkey,
      Optional<String> network,
      long blockHeight,
      String blockHash,
      OptionalLong bestHeaderTime,
      boolean syncedToChain,
      Optional<Boolean> syncedToGraph,
      Optional<Boolean> walletSynced,
      long activeChannels,
      long inactiveChannels,
      long pendingChannels,
      long peers)
      implements LndAnswer {}

  /// `/v1/channels`.
  ///
  /// @param leftOut channels that were listed without what a channel must have, or beyond the bound
  record Channels(List<LndChannel> channels, int leftOut) implements LndAnswer {
    /// Keeps its own list.
    public Channels {
      channels = List.copyOf(channels);
    }
  }

  /// `/v1/channels/pending`.
  ///
  /// @param limbo what all closing channels still hold for us
  record Pending(
      long limbo,
      List<PendingChannel.Opening> opening,
      List<PendingChannel.ForceClosing> forceClosing,
      List<PendingChannel.WaitingClose> waitingClose)
      implements LndAnswer {
    /// Keeps its own lists.
    public Pending {
      opening = List.copyOf(opening);
      forceClosing = List.copyOf(forceClosing);
      waitingClose = List.copyOf(waitingClose);
    }
  }

  /// `/v1/channels/closed`.
  ///
  /// @param counts all there ever were, by LND's word for how: COOPERATIVE_CLOSE,
  ///   LOCAL_FORCE_CLOSE, REMOTE_FORCE_CLOSE, BREACH_CLOSE, FUNDING_CANCELED, ABANDONED
  /// @param latest the last ones, the latest first, at most 50
  record Closed(Map<String, Integer> counts, List<ClosedChannel> latest) implements LndAnswer {
    /// Keeps its own.
    public Closed {
      counts = Map.copyOf(counts);
      latest = List.copyOf(latest);
    }
  }

  /// One that was closed.
  ///
  /// @param how LND's word
  /// @param closeInitiator LOCAL, REMOTE, BOTH, empty if it is not known
  record ClosedChannel(
      String channelPoint,
      long id,
      String peer,
      String how,
      OptionalLong closeHeight,
      long capacity,
      long settledBalance,
      Optional<String> closeInitiator,
      Optional<String> closingTxid) {}

  /// `/v1/balance/channels`.
  record ChannelBalance(
      long local,
      long remote,
      OptionalLong unsettledLocal,
      OptionalLong unsettledRemote,
      OptionalLong pendingOpenLocal,
      OptionalLong pendingOpenRemote)
      implements LndAnswer {}

  /// `/v1/balance/blockchain`.
  ///
  /// @param anchorReserve what must stay to be able to raise the fee of a forced close
  record WalletBalance(
      long total, long confirmed, long unconfirmed, OptionalLong locked, OptionalLong anchorReserve)
      implements LndAnswer {}

  /// `/v1/peers`.
  record Peers(List<Peer> peers, int leftOut) implements LndAnswer {
    /// Keeps its own list.
    public Peers {
      peers = List.copyOf(peers);
    }
  }

  /// A peer that is connected.
  ///
  /// @param pingMicros last round trip in microseconds, empty before the first
  /// @param flaps how often it came back since LND counts
  /// @param lastFlap when it came or went last
  /// @param lastError the last error that it sent or got
  record Peer(
      String pubkey,
      String address,
      boolean inbound,
      OptionalLong pingMicros,
      OptionalLong bytesSent,
      OptionalLong bytesReceived,
      OptionalLong satSent,
      OptionalLong satReceived,
      OptionalLong flaps,
      Optional<Instant> lastFlap,
      Optional<String> lastError) {}

  /// `/v1/switch`, summed by day.
  ///
  /// @param days of the last 30 days those on which something was forwarded, in UTC, oldest first
  /// @param complete whether all of it was read; otherwise the next answer knows more
  record Forwards(List<Day> days, boolean complete) implements LndAnswer {
    /// Keeps its own list.
    public Forwards {
      days = List.copyOf(days);
    }

    /// What was forwarded on one day.
    ///
    /// @param count of payments
    /// @param amountMsat that left, in thousandths of a satoshi
    /// @param feeMsat that was earned
    public record Day(LocalDate date, long count, long amountMsat, long feeMsat) {}
  }

  /// `/v2/watchtower/client/stats`, since LND's start.
  ///
  /// @param backups states that towers have accepted
  /// @param pending states that no tower has yet
  /// @param failed states that no tower took
  record Tower(long backups, long pending, long failed, long sessionsAcquired, long sessionsUsedUp)
      implements LndAnswer {}

  /// The certificate that LND shows.
  record Certificate(Instant notBefore, Instant notAfter) implements LndAnswer {}
}
