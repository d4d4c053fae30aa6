package vedette.watch.lnd;

import java.util.OptionalDouble;
import vedette.poll.lnd.LndChannel;

/// What a channel leaves room for.
final class Room {
  private Room() {}

  /// Ours without the reserve; what the commitment's fee takes is LND's to know.
  static long canSend(LndChannel channel) {
    return Math.max(0, channel.local() - channel.localReserve().orElse(0));
  }

  /// Theirs without the reserve.
  static long canReceive(LndChannel channel) {
    return Math.max(0, channel.remote() - channel.remoteReserve().orElse(0));
  }

  /// Share of the time since LND's start that the peer was there.
  static OptionalDouble uptime(LndChannel channel) {
    long lifetime = channel.lifetimeSeconds().orElse(0);
    return lifetime > 0 && channel.uptimeSeconds().isPresent()
        ? OptionalDouble.of(Math.min(1, (double) channel.uptimeSeconds().getAsLong() / lifetime))
        : OptionalDouble.empty();
  }
}
