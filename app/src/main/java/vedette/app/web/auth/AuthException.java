package vedette.app.web.auth;

/// What must survive a restart cannot be read or written. Trying the same again will not help.
public final class AuthException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /// @param message where, what was expected, what was found, what to do
  public AuthException(String message) {
    super(message);
  }

  /// @param message where, what was expected, what was found, what to do
  public AuthException(String message, Throwable cause) {
    super(message, cause);
  }
}
