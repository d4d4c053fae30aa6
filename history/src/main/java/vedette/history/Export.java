package vedette.history;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Writes what was as CSV or NDJSON, for other programs.
///
/// Reads portions of a few thousand rows, each with a question of its own, so that neither a slow
/// consumer nor a large table keeps the write-ahead log from being emptied. What is written
/// meanwhile may or may not be in it.
public final class Export {
  private static final int ROWS = 5_000;

  /// Where a kind of row comes from.
  ///
  /// @param columns as they are exported
  /// @param from tables
  /// @param node the column with the node's key
  /// @param time the column that the range is about
  /// @param key columns of the order, with which a portion goes on behind the one before; unique
  private record Source(String columns, String from, String node, String time, List<String> key) {}

  private final HistoryReader reader;
  private final ExportOptions options;
  private final Source source;

  private Export(HistoryReader reader, ExportOptions options) {
    this.reader = reader;
    this.options = options;
    this.source = source(options.what());
  }

  /// Writes everything that the options name, in order of time (sessions: by node first).
  ///
  /// @param out not closed
  /// @return rows
  /// @throws HistoryException if history cannot be read
  /// @throws IOException if `out` takes no more
  public static long write(HistoryReader reader, ExportOptions options, OutputStream out)
      throws IOException {
    Writer text = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8), 64 << 10);
    long rows = new Export(reader, options).write(text);
    text.flush();
    return rows;
  }

  private static Source source(ExportOptions.What what) {
    return switch (what) {
      case SERIES_10S -> rollup(Step.TEN_SECONDS);
      case SERIES_1M -> rollup(Step.MINUTE);
      case SERIES_1H -> rollup(Step.HOUR);
      case BLOCKS ->
          new Source("t.*", "blocks t", "t.node", "t.time", List.of("t.time", "t.node", "t.hash"));
      case SESSIONS ->
          new Source(
              "t.*",
              "sessions t",
              "t.node",
              "t.opened_at",
              List.of("t.node", "t.opened_at", "t.peer"));
      case REASONS ->
          new Source(
              "t.*",
              "reasons t",
              "t.node",
              "t.time",
              List.of("t.time", "t.node", "t.what", "t.reason"));
      case HAPPENINGS ->
          new Source(
              "t.*",
              "happenings t",
              "t.node",
              "t.time",
              List.of("t.time", "t.node", "t.kind", "t.subject"));
    };
  }

  private static Source rollup(Step step) {
    return new Source(
        "t.time, s.node, s.name, s.unit, t.count, t.sum, t.min, t.max, t.last",
        step.table() + " t JOIN series s ON s.id = t.series",
        "s.node",
        "t.time",
        List.of("t.time", "t.series"));
  }

  /// Some rows.
  ///
  /// @param last the key of the last one
  private record Portion(
      List<String> columns, List<@Nullable Object[]> rows, List<@Nullable Object> last) {}

  private long write(Writer out) throws IOException {
    long rows = 0;
    List<@Nullable Object> after = List.of();
    while (true) {
      List<@Nullable Object> from = after;
      Portion portion = reader.ask(connection -> read(connection, from));
      if (rows == 0 && options.format() == ExportOptions.Format.CSV) {
        RowText.csv(out, portion.columns().toArray());
      }
      for (@Nullable Object[] row : portion.rows()) {
        switch (options.format()) {
          case CSV -> RowText.csv(out, row);
          case NDJSON -> RowText.json(out, portion.columns(), row);
        }
      }
      rows += portion.rows().size();
      if (portion.rows().size() < ROWS) {
        return rows;
      }
      after = portion.last();
    }
  }

  private Portion read(Connection connection, List<@Nullable Object> after) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql(!after.isEmpty()))) {
      int at = 1;
      statement.setLong(at++, options.from());
      statement.setLong(at++, options.to());
      if (!options.node().isEmpty()) {
        statement.setString(at++, options.node());
      }
      if (named()) {
        for (String name : options.names()) {
          statement.setString(at++, name);
        }
      }
      for (@Nullable Object key : after) {
        statement.setObject(at++, key);
      }
      try (ResultSet row = statement.executeQuery()) {
        return portion(row);
      }
    }
  }

  private Portion portion(ResultSet row) throws SQLException {
    int keys = source.key().size();
    int count = row.getMetaData().getColumnCount() - keys;
    List<String> columns = new ArrayList<>();
    for (int i = 1; i <= count; i++) {
      columns.add(row.getMetaData().getColumnName(i));
    }
    List<@Nullable Object[]> rows = new ArrayList<>();
    List<@Nullable Object> last = new ArrayList<>();
    while (row.next()) {
      @Nullable Object[] cells = new Object[count];
      for (int i = 0; i < count; i++) {
        cells[i] = row.getObject(i + 1);
      }
      last.clear();
      for (int i = 0; i < keys; i++) {
        last.add(row.getObject(count + i + 1));
      }
      rows.add(cells);
    }
    return new Portion(columns, rows, last);
  }

  private boolean named() {
    return !options.names().isEmpty() && options.what().series();
  }

  private String sql(boolean goesOn) {
    String keys = String.join(", ", source.key());
    StringBuilder sql = new StringBuilder(512);
    sql.append("SELECT ").append(source.columns()).append(", ").append(keys);
    sql.append(" FROM ").append(source.from());
    sql.append(" WHERE ").append(source.time()).append(" BETWEEN ? AND ?");
    if (!options.node().isEmpty()) {
      sql.append(" AND ").append(source.node()).append(" = ?");
    }
    if (named()) {
      sql.append(" AND s.name IN (").append(marks(options.names().size())).append(')');
    }
    if (goesOn) {
      sql.append(" AND (").append(keys).append(") > (");
      sql.append(marks(source.key().size())).append(')');
    }
    return sql.append(" ORDER BY ").append(keys).append(" LIMIT ").append(ROWS).toString();
  }

  private static String marks(int count) {
    return String.join(", ", Collections.nCopies(count, "?"));
  }
}
