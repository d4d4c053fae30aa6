package vedette.app.up;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import vedette.event.Event;
import vedette.tap.SourceStats;
import vedette.tap.Tap;
import vedette.tap.TapException;
import vedette.tap.TapOptions;

/// Polls a tap on a thread of its own and hands on what it sees, until it is closed.
///
/// A tap that cannot be opened or that breaks is opened again: after seconds if a retry may help,
/// after minutes if it will not (rights may be given, a module loaded). Until then [#trouble] says
/// why.
final class TapLoop implements AutoCloseable {
  private static final String THREAD = "vedette-tap";
  private static final Duration LOOK = Duration.ofMillis(100);
  private static final Duration SOON = Duration.ofSeconds(5);
  private static final Duration LATER = Duration.ofMinutes(5);

  private final TapOptions options;
  private final Consumer<Event> sink;
  private final Vitals vitals;
  private final CountDownLatch ending = new CountDownLatch(1);
  private final CountDownLatch firstTry = new CountDownLatch(1);
  private final Thread thread;
  private volatile @Nullable Tap tap;
  private volatile String trouble = "";
  private volatile SourceStats former = new SourceStats(List.of());

  private TapLoop(TapOptions options, Consumer<Event> sink, Vitals vitals) {
    this.options = options;
    this.sink = sink;
    this.vitals = vitals;
    this.thread = Thread.ofPlatform().name(THREAD).unstarted(this::run);
  }

  /// Starts it, without waiting.
  ///
  /// @param sink gets every event, on the thread of the loop; must not throw
  static TapLoop start(TapOptions options, Consumer<Event> sink, Vitals vitals) {
    TapLoop loop = new TapLoop(options, sink, vitals);
    loop.thread.start();
    return loop;
  }

  /// Waits until the first attempt to attach has ended, in whatever way.
  void awaitFirstTry() {
    try {
      firstTry.await();
    } catch (InterruptedException asked) {
      Thread.currentThread().interrupt();
    }
  }

  /// Why nothing is tapped, a sentence; empty if all is well.
  String trouble() {
    return trouble;
  }

  /// Counts of all tracepoints since the start.
  SourceStats stats() {
    Tap now = tap;
    return now == null ? former : Stats.sum(former, now.stats());
  }

  /// Bytes that wait in the ring buffer; empty while there is none.
  Optional<Room> room() {
    Tap now = tap;
    return now == null
        ? Optional.empty()
        : Optional.of(new Room(now.pending(), options.ringBytes()));
  }

  /// How full the ring buffer is, in bytes.
  record Room(long used, long size) {}

  private void run() {
    while (ending.getCount() > 0) {
      Duration pause = tapUntilItBreaks();
      firstTry.countDown();
      try {
        if (ending.await(pause.toMillis(), TimeUnit.MILLISECONDS)) {
          return;
        }
      } catch (InterruptedException asked) {
        return;
      }
    }
  }

  private Duration tapUntilItBreaks() {
    try (Tap opened = Tap.open(options)) {
      tap = opened;
      trouble = "";
      firstTry.countDown();
      try {
        // Whoever ended it while it was being opened had no tap to stop.
        while (ending.getCount() > 0 && !opened.ended()) {
          opened.poll(LOOK, sink);
          vitals.turn(THREAD);
        }
      } finally {
        vitals.done(THREAD);
        former = Stats.sum(former, opened.stats());
        tap = null;
      }
      return SOON;
    } catch (TapException refused) {
      trouble = String.valueOf(refused.getMessage());
      return switch (refused.fault()) {
        case PASSING -> SOON;
        case LASTING -> LATER;
      };
    }
  }

  @Override
  public void close() {
    ending.countDown();
    Tap now = tap;
    if (now != null) {
      now.stop();
    }
    try {
      thread.join();
    } catch (InterruptedException asked) {
      Thread.currentThread().interrupt();
    }
  }
}
