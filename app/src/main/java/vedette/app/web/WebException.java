package vedette.app.web;

/// The web server cannot be started.
public final class WebException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final boolean passing;

  private WebException(String message, Throwable cause, boolean passing) {
    super(message, cause);
    this.passing = passing;
  }

  private WebException(String message) {
    super(message);
    passing = false;
  }

  /// Trying again may help: exit code 1.
  static WebException passing(String message, Throwable cause) {
    return new WebException(message, cause, true);
  }

  /// Trying the same again will not help: exit code 2.
  static WebException lasting(String message) {
    return new WebException(message);
  }

  /// Whether trying again may help: exit code 1 if so, otherwise 2.
  public boolean passing() {
    return passing;
  }
}
