package vedette.poll.truebit;

import java.time.LocalDateTime;
import java.util.Optional;

/// An entry of the node's log: a head and the lines that belong to it.
///
/// @param stamp as the node wrote it, which names no zone; empty if it has none
/// @param level as it was written, lower case; empty if unknown
/// @param source such as `@truebit/worker-runner-node`; empty if unknown
/// @param wallet the address in the head; empty if there is none
/// @param version the node's; empty if unknown
/// @param message without the head, lines separated by `\n`; nothing in it steers a terminal
/// @param lines how many it was made of
/// @param cut bytes or characters that were too many and are not in the message
public record LogEntry(
    Optional<LocalDateTime> stamp,
    String level,
    String source,
    String wallet,
    String version,
    String message,
    int lines,
    long cut) {

  /// Whether it has the usual head.
  public boolean headed() {
    return !source.isEmpty();
  }
}
