package vedette.app.backup;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import vedette.backup.BackupException;

/// Does something again and again on a virtual thread of its own: at once when it is woken, after a
/// while otherwise, and sooner when it failed.
final class Loop implements AutoCloseable {
  /// Something that may fail; what it throws is told by who does it.
  interface Work {
    void run() throws InterruptedException;
  }

  private static final Duration FIRST_RETRY = Duration.ofSeconds(1);

  private final Semaphore woken = new Semaphore(0);
  private final Duration interval;
  private final Duration slowestRetry;
  private final Work work;
  private final Thread thread;

  private Loop(String name, Duration interval, Duration slowestRetry, Work work) {
    this.interval = interval;
    this.slowestRetry = slowestRetry;
    this.work = work;
    this.thread = Thread.ofVirtual().name(name).unstarted(this::run);
  }

  /// Begins with a first turn.
  ///
  /// @param slowestRetry how long it waits at most after it failed
  static Loop start(String name, Duration interval, Duration slowestRetry, Work work) {
    Loop loop = new Loop(name, interval, slowestRetry, work);
    loop.thread.start();
    return loop;
  }

  /// Once more, now, or as soon as the turn under way is over.
  void wake() {
    woken.release();
  }

  private void run() {
    Duration retry = FIRST_RETRY;
    try {
      while (!Thread.currentThread().isInterrupted()) {
        Duration pause = interval;
        try {
          work.run();
          retry = FIRST_RETRY;
        } catch (BackupException failed) {
          pause = retry.compareTo(interval) < 0 ? retry : interval;
          retry = smaller(retry.multipliedBy(2), slowestRetry);
        } catch (RuntimeException mistake) {
          System.getLogger(Loop.class.getName())
              .log(System.Logger.Level.ERROR, () -> thread.getName() + ": " + mistake, mistake);
        }
        boolean _ = woken.tryAcquire(pause.toMillis(), TimeUnit.MILLISECONDS);
        int _ = woken.drainPermits();
      }
    } catch (InterruptedException asked) {
      Thread.currentThread().interrupt();
    }
  }

  private static Duration smaller(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }

  /// Asks it to end; the turn under way may go on for a moment, see [#await].
  @Override
  public void close() {
    thread.interrupt();
  }

  boolean ended() {
    return !thread.isAlive();
  }

  /// Waits until its last turn is over.
  void await(Duration atMost) throws InterruptedException {
    boolean _ = thread.join(atMost);
  }
}
