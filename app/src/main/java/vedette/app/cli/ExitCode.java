package vedette.app.cli;

/// How the process tells scripts and service managers whose turn it is.
///
/// A supervisor may restart on [#RETRY] and must not on [#REFUSED] (`RestartPreventExitStatus=2` in
/// systemd's words).
public final class ExitCode {
  /// Done what was asked.
  public static final int OK = 0;

  /// Failed, and trying again may help: the node was not there yet, the kernel was short of memory,
  /// a bug.
  public static final int RETRY = 1;

  /// Failed, and trying the same again will not help: bad usage, a missing capability, a kernel
  /// that is too old.
  public static final int REFUSED = 2;

  private ExitCode() {}
}
