package vedette.history;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// What is in a history, table by table.
///
/// @param bytes on disk
/// @param version of the tables
public record HistorySummary(long bytes, long version, List<Table> tables) {

  /// A table.
  ///
  /// @param oldest ms since the epoch, 0 if it has no rows
  /// @param newest ms since the epoch, 0 if it has no rows
  public record Table(String name, long rows, long oldest, long newest) {}

  /// Keeps its own list.
  public HistorySummary {
    tables = List.copyOf(tables);
  }

  /// Counts everything; on a large history that takes seconds.
  ///
  /// @throws HistoryException if it cannot be read
  public static HistorySummary of(HistoryReader reader) {
    return reader.ask(connection -> {
      List<Table> tables = new ArrayList<>();
      tables.add(
          new Table("series", Database.number(connection, "SELECT count(*) FROM series"), 0, 0));
      for (String spec :
          List.of(
              "rollup_10s.time",
              "rollup_1m.time",
              "rollup_1h.time",
              "blocks.time",
              "sessions.seen_at",
              "reasons.time",
              "happenings.time")) {
        String table = spec.substring(0, spec.indexOf('.'));
        String column = spec.substring(table.length() + 1);
        tables.add(
            new Table(
                table,
                Database.number(connection, "SELECT count(*) FROM " + table),
                Database.number(connection, "SELECT min(%s) FROM %s".formatted(column, table)),
                Database.number(connection, "SELECT max(%s) FROM %s".formatted(column, table))));
      }
      return new HistorySummary(
          Database.bytes(reader.file()),
          Database.number(connection, "PRAGMA user_version"),
          tables);
    });
  }

  /// A line for each table.
  public String text() {
    StringBuilder text = new StringBuilder();
    text.append("%,d bytes, version %d%n".formatted(bytes, version));
    for (Table table : tables) {
      text.append("%-12s %,12d rows".formatted(table.name(), table.rows()));
      if (table.newest() > 0) {
        text.append(
            "  %s to %s"
                .formatted(
                    Instant.ofEpochMilli(table.oldest()), Instant.ofEpochMilli(table.newest())));
      }
      text.append('\n');
    }
    return text.toString();
  }
}
