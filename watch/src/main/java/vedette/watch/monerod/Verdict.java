package vedette.watch.monerod;

import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import vedette.poll.monerod.MonerodAnswer;
import vedette.watch.fold.Words;
import vedette.watch.service.Reach;
import vedette.watch.service.Standing;
import vedette.watch.view.State;

/// Says how a monerod is, in a word and why.
final class Verdict {
  /// So long after its start it may still look for its first peers, ms.
  static final long START_MS = 120_000;

  /// Blocks that are missing for a moment are no lag.
  static final long LAG = 3;

  /// By the laws of chance a longer wait for a block comes once a month.
  static final double OLD_TIP_SECONDS = 20 * 60;

  private static final String REGTEST = "fakechain";

  private final MonerodState state;
  private final Reach reach;

  Verdict(MonerodState state, Reach reach) {
    this.state = state;
    this.reach = reach;
  }

  Standing standing(long now) {
    Optional<Standing> trouble = reach.trouble(now);
    MonerodAnswer.Overview info = state.info;
    if (trouble.isPresent()) {
      return trouble.get();
    }
    if (info == null) {
      return standing(State.UNKNOWN, "not asked yet", "");
    }
    if (info.untrusted()) {
      return standing(
          State.SYNCING,
          "syncing, another node answers",
          "Until it has synchronised itself." + left());
    }
    if (info.offline()) {
      return standing(
          State.WARN,
          "offline",
          "It was started with --offline: it neither asks nor tells anybody.");
    }
    return isolation(info, now).or(() -> lag(info)).orElseGet(() -> atTheTip(info, now));
  }

  private Optional<Standing> isolation(MonerodAnswer.Overview info, long now) {
    OptionalLong peers = state.peers();
    if (peers.isEmpty() || peers.getAsLong() > 0) {
      return Optional.empty();
    }
    if (!info.synchronised() && now - state.since() < START_MS) {
      return Optional.of(standing(State.STARTING, "starting", "It looks for its first peers."));
    }
    String since =
        state.leftAlone().isPresent()
            ? "For " + Words.age(now - state.leftAlone().getAsLong()) + ". "
            : "";
    return Optional.of(
        standing(
            State.BAD,
            "no peers",
            since
                + "It hears of no blocks; that it calls itself synchronised means nothing now. Do: look at its network and firewall"));
  }

  private Optional<Standing> lag(MonerodAnswer.Overview info) {
    OptionalLong behind = state.behind();
    if (info.synchronised() && behind.orElse(0) <= LAG) {
      return Optional.empty();
    }
    return Optional.of(
        standing(State.SYNCING, "syncing", ("How far it has to go: " + far()).strip()));
  }

  private String far() {
    OptionalLong behind = state.behind();
    if (behind.isEmpty()) {
      return "it does not know yet.";
    }
    return Words.counted(behind.getAsLong(), "block", "blocks") + "." + left();
  }

  private String left() {
    OptionalLong behind = state.behind();
    if (behind.isEmpty() || behind.getAsLong() == 0) {
      return "";
    }
    OptionalDouble low = state.climb.low(behind.getAsLong());
    OptionalDouble high = state.climb.high(behind.getAsLong());
    if (low.isEmpty() || high.isEmpty()) {
      return "";
    }
    String from = Words.age((long) (low.getAsDouble() * 1_000));
    String to = Words.age((long) (high.getAsDouble() * 1_000));
    return " About " + (from.equals(to) ? to : from + " to " + to) + " left.";
  }

  private Standing atTheTip(MonerodAnswer.Overview info, long now) {
    OptionalDouble age = state.tipAge(now);
    if (!info.network().equals(REGTEST) && age.isPresent() && age.getAsDouble() > OLD_TIP_SECONDS) {
      return standing(
          State.WARN,
          "no new block",
          "The newest is %s old; blocks come every two minutes. Do: look at its peers and its clock"
              .formatted(Words.age((long) (age.getAsDouble() * 1_000))));
    }
    if (info.outgoing().isPresent() && info.outgoing().getAsLong() == 0) {
      return standing(
          State.WARN,
          "at the tip, no outgoing peers",
          "All its peers came by themselves. Do: let it connect to others");
    }
    String update =
        info.updateAvailable().orElse(false) ? "A newer version is out. Do: update it" : "";
    return info.restricted()
        ? standing(
            State.OK,
            "at the tip, restricted",
            "This port tells neither peers nor version nor disk.")
        : standing(State.OK, "at the tip", update);
  }

  private Standing standing(State judged, String word, String detail) {
    return new Standing(judged, word, detail, reach.asOf());
  }
}
