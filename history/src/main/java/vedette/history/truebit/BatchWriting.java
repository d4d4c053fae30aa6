package vedette.history.truebit;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import vedette.poll.truebit.Finding;
import vedette.poll.truebit.Ledger;
import vedette.poll.truebit.LogEntry;
import vedette.poll.truebit.LogKind;
import vedette.poll.truebit.NodeMessage;

/// Writes what was read and what it means. Only the store's writer uses this, within a transaction.
final class BatchWriting {
  private static final String ADDRESS = "0x[0-9a-f]{40}";
  private static final long TOMORROW = 86_400_000L;

  private final Connection connection;
  private final StoreOptions options;
  private final LogParts parts;
  private final TaskWriting tasks;
  private final SourceWriting sources;
  private final Map<String, Long> counts = new TreeMap<>();
  private final Map<String, Fact> facts = new TreeMap<>();
  private long lastAt;
  private boolean tasksChanged;

  private record Fact(String value, long at) {}

  BatchWriting(Connection connection, StoreOptions options) {
    this.connection = connection;
    this.options = options;
    this.parts = new LogParts(connection, options.maxBytes());
    this.tasks = new TaskWriting(connection);
    this.sources = new SourceWriting(connection, options);
  }

  /// Whether something was written of tasks or invoices since this was asked last.
  boolean tasksChanged() {
    boolean changed = tasksChanged;
    tasksChanged = false;
    return changed;
  }

  /// What was not committed is not remembered.
  void forget() {
    parts.forget();
    counts.clear();
    facts.clear();
  }

  /// Writes a batch and how far its source was read.
  ///
  /// @return the source's key
  long write(Ledger.Batch batch, Instant now) throws SQLException {
    for (Ledger.Kept kept : batch.entries()) {
      entry(kept, now.toEpochMilli());
    }
    parts.settle();
    settle();
    return sources.write(batch.source(), now);
  }

  /// Notes which sources there still are.
  void seen(Collection<Long> keys, Instant now) throws SQLException {
    sources.seen(keys, now);
  }

  /// Writes records of EventDB.
  void write(List<NodeMessage> records, Instant now) throws SQLException {
    tasksChanged = true;
    for (NodeMessage record : records) {
      switch (record) {
        case NodeMessage.TaskCreated task -> tasks.created(task);
        case NodeMessage.Outcome outcome -> tasks.outcome(outcome);
        case NodeMessage.Invoice invoice -> tasks.invoice(invoice, now.toEpochMilli());
        case NodeMessage.Unknown _ -> count("records:unknown");
      }
    }
    settle();
  }

  private void entry(Ledger.Kept kept, long now) throws SQLException {
    LogEntry entry = kept.entry();
    LogKind kind = kept.finding().kind();
    long at = time(entry, now);
    count("entries:" + kind.word());
    if (at < now - options.keepLogs().toMillis()) {
      count("entries_too_old");
    } else {
      parts.add(at, entry, kind);
    }
    fact("last_entry", "", at);
    if (entry.headed()) {
      fact("version", entry.version(), at);
      String wallet = entry.wallet().toLowerCase(Locale.ROOT);
      if (wallet.matches(ADDRESS)) {
        fact("wallet", wallet, at);
      }
    }
    finding(kept.finding(), at);
  }

  /// A stamp that cannot be true is not believed: the entry lies where the one before lies.
  private long time(LogEntry entry, long now) {
    long before = lastAt == 0 ? now : lastAt;
    long at =
        entry
            .stamp()
            .map(stamp -> stamp.atZone(options.zone()).toInstant().toEpochMilli())
            .orElse(before);
    if (at > now + TOMORROW || at < 1_577_836_800_000L) {
      at = before;
    }
    lastAt = at;
    return at;
  }

  private void finding(Finding finding, long at) throws SQLException {
    tasksChanged |=
        !(finding instanceof Finding.Semaphore
            || finding instanceof Finding.Registration
            || finding instanceof Finding.Other);
    switch (finding) {
      case Finding.TaskReceived(var id, var message) -> {
        if (message.isPresent()) {
          tasks.created(message.get());
        }
        if (id.isPresent()) {
          tasks.received(id.get(), at);
        }
      }
      case Finding.TaskCompleted(var id) -> tasks.completed(id, at);
      case Finding.TaskDownloaded(var task) -> tasks.downloaded(task, at);
      case Finding.TaskStarted(var id) -> {
        Optional<String> whose = whose(id, false, at);
        if (whose.isPresent()) {
          tasks.started(whose.get(), at);
        }
      }
      case Finding.ExecutionOutput(var id, var _, var metrics, var data) -> {
        Optional<String> whose = whose(id, true, at);
        if (whose.isPresent()) {
          tasks.output(whose.get(), at, metrics, data, id.isEmpty());
        }
      }
      case Finding.InvoiceSeen(var invoice) -> {
        if (invoice.isPresent()) {
          tasks.invoice(invoice.get(), at);
        }
      }
      case Finding.Semaphore(var subscriber, var _, var current, var total) ->
          fact("slots", current + " " + total + " " + subscriber, at);
      case Finding.Registration(var address, var registered) -> {
        fact("registration", registered ? "registered" : "requested", at);
        String wallet = address.toLowerCase(Locale.ROOT);
        if (wallet.matches(ADDRESS)) {
          fact("wallet", wallet, at);
        }
      }
      case Finding.Other _ -> {
        // Nothing more to know.
      }
    }
  }

  /// What has no id belongs to the one execution that it can be of. With several it is not guessed.
  private Optional<String> whose(Optional<String> id, boolean started, long at)
      throws SQLException {
    if (id.isPresent()) {
      return id;
    }
    Optional<String> only = tasks.only(started, at);
    if (only.isEmpty()) {
      count("unattributed");
    }
    return only;
  }

  private void count(String name) {
    counts.merge(name, 1L, Long::sum);
  }

  private void fact(String name, String value, long at) {
    Fact known = facts.get(name);
    if (known == null || known.at() <= at) {
      facts.put(name, new Fact(value, at));
    }
  }

  private void settle() throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            """
            INSERT INTO counts (name, count) VALUES (?, ?)
            ON CONFLICT (name) DO UPDATE SET count = count + excluded.count
            """)) {
      for (Map.Entry<String, Long> each : counts.entrySet()) {
        statement.setString(1, each.getKey());
        statement.setLong(2, each.getValue());
        statement.executeUpdate();
      }
    }
    counts.clear();
    // An older log that is read later does not make the present older.
    try (PreparedStatement statement =
        connection.prepareStatement(
            """
            INSERT INTO facts (name, value, at) VALUES (?, ?, ?)
            ON CONFLICT (name) DO UPDATE SET value = excluded.value, at = excluded.at
            WHERE excluded.at >= at
            """)) {
      for (Map.Entry<String, Fact> each : facts.entrySet()) {
        statement.setString(1, each.getKey());
        statement.setString(2, each.getValue().value());
        statement.setLong(3, each.getValue().at());
        statement.executeUpdate();
      }
    }
    facts.clear();
  }
}
