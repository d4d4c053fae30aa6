package vedette.tap.bpf;

/// Whether the kernel can do something: asked by doing it, not read from its version.
///
/// Three answers, because "not allowed to find out" is neither yes nor no.
public sealed interface Support {
  /// It can.
  Support YES = new Yes();

  /// It can.
  record Yes() implements Support {}

  /// It cannot.
  ///
  /// @param reason what it said when asked, without a full stop
  /// @param since the Linux version from which it could, such as `6.6`
  record No(String reason, String since) implements Support {}

  /// It was not found out, so it is worth asking again.
  ///
  /// @param cause why not, without a full stop
  /// @param denied whether the kernel said that rights are missing (EPERM or EACCES)
  record Unknown(String cause, boolean denied) implements Support {}
}
