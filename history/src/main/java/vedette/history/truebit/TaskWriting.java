package vedette.history.truebit;

import java.math.BigInteger;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import vedette.history.Database;
import vedette.poll.truebit.ExecutionMetrics;
import vedette.poll.truebit.NodeMessage;

/// Writes tasks and invoices. Each fact is added to what is known and none is taken away, so that
/// the same facts in any order, any number of times, are the same task. Only the store's writer
/// uses this.
final class TaskWriting {
  /// Between an execution's steps more time than this does not pass.
  private static final long TOGETHER_MILLIS = 3_600_000;

  private final Connection connection;

  TaskWriting(Connection connection) {
    this.connection = connection;
  }

  void created(NodeMessage.TaskCreated task) throws SQLException {
    List<Object[]> set = new ArrayList<>();
    known(set, "task_id", task.taskId());
    known(set, "type", task.type());
    known(set, "chain_id", task.chainId());
    known(set, "block_number", task.blockNumber());
    known(set, "block_hash", task.blockHash());
    known(set, "requester", task.requester());
    known(set, "created_at", task.createdAt().map(Instant::toEpochMilli));
    known(set, "gas_limit", task.gasLimit());
    known(set, "input", task.input());
    put(task.executionId(), set);
  }

  void outcome(NodeMessage.Outcome outcome) throws SQLException {
    List<Object[]> set = new ArrayList<>();
    known(set, "solution", outcome.solution());
    put(outcome.executionId(), set);
  }

  void received(String execution, long at) throws SQLException {
    time(execution, "received_at", at);
  }

  void completed(String execution, long at) throws SQLException {
    time(execution, "completed_at", at);
  }

  void started(String execution, long at) throws SQLException {
    time(execution, "started_at", at);
  }

  /// A program was loaded: for the first task of this program that waits for one.
  void downloaded(String taskId, long at) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            """
            UPDATE tasks SET downloaded_at = ?1 WHERE id = (
              SELECT id FROM tasks
              WHERE task_id IN (?2, ?3) AND downloaded_at IS NULL AND at BETWEEN ?4 AND ?1
              ORDER BY at, id LIMIT 1)
            """)) {
      int slash = taskId.indexOf('/');
      statement.setLong(1, at);
      statement.setString(2, taskId);
      statement.setString(3, slash < 0 ? taskId : taskId.substring(0, slash));
      statement.setLong(4, at - TOGETHER_MILLIS);
      statement.executeUpdate();
    }
  }

  void output(
      String execution,
      long at,
      Optional<ExecutionMetrics> metrics,
      Optional<String> data,
      boolean inferred)
      throws SQLException {
    List<Object[]> set = new ArrayList<>();
    if (metrics.isPresent()) {
      ExecutionMetrics took = metrics.get();
      known(set, "output_at", Optional.of(at));
      known(set, "elapsed_ns", took.elapsedNanos());
      known(set, "exit_code", took.exitCode());
      known(set, "steps", took.steps());
      known(set, "gas_limit", took.gasLimit());
      known(set, "memory_limit", took.memoryLimit());
      known(set, "call_limit", took.callLimit());
      known(set, "frame_limit", took.frameLimit());
      known(set, "memory_peak", took.memoryPeak());
      known(set, "call_peak", took.callPeak());
      known(set, "frame_peak", took.framePeak());
      known(set, "wasm_bytes", took.wasmBytes());
      known(set, "wasm_hash", took.wasmHash());
      known(set, "cached", took.cached().map(cached -> cached ? 1L : 0L));
      if (inferred) {
        known(set, "inferred", Optional.of(1L));
      }
    }
    known(set, "output", data);
    put(execution, set);
  }

  /// The one execution that a line without an id can be of; empty if there are several or none.
  ///
  /// @param started whether it has begun; otherwise it is to begin
  Optional<String> only(boolean started, long at) throws SQLException {
    String status = started ? "executing" : "received";
    try (PreparedStatement statement =
        connection.prepareStatement(
            """
            SELECT execution_id FROM tasks
            WHERE status = ? AND at BETWEEN ? AND ? LIMIT 2
            """)) {
      statement.setString(1, status);
      statement.setLong(2, at - TOGETHER_MILLIS);
      statement.setLong(3, at + 1_000);
      try (ResultSet row = statement.executeQuery()) {
        Optional<String> first =
            row.next() ? Optional.ofNullable(row.getString(1)) : Optional.empty();
        return row.next() ? Optional.empty() : first;
      }
    }
  }

  /// @param seenAt ms, for invoices that do not say when they were made
  void invoice(NodeMessage.Invoice invoice, long seenAt) throws SQLException {
    long at = invoice.createdAt().map(Instant::toEpochMilli).orElse(seenAt);
    long id;
    try (PreparedStatement statement =
        connection.prepareStatement(
            """
            INSERT INTO invoices (invoice_id, execution_id, task_id, created_at, price, by_bytes, at)
            VALUES (?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (invoice_id) DO UPDATE SET
              execution_id = coalesce(execution_id, excluded.execution_id),
              task_id = coalesce(task_id, excluded.task_id),
              created_at = coalesce(created_at, excluded.created_at),
              price = coalesce(price, excluded.price)
            RETURNING id
            """)) {
      statement.setString(1, invoice.invoiceId());
      statement.setString(2, invoice.executionId().orElse(null));
      statement.setString(3, invoice.taskId().orElse(null));
      set(statement, 4, invoice.createdAt().map(Instant::toEpochMilli).orElse(null));
      statement.setString(5, invoice.price().map(p -> p.toPlainString()).orElse(null));
      statement.setInt(6, invoice.byBytes() ? 1 : 0);
      statement.setLong(7, at);
      id = Database.single(statement);
    }
    try (PreparedStatement statement =
        connection.prepareStatement(
            """
            INSERT OR IGNORE INTO lines (invoice, number, operation, account, steps, peak_memory)
            VALUES (?, ?, ?, ?, ?, ?)
            """)) {
      int number = 0;
      for (NodeMessage.LineItem item : invoice.items()) {
        statement.setLong(1, id);
        statement.setInt(2, number++);
        statement.setString(3, item.operation());
        statement.setString(4, item.account());
        statement.setString(5, item.steps().map(BigInteger::toString).orElse(null));
        statement.setString(6, item.peakMemory().map(p -> p.toPlainString()).orElse(null));
        statement.executeUpdate();
      }
    }
  }

  private void time(String execution, String column, long at) throws SQLException {
    List<Object[]> set = new ArrayList<>();
    set.add(new Object[] {column, at});
    put(execution, set);
  }

  private static void known(List<Object[]> set, String column, Optional<?> value) {
    value.ifPresent(v -> set.add(new Object[] {column, v}));
  }

  /// Adds facts. Of two times the earlier counts, of two other values the first: a restart that
  /// reads the same again changes nothing, and nothing becomes unknown again.
  private void put(String execution, List<Object[]> facts) throws SQLException {
    StringBuilder columns = new StringBuilder("execution_id");
    StringBuilder marks = new StringBuilder("?");
    StringBuilder update = new StringBuilder();
    for (Object[] fact : facts) {
      String column = (String) fact[0];
      columns.append(", ").append(column);
      marks.append(", ?");
      update.append(update.isEmpty() ? "" : ", ").append(column).append(" = ");
      if (column.endsWith("_at")) {
        update.append("min(coalesce(%1$s, excluded.%1$s), excluded.%1$s)".formatted(column));
      } else {
        update.append("coalesce(%1$s, excluded.%1$s)".formatted(column));
      }
    }
    String conflict = facts.isEmpty() ? "DO NOTHING" : "(execution_id) DO UPDATE SET " + update;
    try (PreparedStatement statement =
        connection.prepareStatement(
            "INSERT INTO tasks (%s) VALUES (%s) ON CONFLICT %s"
                .formatted(columns, marks, conflict))) {
      statement.setString(1, execution);
      for (int i = 0; i < facts.size(); i++) {
        set(statement, i + 2, facts.get(i)[1]);
      }
      statement.executeUpdate();
    }
  }

  private static void set(
      PreparedStatement statement, int index, @org.jspecify.annotations.Nullable Object value)
      throws SQLException {
    switch (value) {
      case null -> statement.setNull(index, Types.NULL);
      case Long number -> statement.setLong(index, number);
      default -> statement.setString(index, value.toString());
    }
  }
}
