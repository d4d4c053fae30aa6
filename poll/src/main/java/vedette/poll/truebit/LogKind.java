package vedette.poll.truebit;

import java.util.Locale;
import java.util.Optional;

/// What an entry of the node's log is about.
public enum LogKind {
  /// A task came in.
  TASK_RECEIVED,
  /// An execution ended.
  TASK_COMPLETED,
  /// A slot was taken or given back.
  SEMAPHORE,
  /// About invoices.
  INVOICE,
  /// The node registered, or asked to be.
  REGISTRATION,
  /// A task's program was loaded.
  TASK_DOWNLOAD,
  /// An execution began.
  TASK_START,
  /// A result went out.
  TASK_PUBLISHED,
  /// What an execution wrote.
  EXECUTION_OUTPUT,
  /// Has JSON, but of none of these.
  JSON_DATA,
  /// Anything else with the usual head.
  INFO,
  /// Without the usual head: kept as it is, and counted.
  UNPARSED;

  /// As it is written in the API and in the database.
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// The kind with this word.
  public static Optional<LogKind> of(String word) {
    for (LogKind kind : values()) {
      if (kind.word().equals(word)) {
        return Optional.of(kind);
      }
    }
    return Optional.empty();
  }
}
