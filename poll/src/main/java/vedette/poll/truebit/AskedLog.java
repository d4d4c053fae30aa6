package vedette.poll.truebit;

import java.util.Arrays;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import vedette.poll.docker.ContainerState;
import vedette.poll.docker.DockerEngine;
import vedette.poll.docker.DockerException;

/// The log of a container that runs, each piece of it once, from an engine that leaves pieces out
/// where it is followed ([DockerEngine#followsWhole]).
///
/// It is asked for again and again, from some seconds back. Following it only tells when. The end
/// of the last piece may not have been written yet when it was read: it is handed over once another
/// came after it, or once it was the last and the same twice.
///
/// Read by one thread; any may ask whether it is [#idle].
final class AskedLog {
  /// Waits before the log is asked for again.
  interface Waiting {
    /// Waits.
    ///
    /// @param news has permits when there is more, perhaps
    /// @param doubtful whether the last piece may not be whole
    /// @param tookNanos how long the engine took to find what is new
    void untilNext(Semaphore news, boolean doubtful, long tookNanos) throws InterruptedException;
  }

  /// The engine reads the whole log to give its end: so many times as long it is left in peace.
  private static final int REST = 20;

  private static final long LEAST_REST_MILLIS = 200;
  private static final long MOST_REST_MILLIS = 30_000;
  private static final long DOUBTFUL_MILLIS = 500;

  /// Whoever watches the end of the log may have missed something.
  private static final long ANYHOW_MILLIS = 60_000;

  private static final class Piece {
    final int stream;
    final long second;
    final byte[] bytes;
    final long cut;

    Piece(int stream, long second, byte[] bytes, long cut) {
      this.stream = stream;
      this.second = second;
      this.bytes = bytes;
      this.cut = cut;
    }

    boolean same(@Nullable Piece other) {
      return other != null
          && stream == other.stream
          && second == other.second
          && cut == other.cut
          && Arrays.equals(bytes, other.bytes);
    }
  }

  private final DockerEngine engine;
  private final ContainerState container;
  private final long since;
  private final DockerEngine.LogSink sink;
  private final Waiting waiting;
  private final EngineCursor cursor = new EngineCursor();
  private final Semaphore news = new Semaphore(0);

  private long handedOver;
  private boolean wanted = true;

  /// The last piece of the log, which was not handed over.
  private @Nullable Piece doubtful;

  private volatile boolean waits;
  private volatile boolean over;
  private volatile @Nullable DockerException broken;

  /// @param since second from which on pieces are wanted
  AskedLog(
      DockerEngine engine,
      ContainerState container,
      long since,
      DockerEngine.LogSink sink,
      Waiting waiting) {
    this.engine = engine;
    this.container = container;
    this.since = since;
    this.sink = sink;
    this.waiting = waiting;
  }

  /// The waiting that is meant for use.
  static void pause(Semaphore news, boolean doubtful, long tookNanos) throws InterruptedException {
    long rest = TimeUnit.NANOSECONDS.toMillis(tookNanos) * REST;
    Thread.sleep(Math.clamp(rest, LEAST_REST_MILLIS, MOST_REST_MILLIS));
    long most = doubtful ? DOUBTFUL_MILLIS : Math.max(ANYHOW_MILLIS, 3 * rest);
    boolean _ = news.tryAcquire(most, TimeUnit.MILLISECONDS);
  }

  /// Whether all that is there was handed over, as far as can be told.
  boolean idle() {
    return waits && news.availablePermits() == 0;
  }

  /// Hands over what is there and what comes, until the container ends, the log does not go on as
  /// it was, or no more is wanted. The last piece may be missing.
  ///
  /// @throws DockerException if the engine does not give the log
  void read() throws InterruptedException {
    Thread watching =
        Thread.ofVirtual().name("truebit end of log " + container.shortId()).start(this::watch);
    try {
      while (true) {
        boolean last = over;
        int _ = news.drainPermits();
        Round round = new Round(cursor.mark());
        boolean found = round.ask();
        if (!found) {
          // Where the clock was set back a mark does not tell the place: all of it does.
          round = new Round(new EngineMark(0, handedOver, cursor.check(), false));
          found = round.ask();
        }
        if (!found || !wanted || last) {
          break;
        }
        waits = doubtful == null;
        waiting.untilNext(news, doubtful != null, round.tookNanos());
        waits = false;
      }
    } finally {
      watching.interrupt();
    }
    DockerException failed = broken;
    if (failed != null) {
      throw failed;
    }
  }

  private void watch() {
    try {
      engine.logs(
          container.id(),
          container.tty(),
          DockerEngine.LogRequest.newOnly(),
          1,
          (_, _, _, _) -> {
            news.release();
            return true;
          });
    } catch (DockerException failed) {
      broken = failed;
    } catch (InterruptedException closed) {
      Thread.currentThread().interrupt();
    } finally {
      over = true;
      news.release();
    }
  }

  private void handOver(Piece piece) throws InterruptedException {
    cursor.passed(piece.stream, piece.second, piece.bytes);
    handedOver++;
    wanted = sink.piece(piece.stream, piece.second, piece.bytes, piece.cut);
  }

  /// The log once more, from a mark on.
  private final class Round implements DockerEngine.LogSink {
    private final EngineMark from;
    private final long began = System.nanoTime();
    private long foundAt;
    private long known;
    private boolean goesOn = true;
    private boolean fresh;
    private @Nullable Piece held;

    Round(EngineMark from) {
      this.from = from;
    }

    /// @return whether the log goes on as it was
    boolean ask() throws InterruptedException {
      engine.logs(
          container.id(),
          container.tty(),
          new DockerEngine.LogRequest(Math.max(since, from.second() - 1), false),
          EntryReader.LONGEST_LINE,
          this);
      foundAt = foundAt == 0 ? System.nanoTime() : foundAt;
      if (!goesOn || known < from.pieces()) {
        return false;
      }
      Piece last = held;
      if (last != null && !fresh && last.same(doubtful)) {
        doubtful = null;
        handOver(last);
      } else {
        doubtful = last;
      }
      return true;
    }

    /// Without the time that handing over took.
    long tookNanos() {
      return foundAt - began;
    }

    @Override
    public boolean piece(int stream, long second, byte[] bytes, long cut)
        throws InterruptedException {
      if (known < from.pieces()) {
        if (from.counts(second) && ++known == from.pieces()) {
          EngineCursor looking = new EngineCursor();
          looking.passed(stream, second, bytes);
          goesOn = looking.check() == from.check();
        }
        return goesOn;
      }
      Piece before = held;
      held = new Piece(stream, second, bytes, cut);
      if (before != null) {
        foundAt = fresh ? foundAt : System.nanoTime();
        fresh = true;
        handOver(before);
      }
      return wanted;
    }
  }
}
