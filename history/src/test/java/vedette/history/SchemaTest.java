package vedette.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static vedette.history.Fixture.T0;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SchemaTest {
  private static final String SECOND =
      "CREATE TABLE later (id INTEGER); ALTER TABLE blocks ADD COLUMN pool TEXT;";

  @TempDir Path folder;

  @Test
  void fileOfVersion1IsReadAndWrittenByThisVersion() throws Exception {
    HistoryOptions options = Fixture.options(folder);
    version1(options.file());
    try (History history = History.open(options)) {
      history.sample("main", "peers", "peers", T0 + 10_000, 12);
      Fixture.flush(history);
      assertThat(Fixture.points(history.reader(), "peers", T0, T0 + 10_000, 9))
          .containsExactly(
              new SeriesAnswer.Point(T0, 10, 10, 10, 10, 1),
              new SeriesAnswer.Point(T0 + 10_000, 12, 12, 12, 12, 1));
      assertThat(history.reader().blocks("main", Long.MAX_VALUE, 9))
          .containsExactly(Fixture.block("aa", 900_000, T0));
    }
  }

  @Test
  void laterVersionsAreMadeOfEarlierOnesStepByStep() throws Exception {
    Path file = folder.resolve("history.db");
    version1(file);
    Schema present = Schema.present();
    Schema next = present.followedBy(SECOND);
    try (Connection connection = Database.writer(file)) {
      assertThat(next.fit(connection)).isEqualTo(Schema.Fit.FITS);
      next.migrate(connection);
      next.migrate(connection);
      assertThat(Database.number(connection, "PRAGMA user_version"))
          .isEqualTo(present.version() + 1);
      assertThat(Database.number(connection, "SELECT count(pool IS NULL) FROM blocks"))
          .isEqualTo(1);
      assertThat(present.fit(connection)).isEqualTo(Schema.Fit.NEWER);
    }
  }

  @Test
  void migrationThatFailsLeavesTheFileAsItWas() throws Exception {
    Path file = folder.resolve("history.db");
    version1(file);
    Schema broken = Schema.present().followedBy(SECOND + " CREATE TABLE series (id INTEGER);");
    try (Connection connection = Database.writer(file)) {
      assertThatThrownBy(() -> broken.migrate(connection)).isInstanceOf(SQLException.class);
      assertThat(Database.number(connection, "PRAGMA user_version"))
          .isEqualTo(Schema.present().version());
      assertThat(
              Database.number(
                  connection, "SELECT count(*) FROM sqlite_schema WHERE name = 'later'"))
          .isZero();
    }
  }

  /// Bytes that version 1 wrote: a sample and a block.
  private static void version1(Path to) throws Exception {
    try (InputStream in =
        new GZIPInputStream(
            Objects.requireNonNull(SchemaTest.class.getResourceAsStream("version1.db.gz")))) {
      long _ = Files.copy(in, to);
    }
  }

  /// Makes those bytes; run once for each version, before it is published.
  public static void main(String[] args) throws Exception {
    HistoryOptions options = HistoryOptions.of(Path.of(args[0]));
    try (History history = History.open(options)) {
      for (String name : List.of("peers")) {
        history.sample("main", name, "peers", T0, 10);
      }
      history.block(Fixture.block("aa", 900_000, T0));
      Fixture.flush(history);
    }
  }
}
