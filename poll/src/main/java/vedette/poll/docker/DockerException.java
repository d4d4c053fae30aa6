package vedette.poll.docker;

import vedette.poll.Trouble;

/// The engine has not answered, or not with what was asked for. A retry may help unless the trouble
/// says otherwise.
public final class DockerException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final Trouble trouble;

  /// @param trouble the kind
  /// @param message where, what was expected, what was found, what to do
  public DockerException(Trouble trouble, String message) {
    super(message);
    this.trouble = trouble;
  }

  /// The kind, as polls have it.
  public Trouble trouble() {
    return trouble;
  }
}
