package vedette.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// What draining the ring costs its reader for each event, against libbpf.
///
/// The node, on one core, fires a burst while nobody reads; then the reader, a process on the other
/// core, drains it, and its thread's CPU time is taken. So each record has to come from the other
/// core's cache, or from memory when the ring is larger than that.
final class Ring {
  private static final int BACKLOG = 64 << 20;
  private static final int SMALL = 512 << 10;
  private static final int TURNS = 4;
  private static final long WARM_NANOS = 3_000_000_000L;

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

  public static void main(String[] arguments) {
    int rounds = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 40;
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
    System.out.println("Draining the ring, thread CPU ns per event, " + rounds + " bursts");
    System.out.println(Machine.describe());
    Table table =
        new Table(
            "ring", "work", "payload", "events", "C libbpf", "RingBuffer", "ratio", "Tap", "ratio");
    for (Case it : cases) {
      List<Lane> lanes = measure(it, rounds);
      List<String> cells = new ArrayList<>();
      cells.add(
          it.ringBytes() >> 10 >= 1024
              ? (it.ringBytes() >> 20) + " MiB"
              : (it.ringBytes() >> 10) + " KiB");
      cells.addAll(List.of(it.work(), it.name(), Integer.toString(it.burst())));
      Lane c = lanes.getFirst();
      cells.add(Table.number(c.median()));
      for (Lane java : lanes.subList(1, lanes.size())) {
        cells.add(Table.number(java.median()));
        cells.add(
            Table.ratio(java.median() / c.median())
                + " ("
                + Table.ratio(java.least() / c.least())
                + ")");
      }
      table.row(cells.toArray(String[]::new));
    }
    System.out.println(table);
    System.out.println("Medians; in brackets the ratio of the least.");
  }

  /// A reader, and what its drains cost.
  private static final class Lane {
    final Consumer consumer;
    final Node node;
    final int burst;
    private long timed;
    private final List<Double> bursts = new ArrayList<>();
    private final List<Double> nothings = new ArrayList<>();

    Lane(Consumer consumer, Node node, int burst) {
      this.consumer = consumer;
      this.node = node;
      this.burst = burst;
    }

    /// A reader that has been at it for a while: compiled for what it does.
    void warm() {
      consumer.reopen();
      for (long until = System.nanoTime() + WARM_NANOS; System.nanoTime() < until; ) {
        node.fire();
        consumer.drain();
      }
    }

    /// One turn: the first burst, after another reader's turn, is not counted.
    void turn(int rounds) {
      consumer.reopen();
      for (int i = 0; i <= rounds; i++) {
        node.fire();
        Consumer.Result drained = consumer.drain();
        Consumer.Result nothing = consumer.drain();
        // RingBuffer and the C program do not count their first record, the tap counts all.
        if (drained.records() != burst && drained.records() != burst - 1) {
          throw new IllegalStateException("of " + burst + " records came " + drained.records());
        }
        timed = drained.records();
        if (i > 0) {
          bursts.add((double) drained.nanos());
          nothings.add((double) nothing.nanos());
        }
      }
    }

    /// Nanoseconds for an event, in the middle burst. What draining nothing costs is the clock's,
    /// not the events'.
    double median() {
      return perEvent(Table.median(bursts));
    }

    /// The same, in the cheapest burst.
    double least() {
      return perEvent(Table.least(bursts));
    }

    private double perEvent(double nanos) {
      return (nanos - Table.median(nothings)) / timed;
    }
  }

  /// Lets the readers take turns, so that a machine that is slow for a minute is slow for all of
  /// them. The C program and RingBuffer read the same ring: where its pages lie in memory makes a
  /// difference of 20 percent.
  private static List<Lane> measure(Case it, int rounds) {
    Path first = Node.copy("ring");
    Path second = Node.copy("tap");
    try (Consumer ring = java("ring", first, it);
        Consumer c = new Consumer(ring.pid(), it.work(), "drain");
        Consumer tap = java("tap", second, it);
        Node ringNode = Node.onRequest(first, it.payload(), it.burst());
        Node tapNode = Node.onRequest(second, it.payload(), it.burst())) {
      List<Lane> lanes =
          List.of(
              new Lane(c, ringNode, it.burst()),
              new Lane(ring, ringNode, it.burst()),
              new Lane(tap, tapNode, it.burst()));
      lanes.forEach(Lane::warm);
      for (int i = 0; i < TURNS; i++) {
        lanes.forEach(lane -> lane.turn(Math.ceilDiv(rounds, TURNS)));
      }
      return lanes;
    }
  }

  private static Consumer java(String reader, Path node, Case it) {
    return Consumer.java(
        node, RingReader.class, reader, it.work(), Integer.toString(it.ringBytes()));
  }
}
