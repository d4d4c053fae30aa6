package vedette.watch.electrum;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import vedette.poll.Outcome;
import vedette.poll.Reading;
import vedette.poll.electrum.ElectrumAnswer;
import vedette.watch.service.Gauging;
import vedette.watch.service.ServiceFold;
import vedette.watch.service.Standing;
import vedette.watch.service.Surroundings;
import vedette.watch.view.Figure;
import vedette.watch.view.KindPage;

/// One Electrum server.
final class ElectrumFold implements ServiceFold {
  private static final int MOST_TIPS = 12;
  private static final int MOST_ROWS = 24;
  private static final double MILLIS = 1e3;

  private final Surroundings around;
  private final Told told = new Told();
  private final Deque<ElectrumPage.SeenTip> tips = new ArrayDeque<>();

  ElectrumFold(Surroundings around) {
    this.around = around;
  }

  @Override
  public void accept(Reading reading) {
    told.accept(reading);
    if (reading.outcome() instanceof Outcome.Answered(ElectrumAnswer.Tip tip)) {
      ElectrumPage.SeenTip last = tips.peekFirst();
      if (last == null || !last.hash().equals(tip.hash())) {
        tips.addFirst(
            new ElectrumPage.SeenTip(tip.height(), tip.hash(), reading.at().toEpochMilli()));
      }
      if (tips.size() > MOST_TIPS) {
        tips.removeLast();
      }
    }
  }

  @Override
  public Standing standing(long now) {
    return ElectrumJudge.standing(told, around, now);
  }

  @Override
  public List<Figure> figures(long now) {
    OptionalLong lag = Lag.of(told.height(now), around.bitcoinHeight());
    OptionalDouble ping = ping(now);
    List<Figure> figures = new ArrayList<>();
    figures.add(Figure.of("height", real(told.height(now)), "blocks", "It has not told its tip."));
    figures.add(
        Figure.of(
            "behind bitcoind",
            lag.isPresent()
                ? OptionalDouble.of((double) Math.max(0, lag.getAsLong()))
                : OptionalDouble.empty(),
            "blocks",
            around.needs().isEmpty()
                ? "No bitcoind is known that it belongs to."
                : "The height of one of both is not known."));
    OptionalLong clients =
        told.stats(now).map(ElectrumAnswer.FulcrumStats::clients).orElse(OptionalLong.empty());
    figures.add(
        clients.isPresent()
            ? Figure.of("clients", (double) clients.getAsLong(), "clients")
            : Figure.of("answers in", ping, "ms", "It has not answered a ping lately."));
    return figures;
  }

  @Override
  public void measure(Gauging into, long now) {
    ElectrumMeasures.put(into, told, around, now);
  }

  @Override
  public Optional<? extends KindPage> page(long now) {
    Optional<ElectrumAnswer.Tip> tip = told.tip(now);
    return Optional.of(
        new ElectrumPage(
            told.version(now).map(ElectrumAnswer.Version::software),
            told.version(now).map(ElectrumAnswer.Version::protocol),
            told.features(now).flatMap(Chains::of),
            around.bitcoinChain(),
            told.height(now),
            around.bitcoinHeight(),
            Lag.of(told.height(now), around.bitcoinHeight()),
            tip.map(ElectrumAnswer.Tip::hash),
            tip.isPresent()
                ? OptionalLong.of(Math.round(tip.get().time() * MILLIS))
                : OptionalLong.empty(),
            List.copyOf(tips),
            told.stats(now).flatMap(ElectrumAnswer.FulcrumStats::work),
            ping(now),
            told.relayFee(now),
            told.feeEstimate(now),
            told.mempoolVbytes(now),
            told.histogram(now).map(ElectrumFold::rows).orElse(List.of()),
            told.peers(now).map(it -> OptionalLong.of(it.servers())).orElse(OptionalLong.empty()),
            told.stats(now).map(ElectrumFold::fulcrum),
            told.metrics(now).map(ElectrumFold::electrs),
            around.reach().refused()));
  }

  private OptionalDouble ping(long now) {
    return told.pong(now).isPresent() ? around.reach().tookMs(Told.PING) : OptionalDouble.empty();
  }

  /// As many bins are put together as it takes; a row has the rate of the lowest of its bins.
  private static List<ElectrumPage.FeeRow> rows(ElectrumAnswer.FeeHistogram histogram) {
    List<ElectrumAnswer.FeeHistogram.Bin> bins = histogram.bins();
    int together = Math.max(1, Math.ceilDiv(bins.size(), MOST_ROWS));
    List<ElectrumPage.FeeRow> rows = new ArrayList<>();
    for (int from = 0; from < bins.size(); from += together) {
      List<ElectrumAnswer.FeeHistogram.Bin> some =
          bins.subList(from, Math.min(bins.size(), from + together));
      double vbytes = some.stream().mapToDouble(bin -> bin.vsize()).sum();
      rows.add(new ElectrumPage.FeeRow(some.getLast().feeRate(), (long) vbytes));
    }
    return rows;
  }

  private static ElectrumPage.FulcrumPart fulcrum(ElectrumAnswer.FulcrumStats stats) {
    return new ElectrumPage.FulcrumPart(
        stats.clients(),
        stats.mostClients(),
        stats.allClients(),
        stats.subscriptions(),
        stats.transactionsSent(),
        stats.utxos(),
        stats.transactions(),
        stats.jobs(),
        stats.jobOverflows(),
        stats.memory(),
        stats.daemon(),
        stats.daemonRefuses(),
        stats.daemonTimeouts());
  }

  private static ElectrumPage.ElectrsPart electrs(ElectrumAnswer.ElectrsMetrics metrics) {
    boolean any = metrics.requests().orElse(0) > 0 && metrics.requestSeconds().isPresent();
    return new ElectrumPage.ElectrsPart(
        metrics.mempoolTransactions(),
        metrics.requests(),
        any
            ? OptionalDouble.of(
                metrics.requestSeconds().getAsDouble() * MILLIS / metrics.requests().getAsLong())
            : OptionalDouble.empty(),
        metrics.memory());
  }

  private static OptionalDouble real(OptionalLong whole) {
    return whole.isPresent()
        ? OptionalDouble.of((double) whole.getAsLong())
        : OptionalDouble.empty();
  }
}
