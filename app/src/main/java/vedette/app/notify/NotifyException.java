package vedette.app.notify;

import org.jspecify.annotations.Nullable;

/// A message was not taken.
public final class NotifyException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final boolean passing;

  private NotifyException(String message, boolean passing, @Nullable Throwable cause) {
    super(message, cause);
    this.passing = passing;
  }

  /// It may be taken later.
  static NotifyException later(String message, @Nullable Throwable cause) {
    return new NotifyException(message, true, cause);
  }

  static NotifyException later(String message) {
    return later(message, null);
  }

  /// It will not be taken until somebody changes something.
  static NotifyException refused(String message) {
    return new NotifyException(message, false, null);
  }

  /// Whether trying again may help.
  public boolean passing() {
    return passing;
  }

  /// The message, which is always there.
  public String text() {
    return String.valueOf(getMessage());
  }
}
