package vedette.history;

import java.time.Clock;
import java.time.Duration;
import java.util.Map;

/// Keeps what was when.
///
/// ```java
/// try (History history = History.open(HistoryOptions.of(path))) {
///   history.sample("main", "mempool_bytes", "bytes", System.currentTimeMillis(), 1_234_567);
///   SeriesAnswer day = history.reader().series(new SeriesQuery("main", names, from, to, 300));
/// }
/// ```
///
/// Whatever is wrong with the disk or the file, opening and giving never fail and never wait: one
/// thread, `vedette-history`, opens, writes, retries and repairs, and [#status] says how it goes.
/// What is committed survives a kill -9 and a power cut: each commit is synced (`synchronous=FULL`
/// in WAL mode), which costs one sync every [HistoryOptions#commitEvery] at most.
///
/// Any thread may give, ask for the status and read.
public final class History implements AutoCloseable {
  private static final Duration LAST_WORDS = Duration.ofSeconds(10);

  private final Keeper keeper;
  private final WriteQueue queue;
  private final Tallies tallies;
  private final HistoryReader reader;
  private final Thread thread;

  private History(HistoryOptions options, Clock clock) {
    queue = new WriteQueue(options.queueBytes());
    tallies = new Tallies();
    keeper = new Keeper(options, queue, tallies, clock);
    reader = new HistoryReader(options.file(), options.readers(), options.queryTimeout(), keeper);
    keeper.readers(reader);
    thread = Thread.ofPlatform().daemon().name("vedette-history").unstarted(keeper);
    thread.start();
  }

  /// Begins to keep history in a file; the file is made if it is not there. Close it.
  public static History open(HistoryOptions options) {
    return new History(options, Clock.systemUTC());
  }

  static History open(HistoryOptions options, Clock clock) {
    return new History(options, clock);
  }

  /// A value, normally every 10 s. It goes into the steps of 10 s, 1 min and 1 h that its time lies
  /// in, whatever was or is written there: late samples, restarts and clocks that go back all add
  /// to the step they name.
  ///
  /// @return whether there was room; what is dropped is counted
  public boolean sample(String node, String series, String unit, long timeMillis, double value) {
    return keep(new Sample(node, series, unit, timeMillis, value));
  }

  /// What is known of a block by now.
  ///
  /// @return whether there was room; what is dropped is counted
  public boolean block(BlockRecord block) {
    return keep(block);
  }

  /// What is known of a peer's session by now.
  ///
  /// @return whether there was room; what is dropped is counted
  public boolean session(SessionRecord session) {
    return keep(session);
  }

  /// Why transactions went, counted since it was last told.
  ///
  /// @return whether there was room; what is dropped is counted
  public boolean reasons(
      String node, long timeMillis, Reasons.What what, Map<String, Long> counts) {
    return keep(new Reasons(node, timeMillis, what, counts));
  }

  /// Something that happened.
  ///
  /// @return whether there was room; what is dropped is counted
  public boolean happening(Happening happening) {
    return keep(happening);
  }

  /// An entry of any kind.
  ///
  /// @return whether there was room; what is dropped is counted
  public boolean keep(Entry entry) {
    boolean room = queue.offer(entry);
    if (!room) {
      tallies.dropped(entry.entryKind(), 1);
    }
    return room;
  }

  /// Waits until everything that was given before is committed (or was refused as no entry).
  ///
  /// @return whether that came about in time
  /// @throws InterruptedException if the thread is interrupted
  public boolean flush(Duration timeout) throws InterruptedException {
    return queue.awaitSettled(Times.nanos(timeout));
  }

  /// How it is.
  public HistoryStatus status() {
    return keeper.status();
  }

  /// Answers questions; closed with the history.
  public HistoryReader reader() {
    return reader;
  }

  /// Writes what waits, within 10 s, and closes the file. What could not be written by then is
  /// dropped and counted.
  @Override
  public void close() {
    reader.close();
    queue.close();
    boolean interrupted = false;
    try {
      thread.join(LAST_WORDS);
    } catch (InterruptedException asked) {
      interrupted = true;
    }
    if (thread.isAlive()) {
      thread.interrupt();
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
