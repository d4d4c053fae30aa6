package vedette.app.config;

/// A secret is not to be had for now: OpenBao is sealed, away, or refuses. It goes on being asked,
/// so a retry may help: exit code 1.
public final class SecretUnavailableException extends ConfigException {
  private static final long serialVersionUID = 1L;

  SecretUnavailableException(String message) {
    super(message);
  }
}
