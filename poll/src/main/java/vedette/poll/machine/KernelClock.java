package vedette.poll.machine;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.Optional;
import java.util.OptionalDouble;

/// Reads the state of the kernel's clock with `adjtimex(2)`, which changes nothing when `modes` is
/// 0 and needs no right then.
///
/// It tells the same whichever program keeps the clock, and no program needs to be found or asked.
/// Source: Linux, `include/uapi/linux/timex.h`; on 64-bit machines:
///
/// ```
///   0  u32 modes       8  s64 offset   16  s64 freq   24  s64 maxerror
///  32  s64 esterror   40  s32 status   48  s64 constant … 208 bytes in all
/// ```
final class KernelClock {
  private static final long SIZE = 208;
  private static final long OFFSET = 8;
  private static final long MOST_ERROR = 24;
  private static final long STATUS = 40;

  /// The kernel's own loop corrects the clock.
  private static final int STA_PLL = 0x0001;

  private static final int STA_UNSYNC = 0x0040;

  /// `offset` is in nanoseconds, not microseconds.
  private static final int STA_NANO = 0x2000;

  private KernelClock() {}

  // Restricted: the signature is that of the manual page.
  @SuppressWarnings("restricted")
  private static final class Holder {
    static final Optional<MethodHandle> ADJTIMEX =
        Linker.nativeLinker()
            .defaultLookup()
            .find("adjtimex")
            .map(address ->
                Linker.nativeLinker()
                    .downcallHandle(
                        address, FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.ADDRESS)));
  }

  /// Empty where the kernel, or something that stands before it, does not let us.
  static Optional<MachineAnswer.Clock> read() {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment timex = arena.allocate(SIZE, Long.BYTES);
      if (Holder.ADJTIMEX.isEmpty() || (int) Holder.ADJTIMEX.get().invokeExact(timex) < 0) {
        return Optional.empty();
      }
      return Optional.of(
          state(
              timex.get(ValueLayout.JAVA_INT, STATUS),
              timex.get(ValueLayout.JAVA_LONG, OFFSET),
              timex.get(ValueLayout.JAVA_LONG, MOST_ERROR)));
    } catch (Throwable impossible) {
      // The handle's own signature: the call itself throws nothing.
      throw new IllegalStateException("adjtimex", impossible);
    }
  }

  static MachineAnswer.Clock state(int status, long offset, long mostError) {
    boolean synchronised = (status & STA_UNSYNC) == 0;
    double unit = (status & STA_NANO) != 0 ? 1e-9 : 1e-6;
    return new MachineAnswer.Clock(
        synchronised,
        (status & STA_PLL) != 0 && synchronised
            ? OptionalDouble.of(offset * unit)
            : OptionalDouble.empty(),
        synchronised ? OptionalDouble.of(mostError * 1e-6) : OptionalDouble.empty());
  }
}
