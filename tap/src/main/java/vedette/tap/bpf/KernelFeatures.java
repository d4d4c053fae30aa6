package vedette.tap.bpf;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// What this kernel can do with these rights, found out by trying: distributions backport, and a
/// version says nothing about rights.
///
/// A sure answer is remembered, an [Support.Unknown] is asked anew. The trials leave nothing
/// behind: no process is touched, everything made is closed again. For one thread.
public final class KernelFeatures {
  private static final int TRIAL_RING = 64 << 10;
  private static final int RESERVE_DYNPTR = 198;

  private @Nullable Support ringBuffer;
  private @Nullable Support programs;
  private @Nullable Support multi;
  private @Nullable Support dynptr;
  private @Nullable Support perf;

  /// Nothing is asked yet.
  public KernelFeatures() {}

  /// Ring buffer maps: Linux 5.8, CAP_BPF.
  public Support ringBuffer() {
    Support answer = ringBuffer == null ? tried(KernelFeatures::tryRing) : ringBuffer;
    ringBuffer = sure(answer);
    return answer;
  }

  /// Programs of the kind that uprobes run: CAP_BPF and CAP_PERFMON.
  public Support programs() {
    Support answer = programs == null ? tried(KernelFeatures::tryProgram) : programs;
    programs = sure(answer);
    return answer;
  }

  /// uprobe_multi links: Linux 6.6.
  public Support uprobeMulti() {
    Support answer = multi == null ? tried(KernelFeatures::tryMulti) : multi;
    multi = sure(answer);
    return answer;
  }

  /// Dynamic pointers, with which a record of any size is written in one piece: Linux 5.19.
  public Support dynptr() {
    Support answer = dynptr == null ? tried(KernelFeatures::tryDynptr) : dynptr;
    dynptr = sure(answer);
    return answer;
  }

  /// Uprobes as perf events, what there was before uprobe_multi: CAP_SYS_ADMIN.
  public Support perfUprobe() {
    Support answer = perf == null ? tried(UprobeLink::tryPerf) : perf;
    perf = sure(answer);
    return answer;
  }

  private static @Nullable Support sure(Support answer) {
    return answer instanceof Support.Unknown ? null : answer;
  }

  private static Support tried(Supplier<Support> trial) {
    if (Arch.current().isEmpty()) {
      return new Support.Unknown("it was not tried, because the processor is not supported", false);
    }
    try {
      return trial.get();
    } catch (BpfException refused) {
      return unknown(refused.errno());
    }
  }

  private static Support tryRing() {
    try (BpfMap _ = BpfMap.ring("trial", Math.max(TRIAL_RING, (int) RingBuffer.page()))) {
      return Support.YES;
    } catch (BpfException refused) {
      return refused.errno() == Kernel.EINVAL
          ? new Support.No("the kernel does not know this kind of map (EINVAL)", "5.8")
          : unknown(refused.errno());
    }
  }

  private static Support tryProgram() {
    try (BpfProgram _ = BpfProgram.load(nothing(), "trial", false)) {
      return Support.YES;
    }
  }

  private static Support tryMulti() {
    // The load is no answer: older kernels accept the attach type and refuse the link.
    try (BpfProgram program = BpfProgram.load(nothing(), "trial", true)) {
      return UprobeLink.tryMulti(program);
    }
  }

  /// The verifier refuses the call in any case, for its arguments if it knows the function.
  private static Support tryDynptr() {
    long[] code = {
      Instruction.moveImmediate(Instruction.R2, 0),
      Instruction.callHelper(RESERVE_DYNPTR),
      Instruction.moveImmediate(Instruction.R0, 0),
      Instruction.EXIT
    };
    try (BpfProgram _ = BpfProgram.load(code, "trial", false)) {
      return Support.YES;
    } catch (BpfException refused) {
      if (refused.log().isEmpty()) {
        return unknown(refused.errno());
      }
      return refused.log().contains("func unknown") || refused.log().contains("unknown func")
          ? new Support.No("the verifier does not know bpf_ringbuf_reserve_dynptr", "5.19")
          : Support.YES;
    }
  }

  private static long[] nothing() {
    return new long[] {Instruction.moveImmediate(Instruction.R0, 0), Instruction.EXIT};
  }

  static Support unknown(int errno) {
    return new Support.Unknown(
        "the kernel said " + Kernel.errorName(errno),
        errno == Kernel.EPERM || errno == Kernel.EACCES);
  }
}
