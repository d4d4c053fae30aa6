package vedette.history.recording;

import java.nio.file.Path;
import java.util.Optional;

/// How a recording is, at one moment.
///
/// @param id what it is stopped by
/// @param name what its files are named after
/// @param select the selection's text
/// @param startedAt ms since the epoch
/// @param sentence what is the matter and what to do; empty if all is well
/// @param file the one being written; empty while there is none
/// @param events that are in files
/// @param bytes of the files that it wrote and that are still there
/// @param files how many those are
/// @param lost events that were selected and are in no file
/// @param queuedBytes what waits
public record RecordingStatus(
    String id,
    String name,
    String select,
    long startedAt,
    State state,
    String sentence,
    Optional<Path> file,
    long events,
    long bytes,
    int files,
    long lost,
    long queuedBytes) {

  /// In one word.
  public enum State {
    /// Events are written.
    RECORDING("recording"),
    /// They cannot be written now; it is tried again by itself.
    DEGRADED("degraded"),
    /// It was stopped.
    STOPPED("stopped");

    private final String word;

    State(String word) {
      this.word = word;
    }

    /// The word for people and programs.
    public String word() {
      return word;
    }
  }
}
