package vedette.app.web.api;

/// Something cannot be answered at the moment; it may be later. Becomes status 503.
public final class UnavailableException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /// @param message what is wrong, for people
  public UnavailableException(String message) {
    super(message);
  }
}
