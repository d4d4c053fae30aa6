package vedette.history;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;

/// Takes out what is too old, and what is too much: the oldest and finest first. In transactions of
/// a few thousand rows, so that nothing else waits for long.
final class Retention {
  /// Kept free for the write-ahead log.
  private static final long LOG_BYTES = 5 << 20;

  private static final int ROWS = 4_000;
  private static final int PAGES = 512;
  private static final long DAY = 86_400_000L;

  /// What goes when, from one table.
  ///
  /// @param column what says how old a row is
  /// @param keepMillis for how long
  /// @param spareMillis how much, counted from the newest, is taken for lack of room only after the
  ///   others have given theirs
  private record Rule(
      String table, String column, Entry.Kind kind, long keepMillis, long spareMillis) {}

  private final List<Rule> rules;
  private final long maxBytes;
  private final Tallies tallies;
  private final AgeGate gate;
  private boolean busy;

  Retention(HistoryOptions options, Tallies tallies, AgeGate gate) {
    this.maxBytes = options.maxBytes() - LOG_BYTES;
    this.tallies = tallies;
    this.gate = gate;
    HistoryOptions.Keep keep = options.keep();
    long things = Times.millis(keep.things());
    this.rules =
        List.of(
            rollup(Step.TEN_SECONDS, keep.tenSeconds(), DAY),
            rollup(Step.MINUTE, keep.minute(), 7 * DAY),
            new Rule("sessions", "seen_at", Entry.Kind.SESSIONS, things, 30 * DAY),
            new Rule("reasons", "time", Entry.Kind.REASONS, things, 30 * DAY),
            new Rule("happenings", "time", Entry.Kind.HAPPENINGS, things, 30 * DAY),
            new Rule("blocks", "time", Entry.Kind.BLOCKS, things, 30 * DAY),
            rollup(Step.HOUR, keep.hour(), 90 * DAY));
  }

  private static Rule rollup(Step step, Duration keep, long spare) {
    return new Rule(step.table(), "time", Entry.Kind.SAMPLES, Times.millis(keep), spare);
  }

  /// Whether there is more to do at once.
  boolean busy() {
    return busy;
  }

  /// Does one transaction's worth.
  void step(Connection connection, long now) throws SQLException {
    busy = byAge(connection, now) || bySize(connection);
  }

  private boolean byAge(Connection connection, long now) throws SQLException {
    long newest = end(connection, rules.getFirst(), "DESC").orElse(Long.MAX_VALUE);
    if (!gate.open(newest)) {
      return false;
    }
    for (Rule rule : rules) {
      if (remove(connection, rule, now - rule.keepMillis() - 1)) {
        return true;
      }
    }
    return false;
  }

  private boolean bySize(Connection connection) throws SQLException {
    long page = Database.number(connection, "PRAGMA page_size");
    if (Database.number(connection, "PRAGMA page_count") * page <= maxBytes) {
      return false;
    }
    if (Database.number(connection, "PRAGMA freelist_count") > 0) {
      try (var statement = connection.createStatement()) {
        int _ = statement.executeUpdate("PRAGMA incremental_vacuum(" + PAGES + ")");
      }
      return true;
    }
    for (Rule rule : rules) {
      OptionalLong newest = end(connection, rule, "DESC");
      if (newest.isPresent() && remove(connection, rule, newest.getAsLong() - rule.spareMillis())) {
        return true;
      }
    }
    for (Rule rule : rules) {
      if (remove(connection, rule, Long.MAX_VALUE)) {
        return true;
      }
    }
    return false;
  }

  /// Removes the oldest rows that are not younger than `until`, a few thousand at most.
  ///
  /// @return whether there were any
  private boolean remove(Connection connection, Rule rule, long until) throws SQLException {
    OptionalLong oldest = end(connection, rule, "");
    if (oldest.isEmpty() || oldest.getAsLong() > until) {
      return false;
    }
    long upTo = until;
    String portion =
        "SELECT %s FROM %s ORDER BY %s LIMIT 1 OFFSET %d"
            .formatted(rule.column(), rule.table(), rule.column(), ROWS);
    try (var statement = connection.createStatement();
        ResultSet row = statement.executeQuery(portion)) {
      if (row.next()) {
        upTo = Math.min(until, row.getLong(1));
      }
    }
    try (PreparedStatement delete =
        connection.prepareStatement(
            "DELETE FROM " + rule.table() + " WHERE " + rule.column() + " <= ?")) {
      delete.setLong(1, upTo);
      tallies.removed(rule.kind(), delete.executeUpdate());
    }
    return true;
  }

  private static OptionalLong end(Connection connection, Rule rule, String order)
      throws SQLException {
    String sql =
        "SELECT %s FROM %s ORDER BY %s %s LIMIT 1"
            .formatted(rule.column(), rule.table(), rule.column(), order);
    try (var statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      return row.next() ? OptionalLong.of(row.getLong(1)) : OptionalLong.empty();
    }
  }
}
