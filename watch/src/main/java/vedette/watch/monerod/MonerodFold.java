package vedette.watch.monerod;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import vedette.poll.Reading;
import vedette.poll.Trouble;
import vedette.poll.monerod.MonerodAnswer;
import vedette.poll.monerod.MonerodCall;
import vedette.watch.service.Gauging;
import vedette.watch.service.Reach;
import vedette.watch.service.ServiceFold;
import vedette.watch.service.Standing;
import vedette.watch.service.Surroundings;
import vedette.watch.view.Figure;
import vedette.watch.view.State;

/// Folds what a monerod says. Under the lock of its caller; bounded by the bounds of its answers.
final class MonerodFold implements ServiceFold {
  static final double PICO = 1e12;

  private static final String MAIN = MonerodCall.GET_INFO.call().name();
  private static final List<String> PRIORITIES = List.of("slow", "normal", "fast", "fastest");

  private final Surroundings around;
  private final MonerodState state = new MonerodState();
  private final Verdict verdict;

  MonerodFold(Surroundings around) {
    this.around = around;
    this.verdict = new Verdict(state, around.reach());
  }

  @Override
  public void accept(Reading reading) {
    state.accept(reading, MAIN);
  }

  @Override
  public Standing standing(long now) {
    return verdict.standing(now);
  }

  /// Whether what was told is still how it is: it answers, or has only just not done so.
  private boolean current(long now) {
    return state.infoAt >= 0
        && now - state.infoAt <= Reach.STALE_MS
        && around.reach().trouble(MAIN).filter(it -> it == Trouble.UNREACHABLE).isEmpty();
  }

  /// The answer of a call, unless the node does not answer it any more.
  private <T> Optional<T> still(@Nullable T answer, MonerodCall call, long now) {
    return current(now) && around.reach().trouble(call.call().name()).isEmpty()
        ? Optional.ofNullable(answer)
        : Optional.empty();
  }

  @Override
  public List<Figure> figures(long now) {
    MonerodAnswer.Overview info = state.info;
    if (info == null) {
      return List.of();
    }
    Figure height = Figure.of("height", (double) info.height(), "");
    if (standing(now).state() == State.SYNCING) {
      OptionalLong behind = state.behind();
      return List.of(
          height,
          Figure.of("behind", real(behind), "blocks", "It does not know how far its peers are"),
          peers(info));
    }
    return List.of(height, tip(now), peers(info));
  }

  private Figure tip(long now) {
    if (!current(now)) {
      return Figure.unknown(
          "tip age", "time", "It would have kept counting, and nobody told whether it did");
    }
    OptionalDouble age = state.tipAge(now);
    return Figure.of(
        "tip age",
        age.isPresent() ? OptionalDouble.of(now - age.getAsDouble() * 1e3) : OptionalDouble.empty(),
        "time",
        "It has not told its newest block");
  }

  private static Figure peers(MonerodAnswer.Overview info) {
    return info.outgoing().isPresent() && info.incoming().isPresent()
        ? Figure.text(
            "peers", info.outgoing().getAsLong() + " out " + info.incoming().getAsLong() + " in")
        : Figure.unknown("peers", "peers", "A restricted port does not tell");
  }

  private static OptionalDouble real(OptionalLong whole) {
    return whole.isPresent()
        ? OptionalDouble.of((double) whole.getAsLong())
        : OptionalDouble.empty();
  }

  static OptionalDouble xmr(OptionalLong piconero) {
    return piconero.isPresent()
        ? OptionalDouble.of(piconero.getAsLong() / PICO)
        : OptionalDouble.empty();
  }

  @Override
  public void measure(Gauging into, long now) {
    MonerodAnswer.Overview info = state.info;
    if (info == null || !current(now)) {
      return;
    }
    info(into, info, now);
    into.put(MonerodMeasures.BEHIND, state.behind());
    OptionalDouble took = around.reach().tookMs(MAIN);
    took.ifPresent(ms -> into.put(MonerodMeasures.ANSWER, ms / 1e3));
    still(state.header, MonerodCall.GET_LAST_BLOCK_HEADER, now)
        .ifPresent(it -> header(into, it, now));
    still(state.pool, MonerodCall.GET_TRANSACTION_POOL_STATS, now).ifPresent(it -> pool(into, it));
    still(state.connections, MonerodCall.GET_CONNECTIONS, now)
        .ifPresent(it -> connections(into, it));
    still(state.traffic, MonerodCall.GET_NET_STATS, now)
        .ifPresent(it -> {
          into.put(MonerodMeasures.RECEIVED, (double) it.received());
          into.put(MonerodMeasures.SENT, (double) it.sent());
        });
    still(state.sync, MonerodCall.SYNC_INFO, now)
        .ifPresent(it -> into.put(MonerodMeasures.WAITING, (double) it.waitingBlocks()));
    still(state.hardFork, MonerodCall.HARD_FORK_INFO, now)
        .filter(MonerodAnswer.HardFork::enabled)
        .ifPresent(it -> into.put(MonerodMeasures.HARD_FORK, (double) it.version()));
    still(state.fees, MonerodCall.GET_FEE_ESTIMATE, now).ifPresent(it -> fees(into, it));
  }

  private static void info(Gauging into, MonerodAnswer.Overview info, long now) {
    into.put(MonerodMeasures.HEIGHT, (double) (info.height() + 1));
    info.target().ifPresent(it -> into.put(MonerodMeasures.TARGET, (double) (it + 1)));
    into.put(MonerodMeasures.SYNCHRONIZED, info.synchronised());
    into.put(MonerodMeasures.BUSY_SYNCING, info.busySyncing());
    into.put(MonerodMeasures.OFFLINE, info.offline());
    into.put(MonerodMeasures.RESTRICTED, info.restricted());
    into.put(MonerodMeasures.MAINNET, info.network().equals("mainnet"));
    info.updateAvailable().ifPresent(it -> into.put(MonerodMeasures.UPDATE, it));
    into.put(MonerodMeasures.OUTGOING, info.outgoing());
    into.put(MonerodMeasures.INCOMING, info.incoming());
    into.put(MonerodMeasures.RPC, info.rpcConnections());
    into.put(MonerodMeasures.ALTERNATIVES, info.alternatives());
    into.put(MonerodMeasures.DATABASE, info.database());
    into.put(MonerodMeasures.FREE, info.free());
    into.put(MonerodMeasures.SIZE_LIMIT, info.weightLimit());
    into.put(MonerodMeasures.SIZE_MEDIAN, info.weightMedian());
    into.put(MonerodMeasures.STARTED, info.started());
    info.started().ifPresent(it -> into.put(MonerodMeasures.UPTIME, Math.max(0, now / 1e3 - it)));
    into.put(MonerodMeasures.PEERLIST, info.whitePeers(), "white");
    into.put(MonerodMeasures.PEERLIST, info.greyPeers(), "grey");
    into.put(MonerodMeasures.VERSION, 1, info.network(), info.version().orElse(""));
  }

  private void header(Gauging into, MonerodAnswer.Header header, long now) {
    into.put(MonerodMeasures.TIP_HEIGHT, (double) header.height());
    into.put(MonerodMeasures.TIP_TIME, header.timestamp());
    into.put(MonerodMeasures.TIP_AGE, state.tipAge(now));
    into.put(MonerodMeasures.TIP_SIZE, header.weight());
    into.put(MonerodMeasures.TIP_TRANSACTIONS, header.transactions());
    into.put(MonerodMeasures.TIP_REWARD, xmr(header.reward()));
    into.put(MonerodMeasures.TIP_DIFFICULTY, header.difficulty());
    into.put(MonerodMeasures.TIP_MAJOR, header.majorVersion());
    into.put(MonerodMeasures.TIP_MINOR, header.minorVersion());
  }

  private static void pool(Gauging into, MonerodAnswer.Pool pool) {
    into.put(MonerodMeasures.POOL_TRANSACTIONS, (double) pool.transactions());
    into.put(MonerodMeasures.POOL_SIZE, pool.bytes());
    into.put(MonerodMeasures.POOL_FEES, xmr(pool.fees()));
    into.put(MonerodMeasures.POOL_FAILING, pool.failing());
    into.put(MonerodMeasures.POOL_DOUBLE, pool.doubleSpends());
    into.put(MonerodMeasures.POOL_NOT_RELAYED, pool.notRelayed());
    into.put(MonerodMeasures.POOL_OLD, pool.olderThan10Minutes());
  }

  private static void connections(Gauging into, MonerodAnswer.Connections connections) {
    Map<String, Map<String, Long>> counts = new TreeMap<>();
    connections
        .peers()
        .forEach(peer ->
            counts
                .computeIfAbsent(peer.incoming() ? "in" : "out", _ -> new HashMap<>())
                .merge(peer.state(), 1L, Long::sum));
    counts.forEach((type, states) ->
        states.forEach(
            (word, count) -> into.put(MonerodMeasures.CONNECTIONS, (double) count, type, word)));
  }

  private static void fees(Gauging into, MonerodAnswer.Fees fees) {
    for (int i = 0; i < Math.min(fees.perByte().size(), PRIORITIES.size()); i++) {
      into.put(MonerodMeasures.FEE, (double) fees.perByte().get(i), PRIORITIES.get(i));
    }
  }

  @Override
  public Optional<MonerodPage> page(long now) {
    MonerodAnswer.Overview info = state.info;
    if (info == null) {
      return Optional.empty();
    }
    List<String> masked = new ArrayList<>(around.reach().refused());
    return Optional.of(MonerodPages.of(info, state, masked));
  }
}
