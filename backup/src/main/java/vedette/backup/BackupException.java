package vedette.backup;

/// A backup was not made, or a copy cannot be had; nothing that was good before has been touched.
public final class BackupException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /// @param message where, what was expected, what was found, what to do
  public BackupException(String message) {
    super(message);
  }

  /// @param message where, what was expected, what was found, what to do
  public BackupException(String message, Throwable cause) {
    super(message, cause);
  }

  /// The message, which is always there.
  public String said() {
    return String.valueOf(getMessage());
  }
}
