package vedette.history.truebit;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import vedette.history.Database;
import vedette.poll.truebit.LogEntry;
import vedette.poll.truebit.LogKind;

/// Writes entries of the log into parts: a day each, or a piece of one that is full. What is too
/// old goes with its part, at once and without a trace in the others.
///
/// An entry's id is its part's shifted left by 20 bits, and its number in it. Only the store's
/// writer uses this.
final class LogParts {
  static final int SHIFT = 20;

  /// Entries of a part, fewer than 2^20: a search can stop between two parts only.
  private static final long MOST = 100_000;

  /// Characters kept of an entry.
  static final int LONGEST = 16 << 10;

  /// Heads that are told apart; a node has a handful, but a log may be made to have millions. What
  /// comes beyond is kept without its head.
  static final int MOST_HEADS = 10_000;

  private static final int OPEN = 3;
  private static final long DAY = 86_400_000L;

  private final Connection connection;
  private final long mostBytes;
  private final Map<Long, Part> open = new LinkedHashMap<>();
  private final Map<String, Long> heads = new HashMap<>();

  private static final class Part {
    final long id;
    final PreparedStatement log;
    final PreparedStatement words;
    long entries;
    long bytes;
    boolean changed;

    Part(long id, PreparedStatement log, PreparedStatement words, long entries, long bytes) {
      this.id = id;
      this.log = log;
      this.words = words;
      this.entries = entries;
      this.bytes = bytes;
    }
  }

  /// @param maxBytes of the whole store; a part takes a sixteenth at most
  LogParts(Connection connection, long maxBytes) {
    this.connection = connection;
    this.mostBytes = Math.max(1 << 20, maxBytes / 16);
  }

  /// Adds an entry.
  ///
  /// @param at ms
  /// @return its id
  long add(long at, LogEntry entry, LogKind kind) throws SQLException {
    Part part = part(Math.floorDiv(at, DAY));
    String message = entry.message();
    String text = message.length() > LONGEST ? message.substring(0, LONGEST) : message;
    long id = part.id << SHIFT | part.entries;
    part.log.setLong(1, id);
    part.log.setLong(2, at);
    part.log.setString(3, kind.word());
    part.log.setLong(4, head(entry));
    part.log.setString(5, text);
    part.log.setLong(6, entry.cut() + message.length() - text.length());
    part.log.executeUpdate();
    part.words.setLong(1, id);
    part.words.setString(2, kind.word() + " " + entry.level());
    part.words.setString(3, text);
    part.words.executeUpdate();
    part.entries++;
    part.bytes += 40 + 2L * text.length();
    part.changed = true;
    return id;
  }

  /// Writes down how full the parts are; part of the same transaction.
  void settle() throws SQLException {
    for (Part part : open.values()) {
      if (part.changed) {
        try (PreparedStatement statement =
            connection.prepareStatement("UPDATE parts SET entries = ?, bytes = ? WHERE id = ?")) {
          statement.setLong(1, part.entries);
          statement.setLong(2, part.bytes);
          statement.setLong(3, part.id);
          statement.executeUpdate();
        }
        part.changed = false;
      }
    }
  }

  /// Forgets what may not have been committed.
  void forget() {
    open.clear();
    heads.clear();
  }

  private Part part(long day) throws SQLException {
    Part part = open.remove(day);
    if (part == null) {
      part = last(day);
    }
    if (part == null || part.entries >= MOST || part.bytes >= mostBytes) {
      settle(part);
      part = begin(day);
    }
    open.put(day, part);
    if (open.size() > OPEN) {
      settle();
      long oldest = open.keySet().iterator().next();
      Part closing = open.remove(oldest);
      if (closing != null) {
        closing.log.close();
        closing.words.close();
      }
    }
    return part;
  }

  private void settle(@Nullable Part part) throws SQLException {
    if (part != null) {
      open.put(-part.id, part);
      settle();
      open.remove(-part.id);
      part.log.close();
      part.words.close();
    }
  }

  private @Nullable Part last(long day) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            "SELECT id, entries, bytes FROM parts WHERE day = ? ORDER BY id DESC LIMIT 1")) {
      statement.setLong(1, day);
      try (ResultSet row = statement.executeQuery()) {
        return row.next() ? of(row.getLong(1), row.getLong(2), row.getLong(3)) : null;
      }
    }
  }

  private Part begin(long day) throws SQLException {
    long id;
    try (PreparedStatement statement =
        connection.prepareStatement(
            "INSERT INTO parts (day, entries, bytes) VALUES (?, 0, 0) RETURNING id")) {
      statement.setLong(1, day);
      id = Database.single(statement);
    }
    Database.execute(
        connection,
        """
        CREATE TABLE log_%d (
          id INTEGER PRIMARY KEY,
          at INTEGER NOT NULL,
          kind TEXT NOT NULL,
          head INTEGER NOT NULL,
          text TEXT NOT NULL,
          cut INTEGER NOT NULL) STRICT
        """
            .formatted(id));
    // The text stands in the log; positions of words are not needed to find entries.
    Database.execute(
        connection,
        """
        CREATE VIRTUAL TABLE words_%d USING fts5 (facets, text, content = '', detail = column,
          tokenize = "unicode61 remove_diacritics 0 tokenchars '_-'")
        """
            .formatted(id));
    return of(id, 0, 0);
  }

  private Part of(long id, long entries, long bytes) throws SQLException {
    return new Part(
        id,
        connection.prepareStatement(
            "INSERT INTO log_%d (id, at, kind, head, text, cut) VALUES (?, ?, ?, ?, ?, ?)"
                .formatted(id)),
        connection.prepareStatement(
            "INSERT INTO words_%d (rowid, facets, text) VALUES (?, ?, ?)".formatted(id)),
        entries,
        bytes);
  }

  private long head(LogEntry entry) throws SQLException {
    String key =
        entry.source() + " " + entry.wallet() + " " + entry.version() + " " + entry.level();
    Long known = heads.get(key);
    if (known != null) {
      return known;
    }
    try (PreparedStatement statement =
        connection.prepareStatement(
            """
            INSERT INTO heads (source, wallet, version, level) SELECT ?1, ?2, ?3, ?4
            WHERE (SELECT coalesce(max(id), 0) FROM heads) < ?5
              OR EXISTS (SELECT 1 FROM heads
                WHERE source = ?1 AND wallet = ?2 AND version = ?3 AND level = ?4)
            ON CONFLICT (source, wallet, version, level) DO UPDATE SET level = excluded.level
            RETURNING id
            """)) {
      statement.setString(1, entry.source());
      statement.setString(2, entry.wallet());
      statement.setString(3, entry.version());
      statement.setString(4, entry.level());
      statement.setInt(5, MOST_HEADS);
      long id = Database.single(statement);
      if (heads.size() < 1_000) {
        heads.put(key, id);
      }
      return id;
    }
  }
}
