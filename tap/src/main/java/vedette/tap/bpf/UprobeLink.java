package vedette.tap.bpf;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// A program attached to places in a file, for every process that runs the file, now or later.
///
/// The kernel raises each place's semaphore while the link is open. Closing detaches; it waits for
/// the kernel (some 50 ms), so close many from many threads at once.
public final class UprobeLink implements AutoCloseable {
  private static final int LINK_CREATE = 28;
  private static final int FLAG_FD_CLOEXEC = 8;
  private static final int IOC_SET_BPF = 0x40042408;
  private static final int IOC_ENABLE = 0x2400;
  private static final Path PERF_TYPE = Path.of("/sys/bus/event_source/devices/uprobe/type");

  private final int[] descriptors;

  private UprobeLink(int... descriptors) {
    this.descriptors = descriptors;
  }

  /// Attaches a program by a uprobe_multi link (Linux 6.6 and later): CAP_BPF and CAP_PERFMON are
  /// enough.
  ///
  /// @param program loaded with `multi`
  /// @param notes all notes of one probe with the same argument text
  /// @throws BpfException if the kernel refuses
  public static UprobeLink multi(BpfProgram program, Executable file, List<UsdtNote> notes) {
    try (Arena arena = Arena.ofConfined()) {
      long[] offsets = notes.stream().mapToLong(UsdtNote::offset).toArray();
      long[] semaphores = notes.stream().mapToLong(UsdtNote::semaphore).toArray();
      boolean counted = Arrays.stream(semaphores).anyMatch(semaphore -> semaphore != 0);
      MemorySegment attr = arena.allocate(64, 8);
      attr.set(ValueLayout.JAVA_INT, 0, program.descriptor());
      attr.set(ValueLayout.JAVA_INT, 8, BpfProgram.UPROBE_MULTI);
      attr.set(ValueLayout.JAVA_LONG, 16, arena.allocateFrom(file.held().toString()).address());
      attr.set(
          ValueLayout.JAVA_LONG, 24, arena.allocateFrom(ValueLayout.JAVA_LONG, offsets).address());
      if (counted) {
        attr.set(
            ValueLayout.JAVA_LONG,
            32,
            arena.allocateFrom(ValueLayout.JAVA_LONG, semaphores).address());
      }
      attr.set(ValueLayout.JAVA_INT, 48, notes.size());
      long result = Bpf.call(LINK_CREATE, attr);
      if (result < 0) {
        throw refused(notes, (int) -result);
      }
      return new UprobeLink((int) result);
    }
  }

  /// Whether the kernel has uprobe_multi links: asked with a directory as the file, which a kernel
  /// that knows them refuses with EBADF and one that does not with EINVAL.
  ///
  /// @param program loaded with `multi`
  public static boolean multiSupported(BpfProgram program) {
    return linkDirectory(program) != Kernel.EINVAL;
  }

  /// The same with three answers.
  static Support tryMulti(BpfProgram program) {
    int errno = linkDirectory(program);
    return switch (errno) {
      case Kernel.EBADF -> Support.YES;
      case Kernel.EINVAL ->
          new Support.No("the kernel does not know this kind of link (EINVAL)", "6.6");
      default -> KernelFeatures.unknown(errno);
    };
  }

  /// @return why it was refused
  private static int linkDirectory(BpfProgram program) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment attr = arena.allocate(64, 8);
      attr.set(ValueLayout.JAVA_INT, 0, program.descriptor());
      attr.set(ValueLayout.JAVA_INT, 8, BpfProgram.UPROBE_MULTI);
      attr.set(ValueLayout.JAVA_LONG, 16, arena.allocateFrom("/").address());
      attr.set(ValueLayout.JAVA_LONG, 24, arena.allocateFrom(ValueLayout.JAVA_LONG, 0L).address());
      attr.set(ValueLayout.JAVA_INT, 48, 1);
      long result = Bpf.call(LINK_CREATE, attr);
      if (result >= 0) {
        Kernel.close((int) result);
      }
      return (int) Math.max(0, -result);
    }
  }

  /// Whether uprobes can be made as perf events: asked with a directory as the file, which is
  /// refused with EINVAL, but only after the rights were found to suffice.
  static Support tryPerf() {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment attr = arena.allocate(112, 8);
      attr.set(ValueLayout.JAVA_INT, 0, perfType());
      attr.set(ValueLayout.JAVA_INT, 4, (int) attr.byteSize());
      attr.set(ValueLayout.JAVA_LONG, 56, arena.allocateFrom("/").address());
      long result =
          Kernel.call(Kernel.Call.PERF_EVENT_OPEN, attr.address(), -1, 0, -1, FLAG_FD_CLOEXEC, 0);
      if (result >= 0) {
        Kernel.close((int) result);
      }
      return result >= 0 || -result == Kernel.EINVAL
          ? Support.YES
          : KernelFeatures.unknown((int) -result);
    } catch (BpfException absent) {
      return new Support.No("the kernel has no uprobe event source", "4.17");
    }
  }

  /// Attaches a program by perf events, one for each place (Linux 5.8 and later): needs
  /// CAP_SYS_ADMIN in practice.
  ///
  /// @param program loaded without `multi`
  /// @param notes all notes of one probe with the same argument text
  /// @throws BpfException if the kernel refuses
  public static UprobeLink perf(BpfProgram program, Executable file, List<UsdtNote> notes) {
    List<Integer> open = new ArrayList<>();
    try (Arena arena = Arena.ofConfined()) {
      int type = perfType();
      for (UsdtNote note : notes) {
        MemorySegment attr = arena.allocate(112, 8);
        attr.set(ValueLayout.JAVA_INT, 0, type);
        attr.set(ValueLayout.JAVA_INT, 4, (int) attr.byteSize());
        attr.set(ValueLayout.JAVA_LONG, 8, note.semaphore() << 32);
        attr.set(ValueLayout.JAVA_LONG, 56, arena.allocateFrom(file.held().toString()).address());
        attr.set(ValueLayout.JAVA_LONG, 64, note.offset());
        long event =
            Kernel.call(Kernel.Call.PERF_EVENT_OPEN, attr.address(), -1, 0, -1, FLAG_FD_CLOEXEC, 0);
        if (event < 0) {
          throw refused(notes, (int) -event);
        }
        open.add((int) event);
        long set = Kernel.call(Kernel.Call.IOCTL, event, IOC_SET_BPF, program.descriptor());
        long enabled = set < 0 ? set : Kernel.call(Kernel.Call.IOCTL, event, IOC_ENABLE, 0);
        if (enabled < 0) {
          throw refused(notes, (int) -enabled);
        }
      }
      return new UprobeLink(open.stream().mapToInt(Integer::intValue).toArray());
    } catch (RuntimeException failed) {
      open.forEach(Kernel::close);
      throw failed;
    }
  }

  private static int perfType() {
    try {
      return Integer.parseInt(Files.readString(PERF_TYPE).strip());
    } catch (IOException | NumberFormatException absent) {
      throw new BpfException(
          PERF_TYPE
              + ": expected the number of the uprobe event source. This kernel has no uprobes"
              + " (CONFIG_UPROBE_EVENTS).",
          Kernel.ENOENT);
    }
  }

  private static BpfException refused(List<UsdtNote> notes, int errno) {
    return new BpfException(
        "attaching to "
            + notes.getFirst().id()
            + ": the kernel said "
            + Kernel.errorName(errno)
            + ".",
        errno);
  }

  @Override
  public void close() {
    for (int descriptor : descriptors) {
      Kernel.close(descriptor);
    }
  }
}
