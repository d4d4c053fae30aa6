package vedette.history.truebit;

import java.math.BigInteger;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;

/// A task. What is not known is empty.
///
/// @param id a number of its own, in the order in which tasks became known
/// @param status `received`, `executing`, `completed` or `failed`
/// @param inferred whether its metrics came without an id, when it was the only one executing
public record TaskRow(
    long id,
    String executionId,
    Optional<String> taskId,
    Optional<String> type,
    String status,
    Optional<String> chainId,
    Optional<BigInteger> blockNumber,
    Optional<String> blockHash,
    Optional<String> requester,
    Optional<Instant> createdAt,
    Optional<Instant> receivedAt,
    Optional<Instant> downloadedAt,
    Optional<Instant> startedAt,
    Optional<Instant> outputAt,
    Optional<Instant> completedAt,
    Optional<BigInteger> elapsedNanos,
    Optional<BigInteger> exitCode,
    Optional<BigInteger> steps,
    Optional<BigInteger> gasLimit,
    Optional<BigInteger> memoryLimit,
    Optional<BigInteger> memoryPeak,
    Optional<BigInteger> callPeak,
    Optional<BigInteger> framePeak,
    Optional<BigInteger> wasmBytes,
    Optional<String> wasmHash,
    Optional<Boolean> cached,
    boolean inferred) {

  /// What a row is made of: all but a task's data, which may be large.
  static final String COLUMNS =
      """
      id, execution_id, task_id, type, status, chain_id, block_number, block_hash, requester,
      created_at, received_at, downloaded_at, started_at, output_at, completed_at, elapsed_ns,
      exit_code, steps, gas_limit, memory_limit, memory_peak, call_peak, frame_peak, wasm_bytes,
      wasm_hash, cached, inferred\
      """;

  static TaskRow of(ResultSet row) throws SQLException {
    int cached = row.getInt("cached");
    Optional<Boolean> wasCached = row.wasNull() ? Optional.empty() : Optional.of(cached != 0);
    return new TaskRow(
        row.getLong("id"),
        Rows.text(row, "execution_id"),
        Rows.maybeText(row, "task_id"),
        Rows.maybeText(row, "type"),
        Rows.text(row, "status"),
        Rows.maybeText(row, "chain_id"),
        Rows.maybeCount(row, "block_number"),
        Rows.maybeText(row, "block_hash"),
        Rows.maybeText(row, "requester"),
        Rows.maybeTime(row, "created_at"),
        Rows.maybeTime(row, "received_at"),
        Rows.maybeTime(row, "downloaded_at"),
        Rows.maybeTime(row, "started_at"),
        Rows.maybeTime(row, "output_at"),
        Rows.maybeTime(row, "completed_at"),
        Rows.maybeCount(row, "elapsed_ns"),
        Rows.maybeCount(row, "exit_code"),
        Rows.maybeCount(row, "steps"),
        Rows.maybeCount(row, "gas_limit"),
        Rows.maybeCount(row, "memory_limit"),
        Rows.maybeCount(row, "memory_peak"),
        Rows.maybeCount(row, "call_peak"),
        Rows.maybeCount(row, "frame_peak"),
        Rows.maybeCount(row, "wasm_bytes"),
        Rows.maybeText(row, "wasm_hash"),
        wasCached,
        row.getInt("inferred") != 0);
  }
}
