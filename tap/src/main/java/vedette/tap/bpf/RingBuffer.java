package vedette.tap.bpf;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.VarHandle;
import java.util.Objects;

/// Reads a BPF ring buffer by mmap: one total order over all programs that write to it.
///
/// ```
/// map offset 0         consumer page   u64 position, ours to write
/// map offset page      producer page   u64 position
/// map offset 2 · page  data, size bytes, and the same bytes once more, so that no record wraps
///                      (mapped as far as the longest record that may begin before the end needs)
/// record at (position & size−1):  u32 length | bit 31 busy | bit 30 discarded,  u32 unused,  data
/// next record:                    position += (8 + length) rounded up to 8
/// ```
///
/// One thread reads. [#close] must not run while it does; any other thread may call [#pending].
public final class RingBuffer implements AutoCloseable {
  private static final VarHandle LONG = ValueLayout.JAVA_LONG.varHandle();

  /// All memory, for reads of records: what is known of a constant need not be checked at each of
  /// them. Where it is used, the place is one that [#SURE] vouches for, or was checked against the
  /// record's length.
  @SuppressWarnings("restricted") // see above
  private static final MemorySegment ALL = MemorySegment.NULL.reinterpret(Long.MAX_VALUE);

  /// Where user memory can be, on every machine: said to the compiler, an address within it needs
  /// no check against the end of [#ALL].
  private static final long ADDRESSES = (1L << 56) - 1;

  private static final int DISCARDED = 1 << 30;
  private static final int HEADER = 8;

  /// So much of each record can be read without a look at its length: behind a shorter one there is
  /// more of the ring, or its beginning once more. These looks cost more than the reads themselves.
  private static final int SURE = 64;

  /// Where the ring is when it is at no record.
  private static final long NOWHERE = Arena.global().allocate(SURE, Long.BYTES).address();

  private static final int EPOLL_CTL_ADD = 1;
  private static final int EPOLLIN = 1;
  private static final int EPOLLET = 1 << 31;

  /// Each release of room makes the producer's core fetch our page again: once for each record
  /// costs 20 to 60 percent more than once for 64 KiB.
  private static final long RELEASE_EVERY = 64 << 10;

  private final Arena arena = Arena.ofShared();
  private final MemorySegment consumer;
  private final MemorySegment producer;
  private final MemorySegment data;
  private final long base;
  private final long mask;
  private final int epoll;
  private final MemorySegment event;
  private long position;
  private long released;
  private long address = NOWHERE;
  private int length;

  /// Opens a ring for reading, from where its last reader left off.
  ///
  /// @param ring made by [BpfMap#ring]; stays the caller's
  /// @param longest bytes of the longest record that programs write: reading a longer one fails.
  ///   What is mapped twice for its sake counts twice as resident memory of this process
  public RingBuffer(BpfMap ring, long longest) {
    long page = page();
    long size = ring.size();
    long again = Math.min(size, (HEADER + longest + page - 1) / page * page);
    try {
      consumer = Bpf.map(arena, ring.descriptor(), 0, page, true);
      MemorySegment rest = Bpf.map(arena, ring.descriptor(), page, page + size + again, false);
      producer = rest.asSlice(0, page);
      data = rest.asSlice(page);
      base = data.address();
      mask = size - 1;
      position = (long) LONG.getAcquire(consumer, 0L);
      released = position;
      event = arena.allocate(16, 8);
      epoll = epoll(ring.descriptor());
    } catch (RuntimeException failed) {
      arena.close();
      throw failed;
    }
  }

  /// Bytes that wait to be read, headers included; a record that is being written counts.
  public long pending() {
    return (long) LONG.getAcquire(producer, 0L) - (long) LONG.getAcquire(consumer, 0L);
  }

  /// Who looks at records in place.
  @FunctionalInterface
  public interface Reader {
    /// The ring is at a record: its bytes are to be had from the ring until this returns.
    ///
    /// @return false to get no more for now
    boolean record();
  }

  /// Hands over record by record. Each counts as read from the moment it is handed over, whatever
  /// the reader throws; [#release] gives the room of the last ones back.
  ///
  /// What is between one record and the next decides how many records a processor has under way at
  /// once, and with that how much of the wait for memory that another core has written is hidden: a
  /// field kept or a check made here costs more than it looks.
  ///
  /// @param most records at most, discarded ones included
  /// @param end records from this position on are left for later, see [#producerPosition]
  /// @return false if all was handed over, or what follows is still being written; true if the
  ///   limit or the reader ended it
  public boolean drain(int most, long end, Reader reader) {
    long at = position;
    int left = most;
    boolean more = true;
    try {
      while (more && left > 0 && at < end) {
        giveBack();
        long header = base + (at & mask);
        long behind = header - at;
        // No further than to where the ring begins anew.
        long until = behind + Math.min(end, Math.min(at + RELEASE_EVERY, (at | mask) + 1));
        while (header < until && left > 0) {
          // Aligned, but as a VarHandle that would be checked. What is read next is read after it.
          int word = ALL.get(ValueLayout.JAVA_INT_UNALIGNED, header);
          VarHandle.acquireFence();
          if (word < 0) {
            more = false;
            break;
          }
          left--;
          int size = word & ~DISCARDED;
          address = header + HEADER;
          length = size;
          header += (size + (HEADER + 7L)) & -8L;
          at = header - behind;
          if (word == size && !reader.record()) {
            left = 0;
          }
        }
        position = at;
      }
    } finally {
      position = at;
    }
    return more && at < end;
  }

  /// Eight bytes of the record that the ring is at. Those within the first 64 bytes are always to
  /// be had: behind the end of a shorter record they have no meaning, without a record they are 0.
  ///
  /// @param offset in the record
  /// @throws IndexOutOfBoundsException if they are further behind and not in the record
  public long longAt(int offset) {
    if (offset < 0 || offset > SURE - Long.BYTES) {
      Objects.checkIndex(offset, length - Long.BYTES + 1);
    }
    return ALL.get(ValueLayout.JAVA_LONG_UNALIGNED, (address & ADDRESSES) + offset);
  }

  /// Four bytes of it, as [#longAt].
  public int intAt(int offset) {
    if (offset < 0 || offset > SURE - Integer.BYTES) {
      Objects.checkIndex(offset, length - Integer.BYTES + 1);
    }
    return ALL.get(ValueLayout.JAVA_INT_UNALIGNED, (address & ADDRESSES) + offset);
  }

  /// Two bytes of it without sign, as [#longAt].
  public int shortAt(int offset) {
    if (offset < 0 || offset > SURE - Short.BYTES) {
      Objects.checkIndex(offset, length - Short.BYTES + 1);
    }
    return ALL.get(ValueLayout.JAVA_SHORT_UNALIGNED, (address & ADDRESSES) + offset) & 0xffff;
  }

  /// One byte of it without sign, as [#longAt].
  public int byteAt(int offset) {
    if (offset < 0 || offset >= SURE) {
      Objects.checkIndex(offset, length);
    }
    return ALL.get(ValueLayout.JAVA_BYTE, (address & ADDRESSES) + offset) & 0xff;
  }

  /// What all records are in, for reading many bytes. Good until the ring is closed; what is in it
  /// changes when room is given back.
  public MemorySegment memory() {
    return data;
  }

  /// Where in [#memory] the record begins that the ring is at.
  public long offset() {
    return address - base;
  }

  /// Where the next record will be read; with [#producerPosition] it tells when a backlog is done.
  /// Not for a [Reader] while it looks at a record.
  public long position() {
    return position;
  }

  /// Where the next record will be written.
  public long producerPosition() {
    return (long) LONG.getAcquire(producer, 0L);
  }

  /// Waits until a program asks to be woken, or the time is over. Edge-triggered: records that come
  /// without a wake-up do not end it, which is what lets a busy node pay for none.
  ///
  /// @param millis at most this long
  public void await(int millis) {
    release();
    Kernel.call(Kernel.Call.EPOLL_PWAIT, epoll, event.address(), 1, millis, 0, 8);
  }

  /// Gives back the room of everything read, the record included that was handed over last.
  public void release() {
    leave();
    giveBack();
  }

  private void leave() {
    address = NOWHERE;
    length = 0;
  }

  private void giveBack() {
    if (position != released) {
      LONG.setRelease(consumer, 0L, position);
      released = position;
    }
  }

  private int epoll(int ring) {
    long created = Kernel.call(Kernel.Call.EPOLL_CREATE1, 0x80000, 0, 0);
    if (created < 0) {
      throw new BpfException(
          "epoll: the kernel said " + Kernel.errorName((int) -created) + ".", (int) -created);
    }
    event.set(ValueLayout.JAVA_INT, 0, EPOLLIN | EPOLLET);
    long added =
        Kernel.call(Kernel.Call.EPOLL_CTL, created, EPOLL_CTL_ADD, ring, event.address(), 0, 0);
    if (added < 0) {
      Kernel.close((int) created);
      throw new BpfException(
          "epoll: the kernel said " + Kernel.errorName((int) -added) + ".", (int) -added);
    }
    return (int) created;
  }

  /// Size of a page of memory: 4 KiB, or 16 or 64 on some aarch64 kernels.
  public static long page() {
    return PageSize.BYTES;
  }

  @Override
  public void close() {
    // From here on there is no record, no next one, and nothing to give back.
    leave();
    position = Long.MAX_VALUE;
    released = position;
    Kernel.close(epoll);
    arena.close();
  }
}
