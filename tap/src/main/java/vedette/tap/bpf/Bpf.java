package vedette.tap.bpf;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// The bpf(2) and mmap(2) calls that several classes share.
final class Bpf {
  private static final int PROT_READ = 1;
  private static final int PROT_WRITE = 2;
  private static final int MAP_SHARED = 1;
  private static final int RLIMIT_MEMLOCK = 8;

  private Bpf() {}

  /// bpf(2) with a zeroed attr of exactly the size of `attr`.
  ///
  /// @return its result, or −errno
  static long call(int command, MemorySegment attr) {
    return Kernel.call(Kernel.Call.BPF, command, attr.address(), attr.byteSize());
  }

  /// Linux 5.10 and older charge maps to the memlock limit of the process, 64 KiB by default: takes
  /// the limit away, which needs CAP_SYS_RESOURCE.
  ///
  /// @return whether that worked
  static boolean liftMemlock() {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment unlimited = arena.allocateFrom(ValueLayout.JAVA_LONG, -1L, -1L);
      return Kernel.call(Kernel.Call.PRLIMIT64, 0, RLIMIT_MEMLOCK, unlimited.address(), 0, 0, 0)
          >= 0;
    }
  }

  /// Maps part of a map's descriptor; unmapped when `arena` is closed. A reader on another thread
  /// keeps a shared arena from closing, so memory never vanishes under it.
  @SuppressWarnings("restricted") // the kernel says how long the mapping is, we say who unmaps it
  static MemorySegment map(Arena arena, int descriptor, long offset, long size, boolean writable) {
    long address =
        Kernel.call(
            Kernel.Call.MMAP,
            0,
            size,
            writable ? PROT_READ | PROT_WRITE : PROT_READ,
            MAP_SHARED,
            descriptor,
            offset);
    if (address < 0) {
      throw new BpfException(
          "mapping "
              + size
              + " bytes of a BPF map: the kernel said "
              + Kernel.errorName((int) -address)
              + ".",
          (int) -address);
    }
    return MemorySegment.ofAddress(address)
        .reinterpret(
            size, arena, mapped -> Kernel.call(Kernel.Call.MUNMAP, mapped.address(), size, 0));
  }
}
