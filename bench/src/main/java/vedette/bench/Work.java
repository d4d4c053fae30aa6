package vedette.bench;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import vedette.tap.EventView;
import vedette.tap.ViewHandler;
import vedette.tap.bpf.RingBuffer;

/// What is done with each record, the same as in bench/c/consumer.c; once by hand on the ring, once
/// on the views of the tap.
abstract sealed class Work implements ViewHandler {
  /// Where the fields of a message's record are: tap.bpf.c, struct message.
  private static final int TIME = 0;

  private static final int KIND = 20;
  private static final int PEER = 32;
  private static final int SIZE = 40;
  private static final int TAKEN = 48;
  private static final int PAYLOAD = 176;

  /// From here on a segment's loop is worth its beginning.
  private static final int LARGE = 1_024;

  private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG_UNALIGNED;

  long records;
  long sum;

  private Work() {}

  static Work of(String name) {
    return name.equals("sum") ? new Sum() : new Header();
  }

  void reset() {
    records = 0;
    sum = 0;
  }

  /// Does it with each record of a ring.
  abstract RingBuffer.Reader reader(RingBuffer ring);

  /// Adds up time, kind, peer and size.
  private static final class Header extends Work {
    @Override
    RingBuffer.Reader reader(RingBuffer ring) {
      return () -> {
        records++;
        sum += ring.longAt(TIME) + ring.shortAt(KIND) + ring.longAt(PEER) + ring.longAt(SIZE);
        return true;
      };
    }

    @Override
    public void event(EventView view) {
      records++;
      sum += view.timeNanos() + view.sequence() + view.peer() + view.size();
    }
  }

  /// Adds up the payload in words of eight bytes, of which the last may not be full.
  private static final class Sum extends Work {
    @Override
    RingBuffer.Reader reader(RingBuffer ring) {
      return () -> {
        records++;
        int size = ring.intAt(TAKEN);
        sum += size < LARGE ? sum(ring, size) : sum(ring.memory(), ring.offset() + PAYLOAD, size);
        return true;
      };
    }

    @Override
    public void event(EventView view) {
      records++;
      sum += sum(view.memory(), view.payloadOffset(), view.payloadSize());
    }

    private static long sum(RingBuffer ring, int size) {
      long total = 0;
      int at = 0;
      for (; at <= size - 8; at += 8) {
        total += ring.longAt(PAYLOAD + at);
      }
      long mask = ~(-1L << (8 * (size - at)));
      return at == size ? total : total + (ring.longAt(PAYLOAD + at) & mask);
    }

    private static long sum(MemorySegment memory, long from, int size) {
      long total = 0;
      int at = 0;
      for (; at <= size - 8; at += 8) {
        total += memory.get(LONG, from + at);
      }
      // There is room behind a payload: what is in it is masked out.
      long mask = ~(-1L << (8 * (size - at)));
      return at == size ? total : total + (memory.get(LONG, from + at) & mask);
    }
  }
}
