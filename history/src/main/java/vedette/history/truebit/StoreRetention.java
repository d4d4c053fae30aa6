package vedette.history.truebit;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import vedette.history.Database;

/// Takes away what is older than it may be, and what is too much. Only the store's writer uses
/// this, between transactions.
final class StoreRetention {
  private static final long DAY = 86_400_000L;

  /// How often the age is looked at.
  private static final long PACE_MILLIS = 600_000;

  /// Entries between two looks at the size.
  private static final int PACE_ENTRIES = 4_000;

  private static final int PAGES = 8_192;

  private static final String OLDEST_TASKS =
      "DELETE FROM tasks WHERE id IN (SELECT id FROM tasks ORDER BY at, id LIMIT 50)";
  private static final String OLDEST_LINES =
      """
      DELETE FROM lines WHERE invoice IN (SELECT id FROM invoices ORDER BY at, id LIMIT 50)
      """;
  private static final String OLDEST_INVOICES =
      "DELETE FROM invoices WHERE id IN (SELECT id FROM invoices ORDER BY at, id LIMIT 50)";

  private final Connection connection;
  private final StoreOptions options;
  private long looked;
  private long entries = PACE_ENTRIES;

  StoreRetention(Connection connection, StoreOptions options) {
    this.connection = connection;
    this.options = options;
  }

  /// Looks whether something has to go, now and then.
  ///
  /// @param added entries of a usual length, as it were
  /// @return whether tasks or invoices may have gone
  boolean after(int added, Instant now) throws SQLException {
    entries += added;
    boolean aged = false;
    if (Math.abs(now.toEpochMilli() - looked) >= PACE_MILLIS) {
      looked = now.toEpochMilli();
      entries = PACE_ENTRIES;
      tooOld(now);
      aged = true;
    }
    if (entries >= PACE_ENTRIES) {
      entries = 0;
      aged |= tooMuch();
      shrink();
    }
    return aged;
  }

  private void tooOld(Instant now) throws SQLException {
    long first = Math.floorDiv(now.toEpochMilli() - options.keepLogs().toMillis(), DAY);
    for (long part = oldest(first); part != 0; part = oldest(first)) {
      drop(part);
    }
    long limit = now.toEpochMilli() - options.keepTasks().toMillis();
    delete("DELETE FROM tasks WHERE at < ? AND at > 0", limit);
    delete("DELETE FROM lines WHERE invoice IN (SELECT id FROM invoices WHERE at < ?)", limit);
    delete("DELETE FROM invoices WHERE at < ?", limit);
    shrink();
  }

  /// @return whether tasks went
  private boolean tooMuch() throws SQLException {
    boolean tasks = false;
    while (bytes() > options.maxBytes()) {
      long part = oldest(Long.MAX_VALUE);
      if (part != 0 && Database.number(connection, "SELECT count(*) FROM parts") > 1) {
        drop(part);
      } else if (delete(OLDEST_TASKS) + delete(OLDEST_LINES) + delete(OLDEST_INVOICES) > 0) {
        // Only somebody who means harm makes so many.
        tasks = true;
      } else if (part != 0) {
        drop(part);
      } else {
        return tasks;
      }
    }
    return tasks;
  }

  /// What is in use: free pages are used again before the file grows.
  private long bytes() throws SQLException {
    long pages =
        Database.number(connection, "PRAGMA page_count")
            - Database.number(connection, "PRAGMA freelist_count");
    return pages * Database.number(connection, "PRAGMA page_size");
  }

  /// Gives free pages back, a few at a time so that nobody waits long.
  private void shrink() throws SQLException {
    if (Database.number(connection, "PRAGMA freelist_count") > 0) {
      try (Statement statement = connection.createStatement()) {
        int _ = statement.executeUpdate("PRAGMA incremental_vacuum(" + PAGES + ")");
      }
    }
  }

  private long oldest(long before) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            "SELECT id FROM parts WHERE day < ? ORDER BY day, id LIMIT 1")) {
      statement.setLong(1, before);
      return Database.single(statement);
    }
  }

  private void drop(long part) throws SQLException {
    Database.execute(connection, "BEGIN IMMEDIATE");
    try {
      Database.execute(connection, "DROP TABLE words_" + part);
      Database.execute(connection, "DROP TABLE log_" + part);
      Database.execute(connection, "DELETE FROM parts WHERE id = " + part);
      Database.execute(connection, "COMMIT");
    } catch (SQLException broken) {
      Database.execute(connection, "ROLLBACK");
      throw broken;
    }
  }

  private int delete(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      return statement.executeUpdate(sql);
    }
  }

  private void delete(String sql, long limit) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setLong(1, limit);
      statement.executeUpdate();
    }
  }
}
