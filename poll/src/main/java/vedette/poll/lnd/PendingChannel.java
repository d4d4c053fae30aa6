package vedette.poll.lnd;

import java.util.Optional;
import java.util.OptionalLong;

/// A channel on its way in or out. Amounts in satoshi.
public sealed interface PendingChannel {
  /// What all of them have.
  Base base();

  /// What is known of each.
  ///
  /// @param point the output that funds it, `txid:index`
  /// @param peer public key, hex
  record Base(String point, String peer, long capacity, long local, long remote) {}

  /// Its funding transaction waits for blocks.
  ///
  /// @param confirmationsLeft until it can be used, empty before v0.20
  /// @param expiresInBlocks until it is given up if we did not fund it; negative if overdue
  record Opening(Base base, OptionalLong confirmationsLeft, OptionalLong expiresInBlocks)
      implements PendingChannel {}

  /// Its commitment is on the chain, what is ours comes back step by step.
  ///
  /// @param limbo not back yet
  /// @param recovered back
  /// @param maturityHeight from which block on the rest can be taken; empty if nothing waits
  /// @param blocksLeft until then, negative if it is over
  /// @param htlcs payments that are decided on the chain
  /// @param anchor LIMBO, RECOVERED or LOST
  record ForceClosing(
      Base base,
      Optional<String> closingTxid,
      long limbo,
      OptionalLong recovered,
      OptionalLong maturityHeight,
      OptionalLong blocksLeft,
      int htlcs,
      Optional<String> anchor)
      implements PendingChannel {}

  /// Its closing transaction waits for a block.
  ///
  /// @param flags LND's words for why, such as `ChanStatusLocalCloseInitiator`
  /// @param confirmationsLeft until it counts as closed, empty if not told
  record WaitingClose(
      Base base,
      Optional<String> closingTxid,
      long limbo,
      Optional<String> flags,
      OptionalLong confirmationsLeft)
      implements PendingChannel {
    /// Whether it is a commitment that waits: by force, and not what both have agreed on.
    public boolean byForce() {
      return flags.filter(words -> words.contains("CommitBroadcasted")).isPresent();
    }
  }
}
