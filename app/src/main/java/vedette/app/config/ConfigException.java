package vedette.app.config;

import java.util.List;

/// The configuration cannot be used: every reason, each fit for the person who wrote it.
///
/// Trying the same again will not help: exit code 2.
public class ConfigException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient List<Problem> problems;

  /// A single reason that has no place in a file.
  ///
  /// @param message where, what was expected, what was found, what to do
  public ConfigException(String message) {
    super(message);
    problems = List.of();
  }

  /// A single reason that has no place in a file.
  public ConfigException(String message, Throwable cause) {
    super(message, cause);
    problems = List.of();
  }

  ConfigException(List<Problem> problems) {
    super(String.join("\n", problems.stream().map(Problem::text).toList()));
    this.problems = List.copyOf(problems);
  }

  /// What is wrong, in the order of the file; empty if the message says it all.
  public List<Problem> problems() {
    return problems;
  }
}
