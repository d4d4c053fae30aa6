package vedette.tap;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.util.Optional;
import vedette.tap.Processes.NodeProcess;
import vedette.tap.TapException.Fault;
import vedette.tap.bpf.BpfException;
import vedette.tap.bpf.Executable;

/// Says in words why a binary cannot be watched, and what to do.
final class Refusals {
  private Refusals() {}

  /// What is wrong with a binary before the kernel is asked.
  static Optional<TapException> unfit(String path, Executable file, TapOptions options) {
    if (file.notes().isEmpty()) {
      return Optional.of(
          new TapException(
              Fault.LASTING,
              path
                  + ": this binary has no tracepoints (no .note.stapsdt section). Do: use a release"
                  + " binary of Bitcoin Core, or build it with -DWITH_USDT=ON."));
    }
    boolean node = file.notes().stream().anyMatch(note -> Tracepoint.named(note.id()).isPresent());
    boolean asked = file.notes().stream().anyMatch(note -> options.probes().contains(note.id()));
    if (!node && !asked) {
      return Optional.of(
          new TapException(
              Fault.LASTING,
              path
                  + ": this is not a Bitcoin Core node: of its "
                  + file.notes().size()
                  + " probes none is one of Core's (found "
                  + file.notes().getFirst().id()
                  + "). Do: name a bitcoind, or one of its own probes with --probe."));
    }
    return Optional.empty();
  }

  /// What the kernel, or the binary's notes, had against it.
  static TapException of(String path, BpfException refused) {
    // The verifier says EACCES, too: what it refuses is no matter of rights.
    if (!refused.log().isEmpty()) {
      return new TapException(Fault.LASTING, path + ": " + refused.getMessage(), refused.log());
    }
    if (refused.denied()) {
      return new TapException(
          Fault.LASTING,
          path
              + ": the kernel does not let this user trace ("
              + refused.getMessage()
              + "). Do: run with CAP_BPF and CAP_PERFMON (kernel 6.6 and later; CAP_SYS_ADMIN"
              + " before), or as root. `vedette doctor` tells what is missing.",
          refused);
    }
    if (refused.passing()) {
      return new TapException(
          Fault.PASSING, path + ": " + refused.getMessage() + " Do: try again.", refused);
    }
    return new TapException(Fault.LASTING, path + ": " + refused.getMessage(), refused);
  }

  /// A process whose binary is not to be seen.
  static TapException unreadable(NodeProcess process) {
    return new TapException(
        Fault.LASTING,
        "Process "
            + process.pid()
            + " ("
            + process.name()
            + ") belongs to another user, so its"
            + " binary cannot be found through /proc. Do: name the binary with --exe, or run as that"
            + " user, or with CAP_SYS_PTRACE.");
  }

  /// A binary that cannot be read.
  static TapException unreadable(String path, IOException why) {
    return new TapException(
        Fault.LASTING,
        path
            + ": the binary cannot be read ("
            + (why instanceof AccessDeniedException ? "permission denied" : why.getMessage())
            + "). Do: give this user read permission, or CAP_DAC_READ_SEARCH.",
        why);
  }
}
