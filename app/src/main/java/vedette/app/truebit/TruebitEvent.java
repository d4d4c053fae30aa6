package vedette.app.truebit;

import java.time.Instant;
import java.util.Optional;
import vedette.poll.truebit.LogEntry;
import vedette.poll.truebit.LogKind;

/// Something that the node has just done, told after it was kept.
public sealed interface TruebitEvent {

  /// It wrote an entry.
  record Logged(Instant at, LogKind kind, LogEntry entry) implements TruebitEvent {}

  /// A task went on.
  ///
  /// @param executionId empty where the node did not say whose this was
  record TaskWent(Step step, Optional<String> executionId) implements TruebitEvent {}

  /// An invoice came in.
  record Invoiced(String invoiceId) implements TruebitEvent {}

  /// A slot was taken or given back.
  record SlotMoved(boolean acquired, int current, int total, String subscriber)
      implements TruebitEvent {}

  /// How far a task is.
  enum Step {
    /// It came in.
    RECEIVED,
    /// It began.
    STARTED,
    /// What it used is known.
    METRICS,
    /// It ended, well or not.
    COMPLETED
  }
}
