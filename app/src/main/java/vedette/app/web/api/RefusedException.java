package vedette.app.web.api;

/// Something was asked for that cannot be done as asked. Becomes status 409.
public final class RefusedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /// @param message what is wrong and what to do, for people
  public RefusedException(String message) {
    super(message);
  }
}
