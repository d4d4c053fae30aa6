package vedette.app.kinds;

import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.function.Consumer;
import vedette.poll.Trouble;
import vedette.poll.electrum.ElectrumAnswer;
import vedette.poll.electrum.ElectrumCall;
import vedette.poll.lnd.LndAnswer;
import vedette.poll.lnd.LndCall;
import vedette.poll.lnd.WalletState;
import vedette.poll.monerod.MonerodAnswer;
import vedette.poll.monerod.MonerodCall;
import vedette.watch.electrum.ElectrumKind;
import vedette.watch.lnd.LndKind;
import vedette.watch.monerod.MonerodKind;
import vedette.watch.service.ServiceKind;
import vedette.watch.view.State;

/// How what stands on a chain comes into each way to be: Electrum servers, LND, monerod.
final class ChainWays {
  private ChainWays() {}

  static void stage(Scenes scenes) {
    electrum(scenes);
    lnd(scenes);
    monerod(scenes);
  }

  private static void electrum(Scenes scenes) {
    ServiceKind kind = new ElectrumKind();
    String tip = ElectrumCall.TIP.call().name();
    Consumer<Life> up = it -> it.says(tip, new ElectrumAnswer.Tip(800_000, "aa", 1_795_000_000));
    scenes.well(kind, State.OK, "answers", up);
    scenes.add(
        kind,
        Way.STARTING,
        State.STARTING,
        "starting",
        it ->
            it.fails(Trouble.UNREACHABLE)
                .says(
                    ElectrumCall.METRICS.call().name(),
                    new ElectrumAnswer.ElectrsMetrics(
                        OptionalLong.empty(),
                        OptionalLong.empty(),
                        OptionalLong.empty(),
                        OptionalLong.of(0),
                        OptionalDouble.empty(),
                        OptionalLong.of(1)))
                .fails(Trouble.UNREACHABLE));
    scenes.add(
        kind,
        Way.SYNCING,
        State.SYNCING,
        "indexing",
        up.andThen(it -> it.fails(ElectrumCall.FEATURES.call().name(), Trouble.STARTING)));
  }

  private static void lnd(Scenes scenes) {
    ServiceKind kind = new LndKind();
    String info = LndCall.GETINFO.call().name();
    Consumer<Life> open = state(WalletState.SERVER_ACTIVE);
    scenes.well(kind, State.OK, "synced", open.andThen(it -> it.says(info, info(true))));
    scenes.add(kind, Way.STARTING, State.STARTING, "starting", state(WalletState.UNLOCKED));
    scenes.add(
        kind,
        Way.SYNCING,
        State.SYNCING,
        "syncing",
        open.andThen(it -> it.says(info, info(false))));
    scenes.add(kind, Way.LOCKED, State.LOCKED, "wallet locked", state(WalletState.LOCKED));
    scenes.add(
        kind,
        Way.RESTRICTED,
        State.BAD,
        "not allowed",
        open.andThen(it -> it.fails(info, Trouble.FORBIDDEN)));
    scenes.add(
        kind,
        Way.UNAUTHORISED,
        State.BAD,
        "unauthorised",
        open.andThen(it -> it.fails(info, Trouble.UNAUTHORIZED)));
  }

  private static Consumer<Life> state(WalletState state) {
    return it -> it.says(LndCall.STATE.call().name(), new LndAnswer.State(state));
  }

  private static LndAnswer.NodeInfo info(boolean synced) {
    return new LndAnswer.NodeInfo(
        "0.21.2-beta",
        Optional.of("attic"),
        "02" + "d1".repeat(32),
        Optional.of("mainnet"),
        900_000,
        "00",
        OptionalLong.of(1_795_700_000),
        synced,
        Optional.of(true),
        Optional.of(true),
        1,
        0,
        0,
        1);
  }

  private static void monerod(Scenes scenes) {
    ServiceKind kind = new MonerodKind();
    String info = MonerodCall.GET_INFO.call().name();
    scenes.well(
        kind, State.OK, "at the tip", it -> it.says(info, overview(it, true, 12, 0, false)));
    scenes.add(
        kind,
        Way.STARTING,
        State.STARTING,
        "starting",
        it -> it.says(info, overview(it, false, 0, 0, false)));
    scenes.add(
        kind,
        Way.SYNCING,
        State.SYNCING,
        "syncing",
        it -> it.says(info, overview(it, false, 12, 500, false)));
    scenes.add(
        kind,
        Way.RESTRICTED,
        State.OK,
        "at the tip, restricted",
        it -> it.says(info, overview(it, true, -1, 0, true)));
    scenes.add(
        kind,
        Way.UNAUTHORISED,
        State.BAD,
        "wrong credentials",
        it -> it.fails(Trouble.UNAUTHORIZED));
  }

  private static MonerodAnswer.Overview overview(
      Life life, boolean synchronised, long peers, long behind, boolean restricted) {
    OptionalLong none = OptionalLong.empty();
    OptionalLong out = peers < 0 ? none : OptionalLong.of(peers);
    return new MonerodAnswer.Overview(
        "mainnet",
        3_000_000,
        behind == 0 ? none : OptionalLong.of(3_000_000 + behind),
        "aa",
        synchronised,
        !synchronised,
        false,
        restricted,
        false,
        none,
        out,
        out,
        none,
        none,
        none,
        none,
        none,
        none,
        OptionalDouble.empty(),
        restricted ? none : OptionalLong.of(life.now().getEpochSecond() - 10),
        none,
        none,
        Optional.empty(),
        Optional.empty(),
        none,
        none);
  }
}
