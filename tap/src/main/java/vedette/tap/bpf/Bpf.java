package vedette.tap.bpf;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/// The bpf(2) and mmap(2) calls that several classes share.
final class Bpf {
  private static final int PROT_READ = 1;
  private static final int PROT_WRITE = 2;
  private static final int MAP_SHARED = 1;

  private Bpf() {}

  /// bpf(2) with a zeroed attr of exactly the size of `attr`.
  ///
  /// @return its result, or −errno
  static long call(int command, MemorySegment attr) {
    return Kernel.call(Kernel.Call.BPF, command, attr.address(), attr.byteSize());
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
