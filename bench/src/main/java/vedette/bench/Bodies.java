package vedette.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import vedette.tap.bpf.RingBuffer;
import vedette.tap.bpf.UprobeLink;

/// Compares BPF objects: what a hit of a message probe costs with the body of each, against an
/// empty program. For work on tap.bpf.c; nobody reads the ring while a hit is timed, it is large
/// enough.
///
/// Arguments: rounds, payload size, then for each object `FILE` or `FILE:FUNCTION`.
final class Bodies {
  private static final int RING = 32 << 20;
  private static final int REPEATS = 3;
  private static final int RECORD_OVERHEAD = 300;

  private Bodies() {}

  public static void main(String[] arguments) {
    int rounds = Integer.parseInt(arguments[0]);
    int payload = Integer.parseInt(arguments[1]);
    long count = Math.min(15_000, RING / (REPEATS + 1) / (payload + RECORD_OVERHEAD));
    Map<String, List<Double>> costs = new LinkedHashMap<>();
    Map<String, List<Double>> ratios = new LinkedHashMap<>();
    List<Double> empties = new ArrayList<>();
    try (Rig rig = new Rig(RING);
        RingBuffer ring = new RingBuffer(rig.ring(), Rig.LONGEST_RECORD)) {
      for (int round = 0; round < rounds; round++) {
        double empty;
        try (Empty _ = new Empty()) {
          empty = best(payload, count);
        }
        empties.add(empty);
        for (int i = 2; i < arguments.length; i++) {
          String name = arguments[i];
          int colon = name.lastIndexOf(':');
          String path = colon < 0 ? name : name.substring(0, colon);
          String function = colon < 0 ? "message" : name.substring(colon + 1);
          try (UprobeLink _ = rig.attach(Rig.object(path), function)) {
            double cost = best(payload, count);
            long end = ring.producerPosition();
            ring.drain(Integer.MAX_VALUE, end, () -> true);
            ring.release();
            costs.computeIfAbsent(name, key -> new ArrayList<>()).add(cost);
            ratios.computeIfAbsent(name, key -> new ArrayList<>()).add(cost / empty);
          }
        }
      }
    }
    Table table = new Table("body", "ns/hit, median", "least", "ratio, median", "of the least");
    double least = Table.least(empties);
    table.row("empty", Table.number(Table.median(empties)), Table.number(least), "1", "1");
    costs.forEach((name, nanos) ->
        table.row(
            name,
            Table.number(Table.median(nanos)),
            Table.number(Table.least(nanos)),
            Table.ratio(Table.median(ratios.getOrDefault(name, List.of()))),
            Table.ratio(Table.least(nanos) / least)));
    System.out.println(table);
  }

  private static double best(int payload, long count) {
    double best = Double.MAX_VALUE;
    for (int i = 0; i < REPEATS; i++) {
      best = Math.min(best, Node.cost(payload, count));
    }
    return best;
  }
}
