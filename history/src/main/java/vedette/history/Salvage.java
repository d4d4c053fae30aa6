package vedette.history;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Copies what can be read of a damaged database into a new, empty one: each table from its start
/// until a page cannot be read, then from its end. Five minutes at most; what is dearest comes
/// first.
final class Salvage {
  private static final long PATIENCE_NANOS = 300_000_000_000L;
  private static final int ROWS = 5_000;

  /// A table.
  ///
  /// @param key what it is ordered by
  private record Table(String name, List<String> key) {}

  private static final List<Table> TABLES =
      List.of(
          new Table("series", List.of("id")),
          new Table("rollup_1h", List.of("time", "series")),
          new Table("blocks", List.of("node", "hash")),
          new Table("happenings", List.of("time", "node", "kind", "subject")),
          new Table("reasons", List.of("time", "node", "what", "reason")),
          new Table("sessions", List.of("node", "opened_at", "peer")),
          new Table("rollup_1m", List.of("time", "series")),
          new Table("rollup_10s", List.of("time", "series")));

  private final Connection source;
  private final Connection into;
  private final long deadline = System.nanoTime() + PATIENCE_NANOS;
  private long rows;
  private @Nullable String stopped;

  Salvage(Connection source, Connection into) {
    this.source = source;
    this.into = into;
  }

  /// Copies.
  ///
  /// @return what was kept, the end of a sentence
  String run() {
    List<String> parts = new ArrayList<>();
    for (Table table : TABLES) {
      if (stopped != null) {
        parts.add(table.name());
      } else if (!copy(table, "ASC")) {
        boolean _ = copy(table, "DESC");
        parts.add(table.name());
      }
    }
    String kept = "%,d rows of it were kept".formatted(rows);
    String end = stopped == null ? "." : ", then the rest was given up (" + stopped + ").";
    return parts.isEmpty()
        ? kept + ", all that it had" + end
        : kept + "; incomplete: " + String.join(", ", parts) + end;
  }

  /// Copies a table in one direction.
  ///
  /// @return whether it was copied to its end
  private boolean copy(Table table, String order) {
    String by = String.join(" " + order + ", ", table.key()) + " " + order;
    try (var statement = source.createStatement();
        ResultSet row =
            statement.executeQuery("SELECT * FROM " + table.name() + " ORDER BY " + by)) {
      List<String> columns = new ArrayList<>();
      for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
        columns.add(row.getMetaData().getColumnName(i));
      }
      return copy(table, columns, row);
    } catch (SQLException unreadable) {
      return false;
    }
  }

  private boolean copy(Table table, List<String> columns, ResultSet row) throws SQLException {
    List<@Nullable Object[]> portion = new ArrayList<>();
    boolean more = true;
    while (more && stopped == null) {
      SQLException unreadable = null;
      try {
        more = row.next();
        if (more) {
          portion.add(cells(row, columns.size()));
        }
      } catch (SQLException damaged) {
        unreadable = damaged;
      }
      if (unreadable != null || !more || portion.size() == ROWS) {
        write(table, columns, portion);
        portion.clear();
      }
      if (unreadable != null) {
        throw unreadable;
      }
    }
    return stopped == null;
  }

  private static @Nullable Object[] cells(ResultSet row, int count) throws SQLException {
    @Nullable Object[] cells = new Object[count];
    for (int i = 0; i < count; i++) {
      cells[i] = row.getObject(i + 1);
    }
    return cells;
  }

  private void write(Table table, List<String> columns, List<@Nullable Object[]> portion) {
    String sql =
        "INSERT OR IGNORE INTO %s (%s) VALUES (%s)"
            .formatted(
                table.name(),
                String.join(", ", columns),
                String.join(", ", Collections.nCopies(columns.size(), "?")));
    try {
      Database.execute(into, "BEGIN IMMEDIATE");
      long written = 0;
      try (PreparedStatement insert = into.prepareStatement(sql)) {
        for (@Nullable Object[] cells : portion) {
          written += insert(insert, cells);
        }
      }
      Database.execute(into, "COMMIT");
      rows += written;
      if (System.nanoTime() - deadline > 0) {
        stopped = "it took more than 5 minutes";
      }
    } catch (SQLException full) {
      Schema.rollBack(into);
      stopped = String.valueOf(full.getMessage());
    }
  }

  /// Inserts a row; 1 if it was new, a row that is nonsense counts as none.
  private static int insert(PreparedStatement insert, @Nullable Object[] cells)
      throws SQLException {
    for (int i = 0; i < cells.length; i++) {
      insert.setObject(i + 1, cells[i]);
    }
    return insert.executeUpdate();
  }
}
