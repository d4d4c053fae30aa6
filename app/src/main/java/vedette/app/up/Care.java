package vedette.app.up;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import vedette.app.backup.Keeping;
import vedette.app.backup.LndSources;
import vedette.app.systemd.Notify;
import vedette.history.History;
import vedette.history.HistoryStatus;
import vedette.tap.SourceStats;
import vedette.watch.Watch;
import vedette.watch.metrics.Metrics;
import vedette.watch.metrics.TracepointCount;

/// Does, once a second, what nobody else starts: looks which nodes there are, lets time pass for
/// the watch, keeps samples every ten seconds, says what is wrong, and tells systemd that all
/// threads go round.
final class Care implements AutoCloseable {
  private static final String THREAD = "vedette-care";
  private static final Duration TURN = Duration.ofSeconds(1);
  private static final int TURNS_OF_SAMPLES = 10;

  /// What is taken care of.
  ///
  /// @param keeper empty if no history is kept
  record Charges(
      Census census,
      Roster roster,
      Keeping keeping,
      Watch watch,
      Optional<HistoryKeeper> keeper,
      Optional<History> history,
      Metrics metrics,
      Tapping tapping,
      Recorders recorders,
      DropIn dropIn,
      Usage usage,
      Vitals vitals,
      Voice voice,
      Notify systemd) {}

  private final Charges charges;
  private final CountDownLatch ending = new CountDownLatch(1);
  private final Thread thread;
  private long turns;

  private Care(Charges charges) {
    this.charges = charges;
    this.thread = Thread.ofPlatform().daemon().name(THREAD).unstarted(this::run);
  }

  static Care start(Charges charges) {
    Care care = new Care(charges);
    care.thread.start();
    return care;
  }

  private void run() {
    long next = System.nanoTime();
    try {
      do {
        carefulTurn();
        // A turn that was late does not make the next ones come in a burst.
        next = Math.max(next + TURN.toNanos(), System.nanoTime());
      } while (!ending.await(next - System.nanoTime(), TimeUnit.NANOSECONDS));
    } catch (InterruptedException asked) {
      // It is over.
    }
    charges.vitals().done(THREAD);
  }

  private void carefulTurn() {
    try {
      turn();
    } catch (RuntimeException mistake) {
      charges.voice().mistake("care", "its turn", mistake);
    }
  }

  private void turn() {
    charges.vitals().turn(THREAD);
    charges.census().look();
    charges.roster().look();
    charges.keeping().care(LndSources.among(charges.roster().services()));
    charges.watch().tick();
    charges.usage().look();
    if (turns++ % TURNS_OF_SAMPLES == 0) {
      long now = System.currentTimeMillis();
      charges
          .keeper()
          .ifPresent(keeper -> {
            charges.watch().samples().forEach(sample -> keeper.sample(sample, now));
            charges.watch().services().measured().forEach(value -> keeper.measured(value, now));
          });
      charges.dropIn().care();
    }
    charges
        .tapping()
        .loop()
        .ifPresent(loop ->
            charges.metrics().counted(loop.stats().events().stream().map(Care::count).toList()));
    report();
    if (charges.vitals().health().well()) {
      charges.systemd().alive();
    }
  }

  private void report() {
    charges.voice().about("tap", charges.tapping().trouble());
    charges
        .history()
        .map(History::status)
        .map(HistoryStatus::sentence)
        .ifPresent(sentence -> charges.voice().about("history", sentence));
    charges
        .history()
        .flatMap(history -> history.status().repair())
        .ifPresent(done -> charges.voice().about("history was repaired", done));
    charges.recorders().care();
  }

  private static TracepointCount count(SourceStats.Count it) {
    return new TracepointCount(it.event(), it.delivered(), it.lost(), it.dropped(), it.filtered());
  }

  @Override
  public void close() {
    ending.countDown();
    try {
      thread.join();
    } catch (InterruptedException asked) {
      Thread.currentThread().interrupt();
    }
  }
}
