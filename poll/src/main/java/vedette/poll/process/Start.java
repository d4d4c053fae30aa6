package vedette.poll.process;

import java.util.List;
import java.util.Optional;

/// How a process was started.
///
/// @param executable its file name
/// @param arguments without the program's name
/// @param home of its environment or its user, empty if unknown
/// @param workingDirectory empty if unknown
public record Start(
    String executable,
    List<String> arguments,
    Optional<String> home,
    Optional<String> workingDirectory) {
  /// Keeps its own list.
  public Start {
    arguments = List.copyOf(arguments);
  }
}
