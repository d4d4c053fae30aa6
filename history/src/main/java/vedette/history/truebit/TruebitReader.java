package vedette.history.truebit;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import vedette.history.Database;
import vedette.poll.truebit.LedgerException;

/// Answers questions about a node's ledger, on the caller's thread, from a connection of its own
/// that can only read. Any thread may ask; one is answered at a time.
public final class TruebitReader implements AutoCloseable {
  /// Rows of one answer.
  public static final int MOST = 1_000;

  private static final int QUERY_SECONDS = 5;

  private final StoreOptions options;
  private final ReentrantLock lock = new ReentrantLock();
  private @Nullable Connection connection;

  /// For the store of these options, whether or not it is open.
  public TruebitReader(StoreOptions options) {
    this.options = options;
  }

  /// Tasks, newest first.
  ///
  /// @param status `received`, `executing`, `completed`, `failed`; empty: all
  /// @param limit 1 to [#MOST]
  /// @param offset from 0
  public List<TaskRow> tasks(Optional<String> status, int limit, int offset) {
    return ask(db -> {
      String where = status.isPresent() ? "WHERE status = ? " : "";
      List<TaskRow> rows = new ArrayList<>();
      try (PreparedStatement statement =
          prepare(
              db, "SELECT * FROM tasks " + where + "ORDER BY at DESC, id DESC LIMIT ? OFFSET ?")) {
        int at = 1;
        if (status.isPresent()) {
          statement.setString(at++, status.get());
        }
        statement.setInt(at++, bounded(limit));
        statement.setInt(at, Math.max(0, offset));
        try (ResultSet row = statement.executeQuery()) {
          while (row.next()) {
            rows.add(TaskRow.of(row));
          }
        }
      }
      return rows;
    });
  }

  /// A task; empty if there is none.
  public Optional<TaskRow> task(String executionId) {
    return ask(db -> {
      try (PreparedStatement statement =
          prepare(db, "SELECT * FROM tasks WHERE execution_id = ?")) {
        statement.setString(1, executionId);
        try (ResultSet row = statement.executeQuery()) {
          return row.next() ? Optional.of(TaskRow.of(row)) : Optional.empty();
        }
      }
    });
  }

  /// What a task was given and what it gave.
  public Optional<TaskData> data(String executionId) {
    return ask(db -> {
      try (PreparedStatement statement =
          prepare(db, "SELECT input, output, solution FROM tasks WHERE execution_id = ?")) {
        statement.setString(1, executionId);
        try (ResultSet row = statement.executeQuery()) {
          return row.next()
              ? Optional.of(
                  new TaskData(
                      Rows.maybeText(row, "input"),
                      Rows.maybeText(row, "output"),
                      Rows.maybeText(row, "solution")))
              : Optional.empty();
        }
      }
    });
  }

  /// Invoices with their lines, newest first.
  ///
  /// @param execution only those of this execution; empty: all
  /// @param limit 1 to [#MOST]
  /// @param offset from 0
  public List<InvoiceRow> invoices(Optional<String> execution, int limit, int offset) {
    return ask(db -> {
      String where = execution.isPresent() ? "WHERE execution_id = ? " : "";
      List<InvoiceRow> rows = new ArrayList<>();
      try (PreparedStatement statement =
              prepare(
                  db,
                  "SELECT * FROM invoices "
                      + where
                      + "ORDER BY at DESC, id DESC LIMIT ? OFFSET ?");
          PreparedStatement lines =
              prepare(db, "SELECT * FROM lines WHERE invoice = ? ORDER BY number")) {
        int at = 1;
        if (execution.isPresent()) {
          statement.setString(at++, execution.get());
        }
        statement.setInt(at++, bounded(limit));
        statement.setInt(at, Math.max(0, offset));
        try (ResultSet row = statement.executeQuery()) {
          while (row.next()) {
            rows.add(InvoiceRow.of(row, lines));
          }
        }
      }
      return rows;
    });
  }

  /// How many tasks and invoices there are.
  public Totals totals() {
    return ask(db ->
        new Totals(
            Database.number(db, "SELECT count(*) FROM tasks"),
            Database.number(db, "SELECT count(*) FROM invoices")));
  }

  /// Entries of the log, newest first.
  public List<LogRow> log(LogQuery query) {
    return ask(db -> {
      Map<Long, String[]> heads = new HashMap<>();
      List<LogRow> rows = new ArrayList<>();
      int skip = query.offset();
      for (Part part : parts(db)) {
        if (query.before() > 0 && part.id() > query.before() >> LogParts.SHIFT) {
          // Parts are in the order of days, not of ids: this one may be newer or older.
          if (newer(db, part, query.before())) {
            continue;
          }
        }
        int wanted = bounded(query.limit()) - rows.size();
        if (wanted <= 0) {
          break;
        }
        if (query.plain() && skip >= part.entries()) {
          skip -= (int) part.entries();
          continue;
        }
        int had = rows.size();
        int passed = page(db, part, query, skip, wanted, heads, rows);
        skip = rows.size() > had ? 0 : Math.max(0, skip - passed);
      }
      return rows;
    });
  }

  private record Part(long id, long day, long entries) {}

  private static List<Part> parts(Connection db) throws SQLException {
    List<Part> all = new ArrayList<>();
    try (PreparedStatement statement =
            prepare(db, "SELECT id, day, entries FROM parts ORDER BY day DESC, id DESC");
        ResultSet row = statement.executeQuery()) {
      while (row.next()) {
        all.add(new Part(row.getLong(1), row.getLong(2), row.getLong(3)));
      }
    }
    return all;
  }

  private static boolean newer(Connection db, Part part, long before) throws SQLException {
    try (PreparedStatement statement = prepare(db, "SELECT day FROM parts WHERE id = ?")) {
      statement.setLong(1, before >> LogParts.SHIFT);
      long day = Database.single(statement);
      return part.day() > day || (part.day() == day && part.id() > before >> LogParts.SHIFT);
    }
  }

  /// @return how many entries fit the query, as far as it was looked
  private static int page(
      Connection db,
      Part part,
      LogQuery query,
      int skip,
      int wanted,
      Map<Long, String[]> heads,
      List<LogRow> rows)
      throws SQLException {
    boolean all = query.plain();
    boolean within = query.before() > 0 && part.id() == query.before() >> LogParts.SHIFT;
    if (query.before() > 0 && !within && newer(db, part, query.before())) {
      return 0;
    }
    String below = within ? (all ? "WHERE id < ? " : "AND rowid < ? ") : "";
    String inner =
        all
            ? "SELECT id FROM log_%d %sORDER BY id DESC LIMIT ? OFFSET ?"
                .formatted(part.id(), below)
            : "SELECT rowid AS id FROM words_%d WHERE words_%d MATCH ? %sORDER BY rowid DESC LIMIT ? OFFSET ?"
                .formatted(part.id(), part.id(), below);
    String sql =
        "SELECT * FROM log_%d WHERE id IN (%s) ORDER BY id DESC".formatted(part.id(), inner);
    try (PreparedStatement statement = prepare(db, sql)) {
      int at = 1;
      if (!all) {
        statement.setString(at++, query.match());
      }
      if (within) {
        statement.setLong(at++, query.before());
      }
      statement.setInt(at++, wanted);
      statement.setInt(at, skip);
      int found = 0;
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          rows.add(LogRow.of(row, head(db, row.getLong("head"), heads)));
          found++;
        }
      }
      return found > 0 || skip == 0 ? found : matches(db, part, query);
    }
  }

  private static int matches(Connection db, Part part, LogQuery query) throws SQLException {
    if (query.plain()) {
      return (int) part.entries();
    }
    try (PreparedStatement statement =
        prepare(
            db,
            "SELECT count(*) FROM words_%d WHERE words_%d MATCH ?"
                .formatted(part.id(), part.id()))) {
      statement.setString(1, query.match());
      return (int) Math.min(Integer.MAX_VALUE, Database.single(statement));
    }
  }

  private static String[] head(Connection db, long id, Map<Long, String[]> heads)
      throws SQLException {
    String[] known = heads.get(id);
    if (known != null) {
      return known;
    }
    try (PreparedStatement statement = prepare(db, "SELECT * FROM heads WHERE id = ?")) {
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

  private interface Question<T> {
    T of(Connection db) throws SQLException;
  }

  private <T> T ask(Question<T> question) {
    lock.lock();
    try {
      Connection open = connection;
      if (open == null) {
        open = Database.reader(options.file());
        connection = open;
      }
      return question.of(open);
    } catch (SQLException broken) {
      Connection open = connection;
      connection = null;
      if (open != null) {
        Database.close(open);
      }
      throw new LedgerException(
          "%s: expected an answer. Found: %s. Do: ask again"
              .formatted(options.file(), broken.getMessage()),
          broken);
    } finally {
      lock.unlock();
    }
  }

  private static PreparedStatement prepare(Connection db, String sql) throws SQLException {
    PreparedStatement statement = db.prepareStatement(sql);
    statement.setQueryTimeout(QUERY_SECONDS);
    return statement;
  }

  /// B15: a limit below 1 is 1, not all there is.
  private static int bounded(int limit) {
    return Math.clamp(limit, 1, MOST);
  }

  /// How many there are.
  public record Totals(long tasks, long invoices) {}

  /// A task's data, each cut to the bound that was set when it was read.
  public record TaskData(
      Optional<String> input, Optional<String> output, Optional<String> solution) {}

  @Override
  public void close() {
    lock.lock();
    try {
      Connection open = connection;
      connection = null;
      if (open != null) {
        Database.close(open);
      }
    } finally {
      lock.unlock();
    }
  }
}
