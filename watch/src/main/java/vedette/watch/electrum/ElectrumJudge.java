package vedette.watch.electrum;

import java.util.Optional;
import java.util.OptionalLong;
import vedette.poll.Trouble;
import vedette.poll.electrum.ElectrumAnswer;
import vedette.poll.electrum.ElectrumCall;
import vedette.watch.fold.Words;
import vedette.watch.service.Reach;
import vedette.watch.service.Standing;
import vedette.watch.service.Surroundings;
import vedette.watch.view.State;

/// How an Electrum server is. The order of the questions is the order of what matters: whom it
/// serves, whether it serves at all, how far it is.
final class ElectrumJudge {
  private static final String FEATURES = ElectrumCall.FEATURES.call().name();
  private static final String TIP = ElectrumCall.TIP.call().name();
  private static final String RELAY_FEE = ElectrumCall.RELAY_FEE.call().name();

  private ElectrumJudge() {}

  static Standing standing(Told told, Surroundings around, long now) {
    Reach reach = around.reach();
    Optional<ElectrumAnswer.FulcrumStats> stats = told.stats(now);
    if (stats.filter(ElectrumAnswer.FulcrumStats::daemonRefuses).isPresent()) {
      return new Standing(
          State.BAD,
          "refused by bitcoind",
          "bitcoind does not accept its password. Do: compare rpcuser and rpcpassword of both, or"
              + " give it the cookie.",
          reach.asOf());
    }
    Optional<Standing> trouble = reach.trouble(now);
    return trouble.isPresent()
        ? unreached(trouble.get(), told, around, now)
        : reached(told, around, now);
  }

  /// It does not answer wallets. Its figures may tell why.
  private static Standing unreached(Standing trouble, Told told, Surroundings around, long now) {
    Optional<Trouble> kind = around.reach().trouble(TIP);
    boolean silent =
        kind.filter(it -> it == Trouble.UNREACHABLE || it == Trouble.TIMEOUT).isPresent();
    Optional<ElectrumAnswer.FulcrumStats> stats = told.stats(now);
    if (silent && stats.flatMap(ElectrumAnswer.FulcrumStats::work).isPresent()) {
      return indexing(workHeight(stats.get()), around);
    }
    boolean served = around.reach().answeredAt(TIP).isPresent();
    if (silent && !served && (stats.isPresent() || told.metrics(now).isPresent())) {
      return new Standing(
          State.STARTING,
          "starting",
          "It runs, but does not serve wallets yet: it waits for bitcoind or prepares its index.",
          trouble.asOf());
    }
    return trouble;
  }

  private static OptionalLong workHeight(ElectrumAnswer.FulcrumStats stats) {
    return stats.workHeight().orElse(0) > 0 ? stats.workHeight() : stats.height();
  }

  private static Standing reached(Told told, Surroundings around, long now) {
    Reach reach = around.reach();
    Optional<ElectrumAnswer.Features> features = told.features(now);
    if (Chains.wrong(features, around.bitcoinChain()).orElse(false)) {
      return new Standing(
          State.BAD,
          "wrong chain",
          "It serves %s, its bitcoind is on %s."
              .formatted(
                  features.flatMap(Chains::of).orElse("another chain"),
                  around.bitcoinChain().orElse("another")),
          reach.asOf());
    }
    OptionalLong height = told.height(now);
    OptionalLong lag = Lag.of(height, around.bitcoinHeight());
    if (reach.trouble(FEATURES).filter(it -> it == Trouble.STARTING).isPresent()
        || lag.orElse(0) > Lag.DAY) {
      return indexing(height, around);
    }
    if (lag.isPresent() && lag.getAsLong() > Lag.USUAL) {
      return new Standing(
          State.WARN,
          "behind bitcoind",
          "%s behind bitcoind: wallets do not see them."
              .formatted(Words.counted(lag.getAsLong(), "block", "blocks")),
          reach.asOf());
    }
    if (reach.trouble(RELAY_FEE).filter(it -> it == Trouble.ERROR).isPresent()) {
      return new Standing(
          State.WARN,
          "without bitcoind",
          "It cannot ask its bitcoind: " + reach.said(RELAY_FEE),
          reach.asOf());
    }
    return lag.isPresent()
        ? new Standing(State.OK, "at the tip", "", reach.asOf())
        : new Standing(
            State.OK,
            "answers",
            around.needs().isEmpty()
                ? "Whether it is at the tip is not known: no bitcoind is known that it belongs to."
                : "Whether it is at the tip is not known: bitcoind's height is not.",
            reach.asOf());
  }

  private static Standing indexing(OptionalLong height, Surroundings around) {
    OptionalLong of = around.bitcoinHeight();
    String where =
        height.isEmpty()
            ? ""
            : "Block %s%s."
                .formatted(
                    Words.count(height.getAsLong()),
                    of.isPresent() ? " of " + Words.count(of.getAsLong()) : "");
    return new Standing(State.SYNCING, "indexing", where, around.reach().asOf());
  }
}
