package vedette.history.truebit;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// An invoice.
///
/// @param id a number of its own, in the order in which invoices became known
/// @param price of a step, or of a byte if `byBytes`; the currency is not said
/// @param at when it was made, or seen if that is not known
public record InvoiceRow(
    long id,
    String invoiceId,
    Optional<String> executionId,
    Optional<String> taskId,
    Optional<Instant> createdAt,
    Optional<BigDecimal> price,
    boolean byBytes,
    Instant at,
    List<Line> lines) {

  /// Keeps a copy.
  public InvoiceRow {
    lines = List.copyOf(lines);
  }

  /// A line.
  ///
  /// @param peakMemory the node does not say in what unit
  /// @param amount steps × price; empty if it cannot be told
  public record Line(
      String operation,
      String account,
      Optional<BigInteger> steps,
      Optional<BigDecimal> peakMemory,
      Optional<BigDecimal> amount) {}

  static InvoiceRow of(ResultSet row, List<Line> lines) throws SQLException {
    return new InvoiceRow(
        row.getLong("id"),
        Rows.text(row, "invoice_id"),
        Rows.maybeText(row, "execution_id"),
        Rows.maybeText(row, "task_id"),
        Rows.maybeTime(row, "created_at"),
        Rows.maybeDecimal(row, "price"),
        row.getInt("by_bytes") != 0,
        Instant.ofEpochMilli(row.getLong("at")),
        lines);
  }

  /// @param price of a step; empty if it is not known
  static Line line(ResultSet row, Optional<BigDecimal> price) throws SQLException {
    Optional<BigInteger> steps = Rows.maybeCount(row, "steps");
    return new Line(
        Rows.text(row, "operation"),
        Rows.text(row, "account"),
        steps,
        Rows.maybeDecimal(row, "peak_memory"),
        price.flatMap(p -> steps.map(s -> p.multiply(new BigDecimal(s)))));
  }
}
