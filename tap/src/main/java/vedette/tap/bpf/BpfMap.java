package vedette.tap.bpf;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;

/// A BPF map. Created by its factories, closed by whoever created it; programs that use it keep the
/// kernel's side alive until they are gone.
public final class BpfMap implements AutoCloseable {
  private static final int MAP_CREATE = 0;
  private static final int MAP_UPDATE_ELEM = 2;

  private static final int HASH = 1;
  private static final int ARRAY = 2;
  private static final int LRU_HASH = 9;
  private static final int RINGBUF = 27;
  private static final int F_MMAPABLE = 1 << 10;

  /// Linux 5.10 and older charge maps to the memlock limit; beyond it they say EPERM even to root.
  private static final String MEMLOCK_HINT =
      "Below Linux 5.11 raise the memlock limit (ulimit -l unlimited, LimitMEMLOCK=infinity).";

  private final String name;
  private final int descriptor;
  private final long size;

  private BpfMap(String name, int descriptor, long size) {
    this.name = name;
    this.descriptor = descriptor;
    this.size = size;
  }

  /// A ring buffer.
  ///
  /// @param bytes its room: a power of two, at least a page
  public static BpfMap ring(String name, int bytes) {
    return create(name, RINGBUF, 0, 0, bytes, 0, bytes);
  }

  /// An array whose whole content can be mapped with [#map].
  public static BpfMap array(String name, int valueSize, int count) {
    return create(name, ARRAY, 4, valueSize, count, F_MMAPABLE, (long) valueSize * count);
  }

  /// A set of keys: a hash map with one byte for each.
  public static BpfMap set(String name, int keySize, int maxCount) {
    return create(name, HASH, keySize, 1, maxCount, 0, 0);
  }

  /// A hash map that forgets what has not been used for longest when it is full.
  public static BpfMap cache(String name, int keySize, int valueSize, int maxCount) {
    return create(name, LRU_HASH, keySize, valueSize, maxCount, 0, 0);
  }

  private static BpfMap create(
      String name, int type, int keySize, int valueSize, int entries, int flags, long size) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment attr = arena.allocate(72, 8);
      attr.set(ValueLayout.JAVA_INT, 0, type);
      attr.set(ValueLayout.JAVA_INT, 4, keySize);
      attr.set(ValueLayout.JAVA_INT, 8, valueSize);
      attr.set(ValueLayout.JAVA_INT, 12, entries);
      attr.set(ValueLayout.JAVA_INT, 16, flags);
      attr.asSlice(28, 16).setString(0, name, StandardCharsets.US_ASCII);
      long descriptor = Bpf.call(MAP_CREATE, attr);
      if (descriptor == -Kernel.EPERM && Bpf.liftMemlock()) {
        descriptor = Bpf.call(MAP_CREATE, attr);
      }
      if (descriptor < 0) {
        int errno = (int) -descriptor;
        throw new BpfException(
            "BPF map "
                + name
                + " of "
                + entries
                + " entries: the kernel said "
                + Kernel.errorName(errno)
                + "."
                + (errno == Kernel.EPERM && type == RINGBUF ? " " + MEMLOCK_HINT : ""),
            errno);
      }
      return new BpfMap(name, (int) descriptor, size);
    }
  }

  /// Name of the map.
  public String name() {
    return name;
  }

  int descriptor() {
    return descriptor;
  }

  /// Room in bytes of a ring, content of an array.
  long size() {
    return size;
  }

  /// Puts a key into a [#set].
  ///
  /// @throws BpfException if the set is full
  public void insert(byte[] key) {
    long result = element(MAP_UPDATE_ELEM, key);
    if (result < 0) {
      throw new BpfException(
          "BPF map "
              + name
              + ": no room for another key ("
              + Kernel.errorName((int) -result)
              + ").",
          (int) -result);
    }
  }

  private long element(int command, byte[] key) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment attr = arena.allocate(32, 8);
      MemorySegment value = arena.allocate(1);
      attr.set(ValueLayout.JAVA_INT, 0, descriptor);
      attr.set(ValueLayout.JAVA_LONG, 8, arena.allocateFrom(ValueLayout.JAVA_BYTE, key).address());
      attr.set(ValueLayout.JAVA_LONG, 16, value.address());
      return Bpf.call(command, attr);
    }
  }

  /// Maps an [#array] for reading and writing; unmapped when `arena` is closed.
  public MemorySegment map(Arena arena) {
    return Bpf.map(arena, descriptor, 0, size, true);
  }

  @Override
  public void close() {
    Kernel.close(descriptor);
  }
}
