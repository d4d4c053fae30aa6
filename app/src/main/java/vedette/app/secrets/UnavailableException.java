package vedette.app.secrets;

/// OpenBao has not given a secret yet; it goes on being asked.
public final class UnavailableException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  UnavailableException(String message) {
    super(message);
  }
}
