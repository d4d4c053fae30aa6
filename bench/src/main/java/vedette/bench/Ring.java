package vedette.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import vedette.tap.Tap;
import vedette.tap.TapOptions;
import vedette.tap.ViewHandler;
import vedette.tap.bpf.RingBuffer;
import vedette.tap.bpf.UprobeLink;

/// What draining the ring costs its reader for each event, against libbpf.
///
/// The node, on one core, fires a burst each second while nobody reads; when it sleeps again the
/// reader, on the other core, drains, and its thread's CPU time is taken. So each record has to
/// come from the other core's cache, or from memory when the ring is larger than that.
final class Ring {
  private static final int BACKLOG = 64 << 20;
  private static final int SMALL = 512 << 10;
  private static final int LOOKS = 20_000;
  private static final String MESSAGES = "event=" + Node.PROBE;

  private Ring() {}

  private record Case(String work, int payload, int ringBytes) {
    /// Fills four fifths of the ring.
    int burst() {
      int record = 8 + 176 + ((payload + 63) & ~63);
      return Math.max(1, (int) (ringBytes / 5L * 4 / record));
    }

    String name() {
      return payload >= 1_000_000
          ? payload / 1_000_000 + " MB"
          : payload >= 1000 ? payload / 1000 + " kB" : payload + " B";
    }
  }

  /// Drains once.
  private interface Drain {
    Consumer.Result once();
  }

  public static void main(String[] arguments) {
    int cycles = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 9;
    List<Integer> wanted = Arrays.stream(arguments).skip(1).map(Integer::valueOf).toList();
    List<Case> cases = new ArrayList<>();
    cases.add(new Case("header", 61, SMALL));
    cases.add(new Case("sum", 61, SMALL));
    cases.add(new Case("header", 300, SMALL));
    cases.add(new Case("sum", 300, SMALL));
    for (int payload : new int[] {61, 300, 32_000, 1_000_000, 4_000_000}) {
      cases.add(new Case("header", payload, BACKLOG));
      cases.add(new Case("sum", payload, BACKLOG));
    }
    cases.removeIf(it -> !wanted.isEmpty() && !wanted.contains(it.payload()));
    // Compiled code for both kinds of work, as a process has it that runs for longer than seconds.
    for (String work : List.of("header", "sum")) {
      Case warm = new Case(work, 300, BACKLOG);
      byHand(warm, 4);
      byTap(warm, 4);
    }
    System.out.println("Draining the ring, thread CPU ns per event, " + cycles + " bursts");
    System.out.println(Machine.describe());
    Table table =
        new Table(
            "ring", "work", "payload", "events", "C libbpf", "RingBuffer", "ratio", "Tap", "ratio");
    for (Case it : cases) {
      double[] c = perEvent(byLibbpf(it, cycles));
      double[] hand = perEvent(byHand(it, cycles));
      double[] tap = perEvent(byTap(it, cycles));
      table.row(
          it.ringBytes() >> 10 >= 1024
              ? (it.ringBytes() >> 20) + " MiB"
              : (it.ringBytes() >> 10) + " KiB",
          it.work(),
          it.name(),
          Integer.toString(it.burst()),
          Table.number(c[0]),
          Table.number(hand[0]),
          Table.ratio(hand[0] / c[0]) + " (" + Table.ratio(hand[1] / c[1]) + ")",
          Table.number(tap[0]),
          Table.ratio(tap[0] / c[0]) + " (" + Table.ratio(tap[1] / c[1]) + ")");
    }
    System.out.println(table);
    System.out.println("Medians; in brackets the ratio of the least.");
  }

  /// Median and least per event.
  private static double[] perEvent(List<Double> drains) {
    return new double[] {Table.median(drains), Table.least(drains)};
  }

  private static List<Double> byLibbpf(Case it, int cycles) {
    try (Rig rig = new Rig(it.ringBytes());
        UprobeLink _ = rig.attach(Rig.shipped(), "message");
        Consumer consumer = new Consumer(it.work(), "drain")) {
      return cycles(it, cycles, consumer::drain);
    }
  }

  private static List<Double> byHand(Case it, int cycles) {
    Work work = Work.of(it.work());
    try (Rig rig = new Rig(it.ringBytes());
        UprobeLink _ = rig.attach(Rig.shipped(), "message");
        RingBuffer ring = new RingBuffer(rig.ring(), Rig.LONGEST_RECORD)) {
      RingBuffer.Reader reader = work.reader(ring);
      // Compiled whole, as in a process that has looked at its ring for some minutes.
      for (int i = 0; i < LOOKS; i++) {
        timed(work, ring, reader);
      }
      return cycles(it, cycles, () -> timed(work, ring, reader));
    }
  }

  private static List<Double> byTap(Case it, int cycles) {
    Work work = Work.of(it.work());
    try (Tap tap = Reader.open(MESSAGES, TapOptions.WHOLE_PAYLOAD, it.ringBytes())) {
      return cycles(it, cycles, () -> between(work, it.burst(), tap));
    }
  }

  private static Consumer.Result timed(Work work, RingBuffer ring, RingBuffer.Reader reader) {
    work.reset();
    // The clock's own code is cold after a second of sleep; only the ring's may be counted so.
    Machine.threadNanos();
    long before = Machine.threadNanos();
    long end = ring.producerPosition();
    // Not all at once: a loop that is entered once a burst is run by the interpreter for its first
    // thousand rounds, each time. Who follows a node drains often and is compiled.
    while (ring.drain(512, end, reader)) {}
    ring.release();
    long spent = Machine.threadNanos() - before;
    return new Consumer.Result(work.records, spent, work.sum);
  }

  /// From the first event to the last one that is expected: without the look at `/proc` that the
  /// tap takes once a second, whatever the number of events.
  private static Consumer.Result between(Work work, int last, Tap tap) {
    work.reset();
    long[] nanos = new long[2];
    ViewHandler handler =
        view -> {
          work.event(view);
          if (work.records == 1) {
            nanos[0] = Machine.threadNanos();
          } else if (work.records == last) {
            nanos[1] = Machine.threadNanos();
          }
        };
    // In as many batches as it takes.
    while (tap.pollViews(Duration.ZERO, handler) > 0) {}
    return nanos[1] == 0
        ? new Consumer.Result(0, 0, 0)
        : new Consumer.Result(last - 1L, nanos[1] - nanos[0], work.sum);
  }

  /// Nanoseconds per event, for each burst.
  private static List<Double> cycles(Case it, int cycles, Drain drain) {
    List<Double> nanos = new ArrayList<>();
    int burst = it.burst();
    try (Node node =
        Node.start(
            "--only", Node.PROBE,
            "--payload", Integer.toString(it.payload()),
            "--burst", Integer.toString(burst))) {
      // The first burst is not counted: it finds the node, and memory that nobody has touched.
      for (int tried = -1; nanos.size() < cycles && tried < 2 * cycles; tried++) {
        awaitBurst(node, burst * (200L + it.payload() / 50));
        Consumer.Result drained = drain.once();
        // What draining nothing costs is the clock's, not the events'.
        Consumer.Result nothing = drain.once();
        long spent = drained.nanos() - (nothing.records() == 0 ? nothing.nanos() : 0);
        if (tried >= 0 && drained.records() >= burst / 2) {
          nanos.add((double) spent / drained.records());
        }
      }
    }
    return nanos;
  }

  /// Waits until the node has worked so long, and then until it sleeps: between two bursts it does
  /// nothing but that, ten times a second.
  private static void awaitBurst(Node node, long nanos) {
    long until = Machine.processNanos(node.pid()) + nanos;
    while (node.alive() && Machine.processNanos(node.pid()) < until) {
      Run.sleep(5);
    }
    long sleeps = Machine.sleeps(node.pid());
    while (node.alive() && Machine.sleeps(node.pid()) < sleeps + 2) {
      Run.sleep(5);
    }
  }
}
