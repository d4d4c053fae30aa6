package vedette.tap;

/// A source could not be opened or broke while it was read.
///
/// The message is a whole sentence or two for the person at the terminal: where, what was found,
/// what was expected, what to do.
public class TapException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /// Whose fault it is, and so whether trying again can help.
  public enum Fault {
    /// The world's: no such process yet, a file vanished, the kernel was short of memory. A retry
    /// may help.
    PASSING,
    /// The caller's or the machine's: a missing capability, a file that is not a node, a kernel
    /// that is too old. A retry will not help.
    LASTING
  }

  private final Fault fault;
  private final String detail;

  /// @param fault whether a retry may help
  /// @param message where, what was found, what was expected, what to do
  public TapException(Fault fault, String message) {
    this(fault, message, "");
  }

  /// @param fault whether a retry may help
  /// @param message where, what was found, what was expected, what to do
  /// @param detail the long version, such as a verifier log; shown on demand only
  public TapException(Fault fault, String message, String detail) {
    super(message);
    this.fault = fault;
    this.detail = detail;
  }

  /// @param fault whether a retry may help
  /// @param message where, what was found, what was expected, what to do
  /// @param cause what the library or system said
  public TapException(Fault fault, String message, Throwable cause) {
    super(message, cause);
    this.fault = fault;
    this.detail = "";
  }

  /// Whether a retry may help.
  public Fault fault() {
    return fault;
  }

  /// The long version, empty if there is none.
  public String detail() {
    return detail;
  }
}
