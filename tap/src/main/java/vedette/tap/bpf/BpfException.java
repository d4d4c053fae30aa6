package vedette.tap.bpf;

/// The kernel refused, or the bytes of a file were not what they should be.
public final class BpfException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int errno;
  private final String log;

  /// @param message what was tried and what came of it
  /// @param errno what the kernel said, 0 if it was not asked
  public BpfException(String message, int errno) {
    this(message, errno, "");
  }

  /// @param message what was tried and what came of it
  /// @param errno what the kernel said, 0 if it was not asked
  /// @param log the verifier's log, empty if there is none
  public BpfException(String message, int errno, String log) {
    super(message);
    this.errno = errno;
    this.log = log;
  }

  /// What the kernel said, 0 if it was not asked.
  public int errno() {
    return errno;
  }

  /// Whether the kernel said that rights are missing (EPERM or EACCES).
  public boolean denied() {
    return errno == Kernel.EPERM || errno == Kernel.EACCES;
  }

  /// Whether the kernel was short of something that may come back (ENOMEM, EAGAIN, EINTR).
  public boolean passing() {
    return errno == Kernel.ENOMEM || errno == Kernel.EAGAIN || errno == Kernel.EINTR;
  }

  /// The verifier's log, empty if there is none.
  public String log() {
    return log;
  }
}
