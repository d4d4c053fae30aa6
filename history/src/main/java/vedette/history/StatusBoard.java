package vedette.history;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicReference;

/// How the writer is and what the file holds, for whoever asks: the writer's thread notes it, any
/// thread reads it.
final class StatusBoard {
  private record Mood(HistoryStatus.State state, String sentence) {}

  private record Facts(OptionalLong oldest, OptionalLong lastWritten) {}

  private final Path file;
  private final AtomicReference<Mood> mood =
      new AtomicReference<>(new Mood(HistoryStatus.State.OPENING, ""));
  private final AtomicReference<Facts> facts =
      new AtomicReference<>(new Facts(OptionalLong.empty(), OptionalLong.empty()));
  private final AtomicReference<Optional<String>> repair = new AtomicReference<>(Optional.empty());

  StatusBoard(Path file) {
    this.file = file;
  }

  /// @param sentence what is wrong, empty if nothing
  void state(HistoryStatus.State state, String sentence) {
    mood.set(new Mood(state, sentence));
  }

  /// The end; what was wrong stays.
  void closed() {
    state(HistoryStatus.State.CLOSED, mood.get().sentence());
  }

  /// @param done what was saved of a damaged file, in words
  void repaired(String done) {
    repair.set(Optional.of(done));
  }

  /// Looks at what the file holds now.
  void look(Store open) throws SQLException {
    OptionalLong oldest = OptionalLong.empty();
    for (Step step : Step.ALL) {
      OptionalLong it = SeriesReading.oldestIn(open.connection(), step);
      // A long step begins before what it stands for: a finer one within it knows better.
      if (it.isPresent()
          && it.getAsLong() + step.millis() <= oldest.orElse(Long.MAX_VALUE - step.millis())) {
        oldest = it;
      }
    }
    facts.set(new Facts(oldest, open.lastWritten()));
  }

  HistoryStatus status(Tallies tallies, WriteQueue queue) {
    Mood now = mood.get();
    Facts known = facts.get();
    long bytes = Database.bytes(file);
    return new HistoryStatus(
        now.state(),
        now.sentence(),
        file,
        bytes == 0 ? OptionalLong.empty() : OptionalLong.of(bytes),
        known.oldest(),
        known.lastWritten(),
        tallies.counts(),
        queue.state(),
        repair.get());
  }
}
