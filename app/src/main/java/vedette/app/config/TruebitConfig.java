package vedette.app.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/// The TrueBit runner node of this machine.
///
/// @param container the exact name of its container
/// @param engine whether Docker or podman is asked
/// @param logs folder with its logs; empty: they come through the engine
/// @param data folder with its EventDB files
/// @param timeZone of the stamps in its log
/// @param address the operator's own
/// @param size bytes; the oldest entries go first
/// @param dataSize characters kept of a task's input and output, each
/// @param dataPassword opens tasks' input and output, instead of one that Vedette makes
public record TruebitConfig(
    Watching watch,
    String key,
    String container,
    boolean engine,
    Optional<Path> socket,
    Optional<Path> logs,
    Optional<Path> data,
    String timeZone,
    Optional<String> address,
    Duration keepLogs,
    Duration keepTasks,
    long size,
    int dataSize,
    Optional<Secret> dataPassword) {

  /// When it is watched.
  public enum Watching {
    /// If it is told where its logs are, or the engine has its container.
    AUTO,
    /// In any case.
    ALWAYS,
    /// Not at all.
    NEVER
  }
}
