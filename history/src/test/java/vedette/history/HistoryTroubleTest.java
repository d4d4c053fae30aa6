package vedette.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static vedette.history.Fixture.T0;
import static vedette.history.Fixture.awaitStatus;
import static vedette.history.Fixture.flush;
import static vedette.history.Fixture.points;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HistoryTroubleTest {
  @TempDir Path folder;

  @Test
  void fullDiskStopsWritingAndNothingElseUntilThereIsRoom() throws Exception {
    try (SmallDisk disk = SmallDisk.mount(folder.resolve("small"), "4m");
        History history = History.open(Fixture.options(folder.resolve("small")))) {
      history.sample("main", "x", "", T0, 1);
      flush(history);
      Path filler = disk.fill();
      for (int i = 1; i <= 1_000; i++) {
        history.sample("main", "x", "", T0 + i * 10_000L, i);
      }
      HistoryStatus full = awaitStatus(history, Fixture::degraded);
      assertThat(full.sentence()).contains("history.db: the disk is full. Do: make room");
      assertThat(full.queue().entries()).isEqualTo(1_000);
      assertThat(points(history.reader(), "x", T0, T0, 1)).hasSize(1);
      Files.delete(filler);
      flush(history);
      assertThat(awaitStatus(history, Fixture::writing).dropped()).isZero();
      assertThat(points(history.reader(), "x", T0, T0 + 10_000_000, 10_000)).hasSize(1_001);
    }
  }

  @Test
  void diskThatIsFullFromTheBeginningIsUsedAsSoonAsThereIsRoom() throws Exception {
    try (SmallDisk disk = SmallDisk.mount(folder.resolve("small"), "2m")) {
      Path filler = disk.fill();
      try (History history = History.open(Fixture.options(folder.resolve("small")))) {
        history.sample("main", "x", "", T0, 1);
        awaitStatus(history, Fixture::degraded);
        assertThatThrownBy(() -> history.reader().seriesNames())
            .isInstanceOf(HistoryException.class);
        Files.delete(filler);
        flush(history);
        assertThat(points(history.reader(), "x", T0, T0, 1)).hasSize(1);
      }
    }
  }

  @Test
  void readOnlyFolderIsSaidAndWrittenOnceItMay() throws Exception {
    try (SmallDisk disk = SmallDisk.mount(folder.resolve("small"), "4m")) {
      disk.readOnly(true);
      try (History history = History.open(Fixture.options(folder.resolve("small")))) {
        history.sample("main", "x", "", T0, 1);
        assertThat(awaitStatus(history, Fixture::degraded).sentence())
            .contains("Read-only file system");
        disk.readOnly(false);
        flush(history);
        assertThat(points(history.reader(), "x", T0, T0, 1)).hasSize(1);
      }
    }
  }

  @Test
  void lockOfAnotherProgramIsWaitedFor() throws Exception {
    HistoryOptions options = Fixture.options(folder);
    try (History history = History.open(options)) {
      history.sample("main", "x", "", T0, 1);
      flush(history);
      try (Connection other = Fixture.connect(options.file())) {
        Database.execute(other, "BEGIN IMMEDIATE");
        history.sample("main", "x", "", T0 + 10_000, 2);
        assertThat(awaitStatus(history, Fixture::degraded).sentence())
            .endsWith(
                "history.db: another process has locked it. Do: end that process; entries wait"
                    + " meanwhile.");
        Database.execute(other, "COMMIT");
      }
      flush(history);
      assertThat(points(history.reader(), "x", T0, T0 + 10_000, 10)).hasSize(2);
    }
  }

  @Test
  void secondVedetteWritesOnlyAfterTheFirstHasEnded() throws Exception {
    HistoryOptions options = Fixture.options(folder);
    History first = History.open(options);
    first.sample("main", "x", "", T0, 1);
    flush(first);
    try (History second = History.open(options)) {
      second.sample("main", "x", "", T0, 3);
      assertThat(awaitStatus(second, Fixture::degraded).sentence())
          .contains("another Vedette writes it. Do: end that one, or name another file.");
      first.close();
      flush(second);
      assertThat(points(second.reader(), "x", T0, T0, 1))
          .containsExactly(new SeriesAnswer.Point(T0, 2, 1, 3, 3, 2));
    }
  }

  @Test
  void fileOfANewerVersionIsLeftAlone() throws Exception {
    HistoryOptions options = Fixture.options(folder);
    try (History history = History.open(options)) {
      history.sample("main", "x", "", T0, 1);
      flush(history);
    }
    try (Connection newer = Fixture.connect(options.file())) {
      Database.execute(newer, "PRAGMA user_version = 99");
    }
    byte[] before = Files.readAllBytes(options.file());
    try (History history = History.open(options)) {
      history.sample("main", "x", "", T0, 2);
      assertThat(awaitStatus(history, Fixture::degraded).sentence())
          .contains("it was written by a newer Vedette and is left alone. Do: use that version");
      assertThatThrownBy(() -> history.reader().seriesNames())
          .isInstanceOf(HistoryException.class)
          .hasMessageContaining("newer Vedette");
    }
    assertThat(Files.readAllBytes(options.file())).isEqualTo(before);
  }

  @Test
  void databaseOfAnotherProgramIsLeftAlone() throws Exception {
    HistoryOptions options = Fixture.options(folder);
    try (Connection foreign = Fixture.connect(options.file())) {
      Database.execute(foreign, "CREATE TABLE wallet (key TEXT)");
    }
    byte[] before = Files.readAllBytes(options.file());
    try (History history = History.open(options)) {
      assertThat(awaitStatus(history, Fixture::degraded).sentence())
          .contains("it is another program's database and is left alone. Do: name another file.");
    }
    assertThat(Files.readAllBytes(options.file())).isEqualTo(before);
  }

  @Test
  void fullQueueDropsAndCountsAndLeavesRoomForWhatHappensOnce() throws Exception {
    HistoryOptions options = Fixture.options(folder).withQueueBytes(64 << 10);
    try (Connection other = locked(options.file());
        History history = History.open(options)) {
      awaitStatus(history, Fixture::degraded);
      for (int i = 0; i < 2_000; i++) {
        history.sample("main", "x", "", T0 + i * 10_000L, 1);
      }
      assertThat(history.block(Fixture.block("aa", 1, T0))).isTrue();
      HistoryStatus status = history.status();
      assertThat(status.counts().getFirst().dropped()).isEqualTo(2_000 - 768);
      assertThat(status.queue().bytes()).isLessThanOrEqualTo(64 << 10);
      Database.execute(other, "COMMIT");
      flush(history);
      assertThat(history.status().counts().getFirst().written()).isEqualTo(768);
      assertThat(history.reader().blocks("main", Long.MAX_VALUE, 9)).hasSize(1);
    }
  }

  /// A file that nobody else may open before this connection commits.
  private static Connection locked(Path file) throws SQLException {
    Connection holder = Fixture.connect(file);
    Database.execute(holder, "BEGIN EXCLUSIVE");
    return holder;
  }

  @Test
  void questionThatTakesTooLongIsEnded() throws Exception {
    try (History history =
        History.open(Fixture.options(folder).withReaders(1, Duration.ofMillis(200)))) {
      history.sample("main", "x", "", T0, 1);
      flush(history);
      String endless =
          "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT max(i) FROM n";
      assertThatThrownBy(
              () -> history.reader().ask(connection -> Database.number(connection, endless)))
          .isInstanceOf(HistoryException.class)
          .hasMessageContaining("took longer than 200 ms. Do: ask for less.");
      // On a slow machine any question may take longer than that.
      await()
          .atMost(Fixture.PATIENCE)
          .ignoreExceptionsInstanceOf(HistoryException.class)
          .until(() -> history.reader().seriesNames().size() == 1);
    }
  }

  @Test
  void readerCannotWrite() throws Exception {
    try (History history = History.open(Fixture.options(folder))) {
      history.sample("main", "x", "", T0, 1);
      flush(history);
      assertThatThrownBy(() ->
              history
                  .reader()
                  .ask(connection -> {
                    Database.execute(connection, "DELETE FROM series");
                    return 0;
                  }))
          .isInstanceOf(HistoryException.class);
      assertThat(history.reader().seriesNames()).hasSize(1);
    }
  }
}
