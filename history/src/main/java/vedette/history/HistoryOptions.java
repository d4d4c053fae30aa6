package vedette.history;

import java.nio.file.Path;
import java.time.Duration;

/// Where history is kept and how much of it.
///
/// @param file the database; `-wal` and `-shm` stand beside it while it is open. Its folder is made
///   if it is not there
/// @param commitEvery how long an entry may wait for others to be written with it; what is lost by
///   a kill -9 is no older than this. 10 ms to 1 h
/// @param queueBytes room for entries that wait, 64 KiB at least
/// @param keep how long each step stays
/// @param maxBytes what the database may take on disk, 16 MiB at least; beyond it the oldest and
///   finest go first
/// @param readers queries at the same time, 1 to 32
/// @param queryTimeout how long a query may take, waiting for its turn included
public record HistoryOptions(
    Path file,
    Duration commitEvery,
    long queueBytes,
    Keep keep,
    long maxBytes,
    int readers,
    Duration queryTimeout) {
  /// Long enough for everybody: 1,000 years.
  public static final Duration FOREVER = Duration.ofDays(365_250);

  /// How long things stay.
  ///
  /// @param tenSeconds rollups of 10 s
  /// @param minute rollups of 1 min
  /// @param hour rollups of 1 h
  /// @param things blocks, sessions, reasons, happenings
  public record Keep(Duration tenSeconds, Duration minute, Duration hour, Duration things) {
    /// 7 days, 90 days, for ever, 2 years.
    public static final Keep DEFAULT =
        new Keep(Duration.ofDays(7), Duration.ofDays(90), FOREVER, Duration.ofDays(731));
  }

  /// Checks its values.
  public HistoryOptions {
    if (commitEvery.compareTo(Duration.ofMillis(10)) < 0
        || commitEvery.compareTo(Duration.ofHours(1)) > 0) {
      throw refused("commitEvery", "10 ms to 1 h", commitEvery);
    }
    if (queueBytes < 64 << 10) {
      throw refused("queueBytes", "65536 or more", queueBytes);
    }
    if (maxBytes < 16 << 20) {
      throw refused("maxBytes", "16777216 or more", maxBytes);
    }
    if (readers < 1 || readers > 32) {
      throw refused("readers", "1 to 32", readers);
    }
    if (queryTimeout.isNegative() || queryTimeout.isZero()) {
      throw refused("queryTimeout", "more than zero", queryTimeout);
    }
  }

  /// What is right for one machine: commits every 2 s, 8 MiB of queue, 2 GiB on disk, 4 readers, 10
  /// s for a query.
  public static HistoryOptions of(Path file) {
    return new HistoryOptions(
        file, Duration.ofSeconds(2), 8 << 20, Keep.DEFAULT, 2L << 30, 4, Duration.ofSeconds(10));
  }

  /// The same with another wait.
  public HistoryOptions withCommitEvery(Duration time) {
    return new HistoryOptions(file, time, queueBytes, keep, maxBytes, readers, queryTimeout);
  }

  /// The same with another queue.
  public HistoryOptions withQueueBytes(long bytes) {
    return new HistoryOptions(file, commitEvery, bytes, keep, maxBytes, readers, queryTimeout);
  }

  /// The same with other ages.
  public HistoryOptions withKeep(Keep ages) {
    return new HistoryOptions(file, commitEvery, queueBytes, ages, maxBytes, readers, queryTimeout);
  }

  /// The same with another size.
  public HistoryOptions withMaxBytes(long bytes) {
    return new HistoryOptions(file, commitEvery, queueBytes, keep, bytes, readers, queryTimeout);
  }

  /// The same with other bounds on queries.
  public HistoryOptions withReaders(int count, Duration timeout) {
    return new HistoryOptions(file, commitEvery, queueBytes, keep, maxBytes, count, timeout);
  }

  private static IllegalArgumentException refused(String what, String expected, Object found) {
    return new IllegalArgumentException(
        "history: " + what + " must be " + expected + ". Found: " + found + ".");
  }
}
