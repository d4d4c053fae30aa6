package vedette.history;

/// History could not be read. The message says where, what was found and what to do.
public final class HistoryException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /// Whether trying again can help.
  public enum Fault {
    /// It can: too busy, too slow, the disk is full.
    PASSING,
    /// It cannot: no such file, not a history, a newer version.
    LASTING
  }

  private final Fault fault;

  HistoryException(Fault fault, String message) {
    super(message);
    this.fault = fault;
  }

  HistoryException(Fault fault, String message, Throwable cause) {
    super(message, cause);
    this.fault = fault;
  }

  /// Whether a retry may help.
  public Fault fault() {
    return fault;
  }
}
