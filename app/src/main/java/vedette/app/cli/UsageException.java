package vedette.app.cli;

/// The user asked for something that cannot be: two options that exclude each other, a value out of
/// its range. Exit code [ExitCode#REFUSED]. Thrown by [Arguments] and by commands.
public final class UsageException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /// @param message where, what was expected, what was found, what to do
  public UsageException(String message) {
    super(message);
  }

  /// @param message where, what was expected, what was found, what to do
  /// @param cause what found it out
  public UsageException(String message, Throwable cause) {
    super(message, cause);
  }
}
