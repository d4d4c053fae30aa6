package vedette.history;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// How history is, at one moment.
///
/// @param sentence what is the matter and what to do; empty if all is well
/// @param bytes what it takes on disk, `-wal` included; empty if not known
/// @param oldest time of the oldest rollup, ms since the epoch; empty if there is none
/// @param lastWritten time of the last commit, ms since the epoch; empty if there was none yet
/// @param counts one for each kind of entry, since the start
/// @param repair what was done about a damaged file since the start, in words; the last one
public record HistoryStatus(
    State state,
    String sentence,
    Path file,
    OptionalLong bytes,
    OptionalLong oldest,
    OptionalLong lastWritten,
    List<Count> counts,
    Queue queue,
    Optional<String> repair) {

  /// Keeps its own list.
  public HistoryStatus {
    counts = List.copyOf(counts);
  }

  /// In one word.
  public enum State {
    /// The file is being opened, checked or repaired; entries wait.
    OPENING("opening"),
    /// Entries are written.
    WRITING("writing"),
    /// Entries cannot be written now; they wait, and are dropped when there is no more room. It is
    /// tried again by itself.
    DEGRADED("degraded"),
    /// It was closed.
    CLOSED("closed");

    private final String word;

    State(String word) {
      this.word = word;
    }

    /// The word for people and programs.
    public String word() {
      return word;
    }
  }

  /// What became of entries of one kind.
  ///
  /// @param kind the kind's word
  /// @param written committed
  /// @param dropped lost, because there was no room to wait or no way to write before the end
  /// @param refused not taken, because they cannot be: no number, a time in the future, a series
  ///   beyond the bound
  /// @param removed rows taken out again by age or by size
  public record Count(String kind, long written, long dropped, long refused, long removed) {}

  /// What waits.
  public record Queue(long entries, long bytes, long capacity) {}

  /// Entries of all kinds that are lost.
  public long dropped() {
    return counts.stream().mapToLong(Count::dropped).sum();
  }
}
