package vedette.poll.truebit;

/// The ledger could not keep or tell something. A retry may help.
public final class LedgerException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /// @param message where, what was expected, what was found, what to do
  public LedgerException(String message, Throwable cause) {
    super(message, cause);
  }

  /// @param message where, what was expected, what was found, what to do
  public LedgerException(String message) {
    super(message);
  }
}
