package vedette.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import vedette.tap.TapOptions;

/// A burst of a million events, as fast as the node can fire them, into the sinks that there are:
/// how many are lost, and what a process with the flags of `./vedette` takes for it.
final class Burst {
  private Burst() {}

  public static void main(String[] arguments) throws IOException {
    long events = arguments.length > 0 ? Long.parseLong(arguments[0]) : 1_000_000;
    System.out.println(
        "A burst of "
            + events
            + " events at full speed, "
            + (TapOptions.DEFAULT_RING_BYTES >> 20)
            + " MiB of ring");
    System.out.println(Machine.describe());
    Table table =
        new Table(
            "events",
            "sink",
            "fired",
            "events/s",
            "delivered",
            "lost",
            "without payload",
            "accounted for",
            "CPU s",
            "CPU us/event",
            "peak RSS MB");
    Path file = Node.file().resolveSibling("burst.capture");
    for (boolean mixed : new boolean[] {true, false}) {
      for (String sink : List.of("views", "events", "json", "record")) {
        Files.deleteIfExists(file);
        row(table, mixed, sink, events, file);
      }
    }
    Files.deleteIfExists(file);
    System.out.println(table);
  }

  private static void row(Table table, boolean mixed, String sink, long events, Path file) {
    List<String> command = new ArrayList<>();
    command.add(System.getProperty("java.home") + "/bin/java");
    command.addAll(List.of(System.getProperty("bench.flags").split(" ", -1)));
    command.addAll(
        List.of(
            "-Dbench.node=" + Node.file(),
            "-cp",
            System.getProperty("java.class.path"),
            BurstTap.class.getName(),
            sink,
            file.toString()));
    List<String> options = new ArrayList<>();
    options.addAll(List.of("--rate", "0", "--count", Long.toString(events)));
    options.addAll(
        mixed ? List.of("--wait-attached") : List.of("--only", Node.PROBE, "--payload", "300"));
    try (Consumer tap = new Consumer(command);
        Node node = Node.start(options.toArray(String[]::new))) {
      long began = System.nanoTime();
      long fired = Node.total(node.summary());
      double seconds = (System.nanoTime() - began) / 1e9;
      String[] said = tap.line().split(" ", -1);
      long delivered = Long.parseLong(said[0]);
      long lost = Long.parseLong(said[1]);
      double cpu = Long.parseLong(said[3]) / 1e9;
      table.row(
          mixed ? "mixed" : "300 B messages",
          sink,
          Long.toString(fired),
          String.format(Locale.ROOT, "%.0f", fired / seconds),
          Long.toString(delivered),
          Long.toString(lost),
          said[2],
          delivered + lost == fired ? "yes" : "NO: " + (fired - delivered - lost),
          String.format(Locale.ROOT, "%.2f", cpu),
          String.format(Locale.ROOT, "%.2f", cpu * 1e6 / delivered),
          Table.number(Long.parseLong(said[4]) / 1024.0));
    }
  }
}
