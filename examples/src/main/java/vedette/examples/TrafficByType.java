package vedette.examples;

import java.io.PrintStream;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import vedette.event.Selection;
import vedette.tap.EventView;
import vedette.tap.Tap;
import vedette.tap.TapOptions;
import vedette.tap.Target;
import vedette.tap.ViewHandler;

/// Counts a node's P2P messages and their bytes by type, at the least cost there is: no payload
/// leaves the kernel, and no object is made for an event.
///
/// ```
/// TrafficByType SECONDS [PID]     needs rights to trace
/// ```
public final class TrafficByType implements ViewHandler {
  private static final int MAX_TYPES = 100;

  private final Map<String, Traffic> traffic = new HashMap<>();

  private static final class Traffic {
    long messages;
    long bytes;
  }

  /// Taps for some seconds, then prints a table.
  ///
  /// @param args how long; which process (default: every node on this machine)
  public static void main(String[] args) {
    TapOptions options =
        TapOptions.defaults()
            .withSelection(Selection.parse("event=net:*_message"))
            .withMaxPayload(0);
    if (args.length > 1) {
      options = options.withTarget(new Target.Pid(Integer.parseInt(args[1])));
    }
    TrafficByType counter = new TrafficByType();
    try (Tap tap = Tap.open(options)) {
      long end = System.nanoTime() + Duration.ofSeconds(Long.parseLong(args[0])).toNanos();
      while (System.nanoTime() < end && !tap.ended()) {
        tap.pollViews(Duration.ofMillis(100), counter);
      }
      counter.print(System.out);
      System.out.println(tap.stats().complete() ? "complete" : "incomplete: " + tap.stats());
    }
  }

  @Override
  public void event(EventView view) {
    // Peers choose the types, so their number is bounded.
    String type =
        traffic.size() < MAX_TYPES || traffic.containsKey(view.type()) ? view.type() : "other";
    Traffic sum = traffic.computeIfAbsent(type, unseen -> new Traffic());
    sum.messages++;
    sum.bytes += view.size();
  }

  void print(PrintStream out) {
    traffic.entrySet().stream()
        .sorted((a, b) -> Long.compare(b.getValue().bytes, a.getValue().bytes))
        .forEach(entry ->
            out.printf(
                "%-12s %9d messages %12d bytes%n",
                entry.getKey(), entry.getValue().messages, entry.getValue().bytes));
  }
}
