package vedette.history.truebit;

import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Optional;

/// What is kept, and how.
///
/// @param file the database
/// @param zone the stamps' in the node's log, which name none
/// @param keepLogs how long entries of the log are kept
/// @param keepTasks how long tasks and invoices are kept
/// @param maxBytes what all of it may take; the oldest entries go first
/// @param address the operator's own, lower case; empty: the one that the node's log names
public record StoreOptions(
    Path file,
    ZoneId zone,
    Duration keepLogs,
    Duration keepTasks,
    long maxBytes,
    Optional<String> address) {

  /// Thirty days of logs, ten years of tasks, 4 GiB.
  public static StoreOptions of(Path file) {
    return new StoreOptions(
        file,
        java.time.ZoneOffset.UTC,
        Duration.ofDays(30),
        Duration.ofDays(3_650),
        4L << 30,
        Optional.empty());
  }

  /// The same with other spans.
  public StoreOptions withKeep(Duration logs, Duration tasks) {
    return new StoreOptions(file, zone, logs, tasks, maxBytes, address);
  }

  /// The same with another bound.
  public StoreOptions withMaxBytes(long bytes) {
    return new StoreOptions(file, zone, keepLogs, keepTasks, bytes, address);
  }

  /// The same for an operator of this address.
  public StoreOptions withAddress(String own) {
    return new StoreOptions(file, zone, keepLogs, keepTasks, maxBytes, Optional.of(own));
  }
}
