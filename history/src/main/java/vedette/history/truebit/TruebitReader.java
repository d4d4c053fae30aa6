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
import java.util.OptionalDouble;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import vedette.history.Database;
import vedette.poll.truebit.LedgerException;

/// Answers questions about a node's ledger, on the caller's thread, from a connection of its own
/// that can only read. Any thread may ask; one is answered at a time.
public final class TruebitReader implements AutoCloseable {
  /// Rows of one answer.
  public static final int MOST = 1_000;

  static final int QUERY_SECONDS = 5;

  /// What a search takes before it says how far it came.
  private static final long MOMENT_NANOS = 50_000_000L;

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
              db,
              "SELECT "
                  + TaskRow.COLUMNS
                  + " FROM tasks "
                  + where
                  + "ORDER BY at DESC, id DESC LIMIT ? OFFSET ?")) {
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
          prepare(db, "SELECT " + TaskRow.COLUMNS + " FROM tasks WHERE execution_id = ?")) {
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
    String page =
        "SELECT %s FROM invoices "
            + (execution.isPresent() ? "WHERE execution_id = ? " : "")
            + "ORDER BY at DESC, id DESC LIMIT ? OFFSET ?";
    return ask(db -> {
      Map<Long, List<InvoiceRow.Line>> lines = new HashMap<>();
      String of =
          """
          SELECT l.*, CASE WHEN i.by_bytes = 0 THEN i.price END AS price
          FROM (%s) i JOIN lines l ON l.invoice = i.id ORDER BY l.invoice, l.number
          """
              .formatted(page.formatted("id, price, by_bytes"));
      try (PreparedStatement statement = prepare(db, of)) {
        page(statement, execution, limit, offset);
        try (ResultSet row = statement.executeQuery()) {
          while (row.next()) {
            lines
                .computeIfAbsent(row.getLong("invoice"), _ -> new ArrayList<>())
                .add(InvoiceRow.line(row, Rows.maybeDecimal(row, "price")));
          }
        }
      }
      List<InvoiceRow> rows = new ArrayList<>();
      try (PreparedStatement statement = prepare(db, page.formatted("*"))) {
        page(statement, execution, limit, offset);
        try (ResultSet row = statement.executeQuery()) {
          while (row.next()) {
            rows.add(InvoiceRow.of(row, lines.getOrDefault(row.getLong("id"), List.of())));
          }
        }
      }
      return rows;
    });
  }

  private static void page(
      PreparedStatement statement, Optional<String> execution, int limit, int offset)
      throws SQLException {
    int at = 1;
    if (execution.isPresent()) {
      statement.setString(at++, execution.get());
    }
    statement.setInt(at++, bounded(limit));
    statement.setInt(at, Math.max(0, offset));
  }

  /// How many tasks and invoices there are.
  public Totals totals() {
    return ask(db ->
        new Totals(
            Database.number(db, "SELECT count(*) FROM tasks"),
            Database.number(db, "SELECT count(*) FROM invoices")));
  }

  /// What tasks took on average; empty if it is known of none.
  public record Averages(OptionalDouble elapsedNanos, OptionalDouble steps) {}

  /// What tasks took on average, of those of which it is known.
  public Averages averages() {
    return ask(db -> {
      try (PreparedStatement statement =
              db.prepareStatement(
                  "SELECT avg(CAST(elapsed_ns AS REAL)), avg(CAST(steps AS REAL)) FROM tasks");
          ResultSet row = statement.executeQuery()) {
        return new Averages(number(row, 1), number(row, 2));
      }
    });
  }

  private static OptionalDouble number(ResultSet row, int column) throws SQLException {
    double number = row.getDouble(column);
    return row.wasNull() ? OptionalDouble.empty() : OptionalDouble.of(number);
  }

  /// Whether something of a task's input or output is kept.
  public boolean hasData(String executionId) {
    return ask(db -> {
      try (PreparedStatement statement =
          db.prepareStatement(
              """
              SELECT coalesce(max(input IS NOT NULL OR output IS NOT NULL OR solution IS NOT NULL), 0)
              FROM tasks WHERE execution_id = ?
              """)) {
        statement.setString(1, executionId);
        return Database.single(statement) != 0;
      }
    });
  }

  /// Entries of the log, newest first, however long it takes to find them.
  public List<LogRow> log(LogQuery query) {
    return ask(
        db -> new LogSearch(db, query, bounded(query.limit())).within(Long.MAX_VALUE).rows());
  }

  /// Entries of the log, newest first: as many as are found in a moment.
  public LogPage search(LogQuery query) {
    return ask(db -> new LogSearch(db, query, bounded(query.limit())).within(MOMENT_NANOS));
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

  static PreparedStatement prepare(Connection db, String sql) throws SQLException {
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
