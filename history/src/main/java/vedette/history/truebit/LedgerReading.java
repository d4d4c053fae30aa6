package vedette.history.truebit;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import vedette.history.Database;
import vedette.poll.truebit.LedgerState;

/// Sums a ledger up.
final class LedgerReading {
  private final Connection connection;
  private final StoreOptions options;

  LedgerReading(Connection connection, StoreOptions options) {
    this.connection = connection;
    this.options = options;
  }

  private record Fact(String value, long at) {}

  LedgerState state() throws SQLException {
    Map<String, Fact> facts = facts();
    Map<String, Long> counts = counts();
    Map<String, Long> tasks = new HashMap<>();
    for (String status : new String[] {"received", "executing", "completed", "failed"}) {
      tasks.put(status, number("SELECT count(*) FROM tasks WHERE status = ?", status));
    }
    Map<String, Long> entries = new HashMap<>();
    counts.forEach((name, count) -> {
      if (name.startsWith("entries:")) {
        entries.put(name.substring("entries:".length()), count);
      }
    });
    Optional<String> wallet =
        options.address().or(() -> Optional.ofNullable(facts.get("wallet")).map(Fact::value));
    return new LedgerState(
        tasks,
        Database.number(connection, "SELECT count(*) FROM tasks WHERE cached = 1"),
        time("SELECT max(at) FROM tasks"),
        time("SELECT max(at) FROM tasks WHERE status = 'failed'"),
        Database.number(connection, "SELECT count(*) FROM invoices"),
        time("SELECT max(at) FROM invoices"),
        slots(facts.get("slots")),
        Optional.ofNullable(facts.get("registration"))
            .map(f ->
                new LedgerState.Registration(
                    f.value().equals("registered"), Instant.ofEpochMilli(f.at()))),
        wallet,
        Optional.ofNullable(facts.get("version")).map(Fact::value),
        wallet.isPresent() ? Optional.of(earnings(wallet.get())) : Optional.empty(),
        entries,
        counts.getOrDefault("records:unknown", 0L),
        counts.getOrDefault("unattributed", 0L),
        counts.getOrDefault("entries_too_old", 0L),
        Optional.ofNullable(facts.get("last_entry")).map(f -> Instant.ofEpochMilli(f.at())),
        Database.bytes(options.file()),
        time("SELECT min(day) * 86400000 FROM parts"));
  }

  /// Every line of an invoice about this address, exactly.
  LedgerState.Earnings earnings(String address) throws SQLException {
    BigDecimal paid = BigDecimal.ZERO;
    BigDecimal penalties = BigDecimal.ZERO;
    BigDecimal charged = BigDecimal.ZERO;
    long lines = 0;
    long unpriced = 0;
    try (PreparedStatement statement =
        connection.prepareStatement(
            """
            SELECT l.operation, l.steps, i.price, i.by_bytes FROM lines l
            JOIN invoices i ON i.id = l.invoice WHERE l.account = ?
            """)) {
      statement.setString(1, address);
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          lines++;
          BigDecimal amount = amount(row);
          switch (amount == null ? "" : Rows.text(row, "operation")) {
            case "pay" -> paid = paid.add(known(amount));
            case "penalty" -> penalties = penalties.add(known(amount));
            case "charge" -> charged = charged.add(known(amount));
            default -> unpriced++;
          }
        }
      }
    }
    return new LedgerState.Earnings(
        paid,
        penalties,
        charged,
        lines,
        unpriced,
        OptionalLong.of(
            number("SELECT count(DISTINCT invoice) FROM lines WHERE account = ?", address)));
  }

  private static BigDecimal known(@Nullable BigDecimal amount) {
    return amount == null ? BigDecimal.ZERO : amount;
  }

  private static @Nullable BigDecimal amount(ResultSet row) throws SQLException {
    Optional<BigInteger> steps = Rows.maybeCount(row, "steps");
    Optional<BigDecimal> price = Rows.maybeDecimal(row, "price");
    return row.getInt("by_bytes") != 0 || steps.isEmpty() || price.isEmpty()
        ? null
        : price.get().multiply(new BigDecimal(steps.get()));
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
