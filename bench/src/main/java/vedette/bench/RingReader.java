package vedette.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import vedette.tap.Tap;
import vedette.tap.TapOptions;
import vedette.tap.bpf.RingBuffer;
import vedette.tap.bpf.UprobeLink;

/// A reader of the ring in a process of its own, as bench/c/consumer.c is one: for each line on its
/// standard input it drains what is there and prints records, thread CPU nanoseconds and sum. The
/// line `reopen` is said where another reader may have read on meanwhile.
///
/// A process for each, because the JVM compiles a reader for the one use that it sees; several in
/// one process would share code that fits none of them.
abstract sealed class RingReader implements AutoCloseable {
  final Work work;

  private RingReader(Work work) {
    this.work = work;
  }

  /// `ring` or `tap`, `header` or `sum`, bytes of the ring.
  public static void main(String[] arguments) throws IOException {
    Work work = Work.of(arguments[1]);
    int ringBytes = Integer.parseInt(arguments[2]);
    try (RingReader reader =
        arguments[0].equals("tap") ? new ByTap(work, ringBytes) : new ByHand(work, ringBytes)) {
      reader.answer();
    }
  }

  private void answer() throws IOException {
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    System.out.println("ready");
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      if (line.equals("reopen")) {
        reopen();
      }
      work.reset();
      long nanos = drain();
      System.out.println(work.records + " " + nanos + " " + Long.toUnsignedString(work.sum));
    }
  }

  void reopen() {}

  /// Drains what is there and returns the thread CPU nanoseconds.
  abstract long drain();

  @Override
  public abstract void close();

  /// The ring alone, which is what libbpf does; from the second record on, as in the C program:
  /// after a wait it takes either of them some microseconds until its code is in the caches.
  private static final class ByHand extends RingReader {
    /// As many records as the tap takes at once.
    private static final int BATCH = 8_192;

    private final Rig rig;
    private final UprobeLink link;
    private RingBuffer ring;
    private RingBuffer.Reader reader;

    ByHand(Work work, int ringBytes) {
      super(work);
      rig = new Rig(ringBytes);
      link = rig.attach(Rig.shipped(), "message");
      ring = new RingBuffer(rig.ring(), Rig.LONGEST_RECORD);
      reader = work.reader(ring);
    }

    @Override
    void reopen() {
      ring.close();
      ring = new RingBuffer(rig.ring(), Rig.LONGEST_RECORD);
      reader = work.reader(ring);
    }

    @Override
    long drain() {
      long end = ring.producerPosition();
      ring.drain(1, end, reader);
      ring.release();
      work.reset();
      long before = Machine.threadNanos();
      while (ring.drain(BATCH, end, reader)) {}
      ring.release();
      return Machine.threadNanos() - before;
    }

    @Override
    public void close() {
      ring.close();
      link.close();
      rig.close();
    }
  }

  /// All that a consumer of the tap pays for.
  private static final class ByTap extends RingReader {
    private final Tap tap;

    ByTap(Work work, int ringBytes) {
      super(work);
      tap = Reader.open("event=" + Node.PROBE, TapOptions.WHOLE_PAYLOAD, ringBytes);
    }

    @Override
    long drain() {
      long before = Machine.threadNanos();
      // In as many batches as it takes.
      while (tap.pollViews(Duration.ZERO, work) > 0) {}
      return Machine.threadNanos() - before;
    }

    @Override
    public void close() {
      tap.close();
    }
  }
}
