package vedette.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import vedette.tap.SourceStats;
import vedette.tap.TapOptions;

/// What a hit of a probe costs the node's thread, against an empty program on the same probe.
///
/// Every row is measured once in each round, next to an empty one, so that a machine that is slow
/// for a while is slow for both; the ratio is the median of the rounds' ratios.
final class Probe {
  private static final String MESSAGES = "event=net:inbound_message";

  private Probe() {}

  /// @param attach what to hold while measuring; null for nothing
  private record Row(String name, int payload, long count, Supplier<AutoCloseable> attach) {}

  private static final class Result {
    final List<Double> nanos = new ArrayList<>();
    final List<Double> ratios = new ArrayList<>();
    long events;
    long lost;
  }

  public static void main(String[] arguments) throws Exception {
    int rounds = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 9;
    boolean brief = arguments.length > 1;
    List<Row> rows = new ArrayList<>();
    rows.add(new Row("detached", 300, 2_000_000, () -> () -> {}));
    rows.add(new Row("empty program again", 300, 100_000, Empty::new));
    rows.add(taken("headers only", 300, 100_000, MESSAGES, 0));
    rows.add(taken("61 B", 61, 100_000, MESSAGES, TapOptions.WHOLE_PAYLOAD));
    rows.add(taken("300 B", 300, 100_000, MESSAGES, TapOptions.WHOLE_PAYLOAD));
    if (!brief) {
      rows.add(
          taken(
              "300 B, another type selected", 300, 100_000, MESSAGES + " message=block", 1 << 30));
      rows.add(taken("300 B, type selected", 300, 100_000, MESSAGES + " message=tx", 1 << 30));
      rows.add(taken("32 kB", 32_000, 5_000, MESSAGES, TapOptions.WHOLE_PAYLOAD));
      rows.add(taken("1 MB", 1_000_000, 200, MESSAGES, TapOptions.WHOLE_PAYLOAD));
      rows.add(taken("4 MB", 4_000_000, 50, MESSAGES, TapOptions.WHOLE_PAYLOAD));
    }
    Map<Row, Result> results = new LinkedHashMap<>();
    List<Double> empties = new ArrayList<>();
    for (int round = 0; round < rounds; round++) {
      for (Row row : rows) {
        double empty;
        try (Empty _ = new Empty()) {
          empty = Node.cost(300, 100_000);
        }
        empties.add(empty);
        Result result = results.computeIfAbsent(row, key -> new Result());
        try (AutoCloseable held = row.attach().get()) {
          double cost = Node.cost(row.payload(), row.count());
          result.nanos.add(cost);
          result.ratios.add(cost / empty);
          if (held instanceof Reader reader) {
            Run.sleep(60);
            for (SourceStats.Count count : reader.stats().events()) {
              result.events += count.delivered() + count.filtered() + count.lost();
              result.lost += count.lost() + count.payloads();
            }
          }
        }
      }
    }
    print(rounds, results, empties);
  }

  private static Row taken(
      String name, int payload, long count, String selection, long maxPayload) {
    return new Row(
        name,
        payload,
        count,
        () ->
            new Reader(
                Reader.open(selection, maxPayload, TapOptions.DEFAULT_RING_BYTES), Reader::ignore));
  }

  private static void print(int rounds, Map<Row, Result> results, List<Double> empties) {
    System.out.println("Cost of a probe hit on the node's thread, " + rounds + " rounds");
    System.out.println(Machine.describe());
    Table table =
        new Table(
            "attached",
            "ns/hit, median",
            "least",
            "ratio to empty, median",
            "least",
            "lost, or without payload");
    table.row(
        "empty program",
        Table.number(Table.median(empties)),
        Table.number(Table.least(empties)),
        "1",
        "1",
        "");
    results.forEach((row, result) -> {
      table.row(
          row.name(),
          Table.number(Table.median(result.nanos)),
          Table.number(Table.least(result.nanos)),
          Table.ratio(Table.median(result.ratios)),
          Table.ratio(Table.least(result.nanos) / Table.least(empties)),
          result.events == 0 ? "" : result.lost + " of " + result.events);
    });
    System.out.println(table);
  }
}
