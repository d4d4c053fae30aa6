package vedette.history;

import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.Predicate;

/// What several tests need.
final class Fixture {
  /// A whole hour in 2026, ms since the epoch.
  static final long T0 = 1_780_000_200_000L / 3_600_000 * 3_600_000;

  /// More than the longest wait between two tries to open a file.
  static final Duration PATIENCE = Duration.ofMinutes(3);

  private Fixture() {}

  static HistoryOptions options(Path folder) {
    return HistoryOptions.of(folder.resolve("history.db"))
        .withCommitEvery(Duration.ofMillis(10))
        .withReaders(4, PATIENCE);
  }

  /// Another program's connection, which waits for a lock as long as it takes.
  static Connection connect(Path file) throws SQLException {
    Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
    Database.execute(connection, "PRAGMA busy_timeout = " + PATIENCE.toMillis());
    return connection;
  }

  static void flush(History history) throws InterruptedException {
    if (!history.flush(PATIENCE)) {
      throw new AssertionError("not written: " + history.status());
    }
  }

  static HistoryStatus awaitStatus(History history, Predicate<HistoryStatus> wanted) {
    return await().atMost(PATIENCE).until(history::status, wanted);
  }

  static boolean writing(HistoryStatus status) {
    return status.state() == HistoryStatus.State.WRITING;
  }

  static boolean degraded(HistoryStatus status) {
    return status.state() == HistoryStatus.State.DEGRADED;
  }

  static List<SeriesAnswer.Point> points(
      HistoryReader reader, String name, long from, long to, int most) {
    SeriesAnswer answer = reader.series(new SeriesQuery("main", List.of(name), from, to, most));
    return answer.series().isEmpty() ? List.of() : answer.series().getFirst().points();
  }

  static BlockRecord block(String hash, long height, long at) {
    return new BlockRecord(
        "main",
        hash,
        OptionalLong.of(height),
        OptionalLong.of(at),
        OptionalLong.of(120_000),
        OptionalLong.of(3_000),
        OptionalLong.of(7_000),
        OptionalLong.of(20_000),
        OptionalLong.of(1_500_000),
        OptionalLong.of(at - 400),
        Optional.of(new BlockRecord.First(7, "203.0.113.7:8333", "cmpctblock", 5)),
        Optional.of(
            new BlockRecord.Compact(
                "round_trip", 2_990, 1, OptionalInt.of(12), OptionalLong.of(90_000))));
  }

  static SessionRecord session(long peer, long opened, OptionalLong closed) {
    return new SessionRecord(
        "main",
        peer,
        "203.0.113." + peer + ":8333",
        "ipv4",
        "inbound",
        opened,
        closed,
        closed.orElse(opened + 60_000),
        1_000,
        2_000,
        10,
        20,
        false,
        0);
  }
}
