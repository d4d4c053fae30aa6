package vedette.poll;

/// What was to be polled cannot be: a mistake of the configuration or of the program. A retry does
/// not help.
///
/// The message says where, what was expected, what was found, what to do.
public class PollException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /// @param message where, what was expected, what was found, what to do
  public PollException(String message) {
    super(message);
  }
}
