package vedette.backup.layer;

import java.io.IOException;

/// A copy was read and is not what was put there; its place is well.
public final class DamagedException extends IOException {
  private static final long serialVersionUID = 1L;

  /// @param message what was found
  public DamagedException(String message) {
    super(message);
  }

  /// @param message what was found
  public DamagedException(String message, Throwable cause) {
    super(message, cause);
  }
}
