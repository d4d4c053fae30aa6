package vedette.tap.bpf;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.Optional;

/// System calls, through the one libc function `syscall`.
///
/// One call shape for all of them on purpose: the JVM builds a stub for each shape at run time, and
/// eight shapes cost 35 to 50 ms of start-up more than one.
@SuppressWarnings("restricted") // this class is where the JVM leaves Java
final class Kernel {
  static final int EPERM = 1;
  static final int ENOENT = 2;
  static final int ESRCH = 3;
  static final int EINTR = 4;
  static final int E2BIG = 7;
  static final int EBADF = 9;
  static final int EAGAIN = 11;
  static final int ENOMEM = 12;
  static final int EACCES = 13;
  static final int EINVAL = 22;

  private static final MethodHandle SYSCALL =
      Linker.nativeLinker()
          .downcallHandle(
              Linker.nativeLinker().defaultLookup().findOrThrow("syscall"),
              FunctionDescriptor.of(
                  ValueLayout.JAVA_LONG,
                  ValueLayout.JAVA_LONG,
                  ValueLayout.JAVA_LONG,
                  ValueLayout.JAVA_LONG,
                  ValueLayout.JAVA_LONG,
                  ValueLayout.JAVA_LONG,
                  ValueLayout.JAVA_LONG,
                  ValueLayout.JAVA_LONG),
              Linker.Option.captureCallState("errno"));

  /// Where the JVM leaves errno: one int for each thread that calls.
  private static final ThreadLocal<MemorySegment> ERRNO =
      ThreadLocal.withInitial(() -> Arena.ofAuto().allocate(Linker.Option.captureStateLayout()));

  private static final Optional<Arch> ARCH = Arch.current();

  /// A system call; the numbers differ between processors.
  enum Call {
    BPF(321, 280),
    PERF_EVENT_OPEN(298, 241),
    MMAP(9, 222),
    MUNMAP(11, 215),
    IOCTL(16, 29),
    EPOLL_CREATE1(291, 20),
    EPOLL_CTL(233, 21),
    EPOLL_PWAIT(281, 22),
    OPENAT(257, 56),
    CLOSE(3, 57),
    PRLIMIT64(302, 261);

    private final int x86;
    private final int aarch64;

    Call(int x86, int aarch64) {
      this.x86 = x86;
      this.aarch64 = aarch64;
    }
  }

  private Kernel() {}

  /// The processor this JVM runs on.
  ///
  /// @throws BpfException if that, or the system, is not one that can trace
  static Arch arch() {
    return ARCH.orElseThrow(() ->
        new BpfException(
            "Tracing needs Linux on x86-64 or aarch64. Found: "
                + System.getProperty("os.name")
                + " on "
                + System.getProperty("os.arch")
                + ".",
            0));
  }

  /// Makes a system call; arguments that it does not take are ignored by the kernel.
  ///
  /// @return its result, or −errno
  static long call(Call call, long a, long b, long c, long d, long e, long f) {
    MemorySegment errno = ERRNO.get();
    long number = arch() == Arch.X86_64 ? call.x86 : call.aarch64;
    try {
      long result = (long) SYSCALL.invokeExact(errno, number, a, b, c, d, e, f);
      return result == -1 ? -errno.get(ValueLayout.JAVA_INT, 0) : result;
    } catch (RuntimeException | Error unchecked) {
      throw unchecked;
    } catch (Throwable impossible) {
      throw new AssertionError("a downcall has no checked exceptions", impossible);
    }
  }

  /// Makes a system call of up to three arguments.
  static long call(Call call, long a, long b, long c) {
    return call(call, a, b, c, 0, 0, 0);
  }

  /// Closes a descriptor; closing is best effort everywhere it is used.
  static void close(int descriptor) {
    call(Call.CLOSE, descriptor, 0, 0);
  }

  /// Name of an errno as `errno.h` has it, or the number.
  static String errorName(int errno) {
    return switch (errno) {
      case EPERM -> "EPERM";
      case ENOENT -> "ENOENT";
      case ESRCH -> "ESRCH";
      case EINTR -> "EINTR";
      case E2BIG -> "E2BIG";
      case EBADF -> "EBADF";
      case EAGAIN -> "EAGAIN";
      case ENOMEM -> "ENOMEM";
      case EACCES -> "EACCES";
      case EINVAL -> "EINVAL";
      default -> "errno " + errno;
    };
  }
}
