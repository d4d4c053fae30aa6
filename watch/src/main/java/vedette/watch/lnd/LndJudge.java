package vedette.watch.lnd;

import java.util.Optional;
import java.util.OptionalLong;
import vedette.poll.Trouble;
import vedette.poll.lnd.LndAnswer;
import vedette.poll.lnd.LndCall;
import vedette.poll.lnd.WalletState;
import vedette.watch.fold.Words;
import vedette.watch.service.Reach;
import vedette.watch.service.Standing;
import vedette.watch.service.Surroundings;
import vedette.watch.view.State;

/// How an LND is, in a word and a line of why: first whether it answers at all, then its wallet,
/// then whether it lets us in, then whether it is in step with the chain, then what needs somebody.
final class LndJudge {
  /// A payment that expires in fewer blocks needs somebody, if it is in flight for a while.
  static final int EXPIRES_SOON = 13;

  /// Payments that are decided at once are in flight for seconds.
  private static final long IN_FLIGHT_FOR_LONG_MS = 60_000;

  /// LND's getinfo is slow now and then: so long it may be.
  private static final long SLOW_MS = 60_000;

  private static final String INFO = LndCall.GETINFO.call().name();

  private final Surroundings around;
  private final LndFacts facts;

  LndJudge(Surroundings around, LndFacts facts) {
    this.around = around;
    this.facts = facts;
  }

  Standing standing(long now) {
    Reach reach = around.reach();
    Optional<Standing> away = reach.trouble(now);
    if (away.isPresent()) {
      return away.get().word().equals(Trouble.UNAUTHORIZED.word())
          ? said(State.BAD, "unauthorised", away.get().detail())
          : away.get();
    }
    Optional<LndAnswer.State> told = facts.state.get();
    if (told.isEmpty()) {
      return said(State.UNKNOWN, "not asked yet", "");
    }
    return switch (told.get().state()) {
      case NON_EXISTING ->
          said(State.LOCKED, "no wallet", "LND runs, but no wallet was made yet. Do: lncli create");
      case LOCKED ->
          said(
              State.LOCKED,
              "wallet locked",
              "It waits for the wallet's password. Do: lncli unlock");
      case UNLOCKED -> said(State.STARTING, "starting", "The wallet is open, the rest starts.");
      case WAITING_TO_START ->
          said(State.STARTING, "standing by", "It waits to become the leader of its cluster.");
      case RPC_ACTIVE, SERVER_ACTIVE -> open(told.get().state(), reach, now);
    };
  }

  private Standing open(WalletState state, Reach reach, long now) {
    Optional<Standing> refused = refused(reach, now);
    if (refused.isPresent()) {
      return refused.get();
    }
    Optional<LndAnswer.NodeInfo> info = facts.info.get();
    if (info.isEmpty()) {
      return state == WalletState.RPC_ACTIVE
          ? said(State.STARTING, "starting", "It answers, but takes no part in the network yet.")
          : said(State.UNKNOWN, "not asked yet", "");
    }
    if (!info.get().syncedToChain()) {
      return said(State.SYNCING, "syncing", behind(info.get()));
    }
    if (state == WalletState.RPC_ACTIVE) {
      return said(State.STARTING, "starting", "It takes no part in the network yet.");
    }
    return expiring(now).orElseGet(() -> said(State.OK, "synced", detail(info.get())));
  }

  private Optional<Standing> refused(Reach reach, long now) {
    Optional<Trouble> trouble = reach.trouble(INFO);
    String words = reach.said(INFO);
    if (trouble.isEmpty()) {
      return Optional.empty();
    }
    return switch (trouble.get()) {
      case UNAUTHORIZED -> Optional.of(said(State.BAD, "unauthorised", words));
      case FORBIDDEN -> Optional.of(said(State.BAD, "not allowed", words));
      case STARTING -> Optional.of(said(State.STARTING, "starting", words));
      case TIMEOUT -> {
        OptionalLong good = reach.answeredAt(INFO);
        yield good.isPresent() && now - good.getAsLong() < SLOW_MS
            ? Optional.empty()
            : Optional.of(
                said(State.BAD, "hangs", "It tells its state, but answers nothing else: " + words));
      }
      case GARBAGE -> Optional.of(said(State.BAD, trouble.get().word(), words));
      case BUSY, UNSUPPORTED, UNTRUSTED, UNREACHABLE, UNASKABLE, ERROR ->
          facts.info.fresh(now, LndFacts.FRESH_MS).isPresent()
              ? Optional.empty()
              : Optional.of(said(State.WARN, trouble.get().word(), words));
    };
  }

  private String behind(LndAnswer.NodeInfo info) {
    OptionalLong bitcoin = around.bitcoinHeight();
    String at = "At block " + Words.count(info.blockHeight());
    return bitcoin.isPresent() && bitcoin.getAsLong() > info.blockHeight()
        ? "%s, %s behind.".formatted(at, Words.count(bitcoin.getAsLong() - info.blockHeight()))
        : at + ".";
  }

  private static String detail(LndAnswer.NodeInfo info) {
    String at = "At block " + Words.count(info.blockHeight());
    return info.syncedToGraph().orElse(true)
        ? at + "."
        : at + "; it still learns the network's channels.";
  }

  private Optional<Standing> expiring(long now) {
    return facts.channels.fresh(now, LndFacts.FRESH_MS).stream()
        .flatMap(all -> all.channels().stream())
        .flatMap(channel ->
            channel.htlcs().stream()
                .filter(htlc -> facts.blocksLeft(htlc).orElse(Long.MAX_VALUE) < EXPIRES_SOON)
                .filter(htlc ->
                    now - facts.memory.firstSeen(channel, htlc, now) >= IN_FLIGHT_FOR_LONG_MS)
                .map(htlc ->
                    "The channel with %s closes by force unless the payment is decided; blocks left: %d."
                        .formatted(Names.of(channel), facts.blocksLeft(htlc).orElse(0))))
        .findFirst()
        .map(why -> said(State.WARN, "payment expires soon", why));
  }

  private Standing said(State state, String word, String detail) {
    return new Standing(state, word, detail, around.reach().asOf());
  }
}
