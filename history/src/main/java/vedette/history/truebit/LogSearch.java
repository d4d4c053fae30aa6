package vedette.history.truebit;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import vedette.history.Database;
import vedette.poll.truebit.LedgerException;

/// One search of the log, from its newest part to its oldest. Not thread-safe.
final class LogSearch {
  /// More than any entry's number in its part.
  private static final long LAST = (1L << LogParts.SHIFT) - 1;

  private final Connection db;
  private final LogQuery query;
  private final int wanted;
  private final Map<Long, String[]> heads = new HashMap<>();
  private final List<LogRow> rows = new ArrayList<>();
  private int skip;

  LogSearch(Connection db, LogQuery query, int wanted) {
    this.db = db;
    this.query = query;
    this.wanted = wanted;
    this.skip = query.before() > 0 ? 0 : Math.max(0, query.offset());
  }

  private record Part(long id, long entries) {}

  /// Looks for it.
  ///
  /// @param nanos after that no further part is looked into
  LogPage within(long nanos) throws SQLException {
    long began = System.nanoTime();
    for (Part part : parts()) {
      if (rows.size() >= wanted) {
        break;
      }
      if (System.nanoTime() - began > nanos) {
        if (skip > 0) {
          throw new LedgerException(
              "log: expected an offset that is soon reached. Found: %d more to be left out. Do: page with before"
                  .formatted(skip));
        }
        // From this part's end on nothing was looked at.
        return new LogPage(rows, OptionalLong.of(part.id() << LogParts.SHIFT | LAST));
      }
      if (query.plain() && skip >= part.entries()) {
        skip -= (int) part.entries();
        continue;
      }
      page(part);
    }
    return new LogPage(rows, OptionalLong.empty());
  }

  /// Those that may have it, newest first.
  private List<Part> parts() throws SQLException {
    List<Part> all = new ArrayList<>();
    try (PreparedStatement statement =
        TruebitReader.prepare(
            db,
            """
            SELECT p.id, p.entries FROM parts p
            WHERE ?1 = 0 OR (p.day, p.id) <= (SELECT q.day, q.id FROM parts q WHERE q.id = ?1)
            ORDER BY p.day DESC, p.id DESC
            """)) {
      statement.setLong(1, query.before() >> LogParts.SHIFT);
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          all.add(new Part(row.getLong(1), row.getLong(2)));
        }
      }
    }
    return all;
  }

  private void page(Part part) throws SQLException {
    boolean all = query.plain();
    boolean within = query.before() > 0 && part.id() == query.before() >> LogParts.SHIFT;
    String below = within ? (all ? "WHERE id < ? " : "AND rowid < ? ") : "";
    String inner =
        all
            ? "SELECT id FROM log_%d %sORDER BY id DESC LIMIT ? OFFSET ?"
                .formatted(part.id(), below)
            : "SELECT rowid AS id FROM words_%d WHERE words_%d MATCH ? %sORDER BY rowid DESC LIMIT ? OFFSET ?"
                .formatted(part.id(), part.id(), below);
    String sql =
        "SELECT * FROM log_%d WHERE id IN (%s) ORDER BY id DESC".formatted(part.id(), inner);
    int had = rows.size();
    try (PreparedStatement statement = TruebitReader.prepare(db, sql)) {
      int at = 1;
      if (!all) {
        statement.setString(at++, query.match());
      }
      if (within) {
        statement.setLong(at++, query.before());
      }
      statement.setInt(at++, wanted - had);
      statement.setInt(at, skip);
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          rows.add(LogRow.of(row, head(row.getLong("head"))));
        }
      }
    }
    skip = skip == 0 || rows.size() > had ? 0 : Math.max(0, skip - matches(part));
  }

  private int matches(Part part) throws SQLException {
    if (query.plain()) {
      return (int) part.entries();
    }
    try (PreparedStatement statement =
        TruebitReader.prepare(
            db,
            "SELECT count(*) FROM words_%d WHERE words_%d MATCH ?"
                .formatted(part.id(), part.id()))) {
      statement.setString(1, query.match());
      return (int) Math.min(Integer.MAX_VALUE, Database.single(statement));
    }
  }

  private String[] head(long id) throws SQLException {
    String[] known = heads.get(id);
    if (known != null) {
      return known;
    }
    try (PreparedStatement statement =
        TruebitReader.prepare(db, "SELECT * FROM heads WHERE id = ?")) {
      statement.setLong(1, id);
      try (ResultSet row = statement.executeQuery()) {
        boolean there = row.next();
        String[] head =
            there
                ? new String[] {
                  Rows.text(row, "source"),
                  Rows.text(row, "wallet"),
                  Rows.text(row, "version"),
                  Rows.text(row, "level")
                }
                : new String[] {"", "", "", ""};
        heads.put(id, head);
        return head;
      }
    }
  }
}
