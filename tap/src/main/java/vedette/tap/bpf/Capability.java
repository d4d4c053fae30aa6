package vedette.tap.bpf;

/// A Linux capability that matters for tracing (capabilities(7)).
public enum Capability {
  /// Reads any file, searches any directory.
  CAP_DAC_READ_SEARCH(2),
  /// Looks into other users' processes through `/proc`.
  CAP_SYS_PTRACE(19),
  /// Includes [#CAP_BPF] and [#CAP_PERFMON], and much else.
  CAP_SYS_ADMIN(21),
  /// Attaches tracing programs (Linux 5.8 and later).
  CAP_PERFMON(38),
  /// Makes maps, loads programs (Linux 5.8 and later).
  CAP_BPF(39);

  private final int number;

  Capability(int number) {
    this.number = number;
  }

  /// Its bit in the kernel's sets.
  public int number() {
    return number;
  }

  /// Whether a set has it.
  ///
  /// @param set as `/proc/<pid>/status` shows it: bit n is capability n
  public boolean in(long set) {
    return (set >>> number & 1) != 0;
  }
}
