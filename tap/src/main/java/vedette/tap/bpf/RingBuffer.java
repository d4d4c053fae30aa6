package vedette.tap.bpf;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.VarHandle;

/// Reads a BPF ring buffer by mmap: one total order over all programs that write to it.
///
/// ```
/// map offset 0         consumer page   u64 position, ours to write
/// map offset page      producer page   u64 position
/// map offset 2 · page  data, size bytes, and the same bytes once more, so that no record wraps
/// record at (position & size−1):  u32 length | bit 31 busy | bit 30 discarded,  u32 unused,  data
/// next record:                    position += (8 + length) rounded up to 8
/// ```
///
/// One thread reads. [#close] must not run while it does; any other thread may call [#pending].
public final class RingBuffer implements AutoCloseable {
  private static final VarHandle LONG = ValueLayout.JAVA_LONG.varHandle();
  private static final VarHandle INT = ValueLayout.JAVA_INT.varHandle();
  private static final int BUSY = 1 << 31;
  private static final int DISCARDED = 1 << 30;
  private static final int HEADER = 8;
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
  private final long mask;
  private final int epoll;
  private final MemorySegment event;
  private long position;
  private long released;

  /// Opens a ring for reading, from where its last reader left off.
  ///
  /// @param ring made by [BpfMap#ring]; stays the caller's
  public RingBuffer(BpfMap ring) {
    long page = page();
    long size = ring.size();
    try {
      consumer = Bpf.map(arena, ring.descriptor(), 0, page, true);
      MemorySegment rest = Bpf.map(arena, ring.descriptor(), page, page + 2 * size, false);
      producer = rest.asSlice(0, page);
      data = rest.asSlice(page);
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

  /// Sees one record in place.
  @FunctionalInterface
  public interface Reader {
    /// Reads a record.
    ///
    /// @param memory the ring; valid during the call only
    /// @param offset where the record's data begins
    /// @param length how many bytes it has
    /// @return whether to go on; if not, this record counts as read
    boolean record(MemorySegment memory, long offset, int length);
  }

  /// Bytes that wait to be read, headers included; a record that is being written counts.
  public long pending() {
    return (long) LONG.getAcquire(producer, 0L) - (long) LONG.getAcquire(consumer, 0L);
  }

  /// Hands over what had been reserved when the call began, in order, up to `limit` records or the
  /// first record that is still being written. Room is given back as it goes.
  ///
  /// @param bytes and up to this many bytes, but at least one record
  /// @param reader an exception it throws ends the call; the record at which it did counts as read
  /// @return how many records it handed over
  public int drain(int limit, long bytes, Reader reader) {
    long waiting = (long) LONG.getAcquire(producer, 0L) - position;
    long end = position + Math.min(waiting, bytes);
    int count = 0;
    try {
      while (position < end && count < limit) {
        long at = position & mask;
        int header = (int) INT.getAcquire(data, at);
        if ((header & BUSY) != 0) {
          break;
        }
        int length = header & ~DISCARDED;
        position += (HEADER + length + 7L) & ~7L;
        if ((header & DISCARDED) == 0) {
          count++;
          if (!reader.record(data, at + HEADER, length)) {
            break;
          }
        }
        if (position - released >= RELEASE_EVERY) {
          release();
        }
      }
    } finally {
      release();
    }
    return count;
  }

  /// Where the next record will be read; with [#producerPosition] it tells when a backlog is done.
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

  private void release() {
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
    Kernel.close(epoll);
    arena.close();
  }
}
