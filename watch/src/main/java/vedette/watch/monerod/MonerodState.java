package vedette.watch.monerod;

import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import vedette.poll.Outcome;
import vedette.poll.Reading;
import vedette.poll.monerod.MonerodAnswer;

/// The last answer of each call, and what only their sequence tells.
final class MonerodState {
  final Climb climb = new Climb();
  MonerodAnswer.@Nullable Overview info;
  MonerodAnswer.@Nullable Header header;
  MonerodAnswer.@Nullable Pool pool;
  MonerodAnswer.@Nullable Connections connections;
  MonerodAnswer.@Nullable Traffic traffic;
  MonerodAnswer.@Nullable Sync sync;
  MonerodAnswer.@Nullable HardFork hardFork;
  MonerodAnswer.@Nullable Fees fees;
  long infoAt = -1;
  private long connectionsAt = -1;
  private boolean away = true;
  private long backAt = -1;
  private long tipSeenAt = -1;
  private long leftAlone = -1;

  void accept(Reading reading, String mainCall) {
    long at = reading.at().toEpochMilli();
    switch (reading.outcome()) {
      case Outcome.Answered(MonerodAnswer answer) -> answered(answer, at);
      case Outcome.Answered _ -> {}
      case Outcome.Failed _ -> {
        if (reading.call().equals(mainCall)) {
          away = true;
        }
      }
    }
  }

  private void answered(MonerodAnswer answer, long at) {
    switch (answer) {
      case MonerodAnswer.Overview it -> info(it, at);
      case MonerodAnswer.Header it -> header(it, at);
      case MonerodAnswer.Pool it -> pool = it;
      case MonerodAnswer.Connections it -> {
        connections = it;
        connectionsAt = at;
      }
      case MonerodAnswer.Traffic it -> traffic = it;
      case MonerodAnswer.Sync it -> sync = it;
      case MonerodAnswer.HardFork it -> hardFork = it;
      case MonerodAnswer.Fees it -> fees = it;
    }
  }

  private void info(MonerodAnswer.Overview it, long at) {
    MonerodAnswer.Overview before = info;
    if (before != null
        && (before.restricted() != it.restricted() || !before.network().equals(it.network()))) {
      // Another port or another node under the same name: nothing of the old one is true of it.
      forgetAnswers();
    }
    if (away) {
      backAt = at;
      away = false;
    }
    info = it;
    infoAt = at;
    climb.add(at, it.ownHeight().orElse(it.height()));
    OptionalLong peers = peers();
    if (peers.isPresent() && peers.getAsLong() == 0) {
      leftAlone = leftAlone < 0 ? at : leftAlone;
    } else {
      leftAlone = -1;
    }
  }

  private void forgetAnswers() {
    header = null;
    pool = null;
    connections = null;
    traffic = null;
    sync = null;
    hardFork = null;
    fees = null;
    tipSeenAt = -1;
  }

  private void header(MonerodAnswer.Header it, long at) {
    MonerodAnswer.Header before = header;
    if (before != null && !before.hash().equals(it.hash())) {
      // A node that catches up brings old blocks: their own time says how old they are.
      MonerodAnswer.Overview now = info;
      boolean fresh = now != null && now.synchronised() && now.target().isEmpty();
      tipSeenAt = fresh && !away ? at : -1;
    }
    header = it;
  }

  /// How many peers there are, if the port tells.
  OptionalLong peers() {
    MonerodAnswer.Overview it = info;
    return it == null || it.outgoing().isEmpty() || it.incoming().isEmpty()
        ? OptionalLong.empty()
        : OptionalLong.of(it.outgoing().getAsLong() + it.incoming().getAsLong());
  }

  /// Since when it has no peers; empty if it has some or nobody tells.
  OptionalLong leftAlone() {
    return leftAlone < 0 ? OptionalLong.empty() : OptionalLong.of(leftAlone);
  }

  /// When it began to answer, or began to run if it tells.
  long since() {
    MonerodAnswer.Overview it = info;
    return it == null || it.started().isEmpty() ? backAt : it.started().getAsLong() * 1_000;
  }

  /// Blocks that it lacks; empty if it does not know.
  OptionalLong behind() {
    MonerodAnswer.Overview it = info;
    if (it == null) {
      return OptionalLong.empty();
    }
    long own = it.ownHeight().orElse(it.height());
    if (it.target().isPresent()) {
      return OptionalLong.of(Math.max(0, it.target().getAsLong() - own));
    }
    if (it.untrusted()) {
      return it.ownHeight().isPresent() ? OptionalLong.of(it.height() - own) : OptionalLong.empty();
    }
    return it.synchronised() ? OptionalLong.of(0) : OptionalLong.empty();
  }

  /// When the newest block came, ms, if it was seen to.
  OptionalLong tipSeenAt() {
    return tipSeenAt < 0 ? OptionalLong.empty() : OptionalLong.of(tipSeenAt);
  }

  /// How old the newest block is: since it came, otherwise by its own time, which may lie ahead.
  OptionalDouble tipAge(long now) {
    MonerodAnswer.Header it = header;
    if (it == null) {
      return OptionalDouble.empty();
    }
    if (tipSeenAt < 0 && it.timestamp().isEmpty()) {
      return OptionalDouble.empty();
    }
    long since = tipSeenAt < 0 ? it.timestamp().getAsLong() * 1_000 : tipSeenAt;
    return OptionalDouble.of(Math.max(0, now - since) / 1e3);
  }

  /// When a peer connected, ms, for what it said of how long ago that was.
  OptionalLong connectedAt(MonerodAnswer.Peer peer) {
    return peer.seconds().isPresent() && connectionsAt >= 0
        ? OptionalLong.of(connectionsAt - Math.min(peer.seconds().getAsLong(), 1L << 32) * 1_000)
        : OptionalLong.empty();
  }
}
