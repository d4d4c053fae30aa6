package vedette.history.truebit;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;

/// Reads cells. NULL is empty.
final class Rows {
  private Rows() {}

  static String text(ResultSet row, String column) throws SQLException {
    String text = row.getString(column);
    return text == null ? "" : text;
  }

  static Optional<String> maybeText(ResultSet row, String column) throws SQLException {
    return Optional.ofNullable(row.getString(column));
  }

  static Optional<BigInteger> maybeCount(ResultSet row, String column) throws SQLException {
    return maybeText(row, column).map(BigInteger::new);
  }

  static Optional<BigDecimal> maybeDecimal(ResultSet row, String column) throws SQLException {
    return maybeText(row, column).map(BigDecimal::new);
  }

  static Optional<Instant> maybeTime(ResultSet row, String column) throws SQLException {
    long millis = row.getLong(column);
    return row.wasNull() || millis == 0
        ? Optional.empty()
        : Optional.of(Instant.ofEpochMilli(millis));
  }
}
