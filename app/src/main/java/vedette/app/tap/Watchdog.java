package vedette.app.tap;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import vedette.app.cli.ExitCode;
import vedette.tap.SourceStats;

/// Watches a run from beside: tells losses as they occur, at most once a second, and ends the
/// process if the run is to end but its thread is stuck in writing to a reader who does not read.
final class Watchdog implements AutoCloseable {
  private static final long LOOK_MILLIS = 1_000;
  private static final long GRACE_MILLIS = 1_800;
  private static final long LARGE_HEAP = 24 << 20;

  private final CountDownLatch over = new CountDownLatch(1);
  private final Thread thread;
  private final Sources.Opened source;
  private final Tally tally;
  private final Talk talk;
  private final long halt;
  private int problemsTold;

  private Watchdog(Sources.Opened source, Tally tally, Talk talk, Duration duration) {
    this.source = source;
    this.tally = tally;
    this.talk = talk;
    this.halt =
        duration.isZero()
            ? Long.MAX_VALUE
            : TimeUnit.MILLISECONDS.toNanos(GRACE_MILLIS) + duration.toNanos();
    this.thread = Thread.ofPlatform().daemon().name("vedette-watchdog").unstarted(this::watch);
  }

  /// @param duration after which the run should end by itself, zero for never
  static Watchdog start(Sources.Opened source, Tally tally, Talk talk, Duration duration) {
    Watchdog watchdog = new Watchdog(source, tally, talk, duration);
    watchdog.thread.start();
    return watchdog;
  }

  private void watch() {
    long began = System.nanoTime();
    Losses told = Losses.NONE;
    try {
      while (!over.await(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
        SourceStats now = source.events().stats();
        Losses missing = Losses.of(now);
        if (!missing.equals(told)) {
          told = missing;
          talk.losses(now);
        }
        problems();
        shrink();
        if (System.nanoTime() - began > halt) {
          giveUp();
        }
      }
    } catch (InterruptedException ended) {
      // Nobody watches any more.
    }
  }

  /// Buffers that nobody takes are left; the kernel detaches and the demo node's leash does the
  /// rest.
  private void giveUp() {
    tally.leaveUnread();
    talk.summary(tally, Losses.of(source.events().stats()));
    Runtime.getRuntime().halt(ExitCode.OK);
  }

  /// The serial collector grows the heap to its maximum before it looks what is garbage, and a 4 MB
  /// message is a lot of it: live are 3 MB. What is given back lowers our footprint for good.
  private static void shrink() {
    Runtime java = Runtime.getRuntime();
    if (java.totalMemory() > LARGE_HEAP
        && java.totalMemory() - java.freeMemory() > LARGE_HEAP / 2) {
      System.gc();
    }
  }

  private void problems() {
    List<String> all = source.problems().get();
    while (problemsTold < all.size()) {
      talk.say(all.get(problemsTold++));
    }
  }

  /// Waits for the run to end, from the moment on at which it should; if it does not, says how it
  /// went and ends the process. Called by whoever ends it from outside, on a thread of its own.
  void endSoon() {
    try {
      if (!over.await(GRACE_MILLIS, TimeUnit.MILLISECONDS)) {
        giveUp();
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /// The run is over; afterwards nothing here touches the source.
  @Override
  public void close() {
    over.countDown();
    try {
      thread.join();
      problems();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
