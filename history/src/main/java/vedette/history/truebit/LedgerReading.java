package vedette.history.truebit;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import vedette.history.Database;
import vedette.poll.truebit.LedgerState;

/// Sums a ledger up.
final class LedgerReading {
  /// Steps of fewer digits are summed up by the database, without a loss.
  private static final int DIGITS = 12;

  private static final Set<String> OPERATIONS = Set.of("pay", "penalty", "charge");

  private final Connection connection;
  private final StoreOptions options;
  private @Nullable Sums known;

  LedgerReading(Connection connection, StoreOptions options) {
    this.connection = connection;
    this.options = options;
  }

  private record Fact(String value, long at) {}

  /// What changes only with tasks and invoices.
  private record Sums(
      Map<String, Long> tasks,
      long cached,
      Optional<Instant> lastTaskAt,
      Optional<Instant> lastFailureAt,
      long invoices,
      Optional<Instant> lastInvoiceAt,
      Optional<String> wallet,
      Optional<LedgerState.Earnings> earnings) {}

  /// Tasks or invoices have changed.
  void changed() {
    known = null;
  }

  LedgerState state() throws SQLException {
    Map<String, Fact> facts = facts();
    Map<String, Long> counts = counts();
    Map<String, Long> entries = new HashMap<>();
    counts.forEach((name, count) -> {
      if (name.startsWith("entries:")) {
        entries.put(name.substring("entries:".length()), count);
      }
    });
    Optional<String> wallet =
        options.address().or(() -> Optional.ofNullable(facts.get("wallet")).map(Fact::value));
    Sums sums = sums(wallet);
    return new LedgerState(
        sums.tasks(),
        sums.cached(),
        sums.lastTaskAt(),
        sums.lastFailureAt(),
        sums.invoices(),
        sums.lastInvoiceAt(),
        slots(facts.get("slots")),
        Optional.ofNullable(facts.get("registration"))
            .map(f ->
                new LedgerState.Registration(
                    f.value().equals("registered"), Instant.ofEpochMilli(f.at()))),
        wallet,
        Optional.ofNullable(facts.get("version")).map(Fact::value),
        sums.earnings(),
        entries,
        counts.getOrDefault("records:unknown", 0L),
        counts.getOrDefault("unattributed", 0L),
        counts.getOrDefault("entries_too_old", 0L),
        Optional.ofNullable(facts.get("last_entry")).map(f -> Instant.ofEpochMilli(f.at())),
        Database.bytes(options.file()),
        time("SELECT min(day) * 86400000 FROM parts"));
  }

  private Sums sums(Optional<String> wallet) throws SQLException {
    Sums sums = known;
    if (sums == null || !sums.wallet().equals(wallet)) {
      Map<String, Long> tasks = new HashMap<>();
      for (String status : new String[] {"received", "executing", "completed", "failed"}) {
        tasks.put(status, number("SELECT count(*) FROM tasks WHERE status = ?", status));
      }
      sums =
          new Sums(
              tasks,
              Database.number(connection, "SELECT count(*) FROM tasks WHERE cached = 1"),
              time("SELECT max(at) FROM tasks"),
              time("SELECT max(at) FROM tasks WHERE status = 'failed'"),
              Database.number(connection, "SELECT count(*) FROM invoices"),
              time("SELECT max(at) FROM invoices"),
              wallet,
              wallet.isPresent() ? Optional.of(earnings(wallet.get())) : Optional.empty());
      known = sums;
    }
    return sums;
  }

  /// Every line of an invoice about this address, exactly.
  private LedgerState.Earnings earnings(String address) throws SQLException {
    Tally tally = new Tally();
    sum(
        address,
        """
        SELECT l.operation, i.price, i.by_bytes, count(*), sum(CAST(l.steps AS INTEGER))
        FROM lines l JOIN invoices i ON i.id = l.invoice
        WHERE l.account = ?1 AND length(l.steps) < ?2
        GROUP BY l.operation, i.price, i.by_bytes
        """,
        tally);
    sum(
        address,
        """
        SELECT l.operation, i.price, i.by_bytes, 1, l.steps
        FROM lines l JOIN invoices i ON i.id = l.invoice
        WHERE l.account = ?1 AND (l.steps IS NULL OR length(l.steps) >= ?2)
        """,
        tally);
    return new LedgerState.Earnings(
        tally.of("pay"),
        tally.of("penalty"),
        tally.of("charge"),
        tally.lines,
        tally.unpriced,
        OptionalLong.of(
            number("SELECT count(DISTINCT invoice) FROM lines WHERE account = ?", address)));
  }

  private static final class Tally {
    final Map<String, BigDecimal> sums = new HashMap<>();
    long lines;
    long unpriced;

    BigDecimal of(String operation) {
      return sums.getOrDefault(operation, BigDecimal.ZERO);
    }
  }

  private void sum(String address, String sql, Tally tally) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setString(1, address);
      statement.setInt(2, DIGITS);
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          long lines = row.getLong(4);
          String operation = Rows.text(row, "operation");
          Optional<BigDecimal> price = Rows.maybeDecimal(row, "price");
          String steps = row.getString(5);
          tally.lines += lines;
          if (row.getInt("by_bytes") == 0
              && steps != null
              && price.isPresent()
              && OPERATIONS.contains(operation)) {
            tally.sums.merge(
                operation, price.get().multiply(new BigDecimal(steps)), BigDecimal::add);
          } else {
            tally.unpriced += lines;
          }
        }
      }
    }
  }

  private static Optional<LedgerState.Slots> slots(@Nullable Fact fact) {
    if (fact == null) {
      return Optional.empty();
    }
    String[] parts = fact.value().split(" ", 3);
    return Optional.of(
        new LedgerState.Slots(
            Integer.parseInt(parts[0]),
            Integer.parseInt(parts[1]),
            parts[2],
            Instant.ofEpochMilli(fact.at())));
  }

  private Map<String, Fact> facts() throws SQLException {
    Map<String, Fact> all = new HashMap<>();
    try (PreparedStatement statement = connection.prepareStatement("SELECT * FROM facts");
        ResultSet row = statement.executeQuery()) {
      while (row.next()) {
        all.put(Rows.text(row, "name"), new Fact(Rows.text(row, "value"), row.getLong("at")));
      }
    }
    return all;
  }

  private Map<String, Long> counts() throws SQLException {
    Map<String, Long> all = new HashMap<>();
    try (PreparedStatement statement = connection.prepareStatement("SELECT * FROM counts");
        ResultSet row = statement.executeQuery()) {
      while (row.next()) {
        all.put(Rows.text(row, "name"), row.getLong("count"));
      }
    }
    return all;
  }

  private long number(String sql, String parameter) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setString(1, parameter);
      return Database.single(statement);
    }
  }

  private Optional<Instant> time(String sql) throws SQLException {
    long millis = Database.number(connection, sql);
    return millis == 0 ? Optional.empty() : Optional.of(Instant.ofEpochMilli(millis));
  }
}
