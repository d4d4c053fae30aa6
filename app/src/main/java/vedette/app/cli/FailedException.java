package vedette.app.cli;

/// A command cannot go on for a reason that is told in a sentence, without a stack trace.
public final class FailedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int exitCode;

  /// @param message where, what was expected, what was found, what to do
  /// @param exitCode one of [ExitCode]
  public FailedException(String message, int exitCode, Throwable cause) {
    super(message, cause);
    this.exitCode = exitCode;
  }

  /// What the process ends with.
  public int exitCode() {
    return exitCode;
  }
}
