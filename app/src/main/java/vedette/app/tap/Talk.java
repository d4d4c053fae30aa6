package vedette.app.tap;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import vedette.event.VedetteEvent;
import vedette.tap.SourceStats;

/// What `vedette tap` says on standard error. Any thread.
final class Talk {
  private final PrintStream err;

  Talk(PrintStream err) {
    this.err = err;
  }

  void say(String text) {
    err.println("vedette: " + text);
    err.flush();
  }

  /// A node came or went.
  void node(VedetteEvent.Node node) {
    String who = node.origin().node().name() + " (pid " + node.origin().node().pid() + ")";
    switch (node.state()) {
      case APPEARED -> {
        int all = node.attached().size() + node.missing().size();
        String missing =
            node.missing().isEmpty()
                ? ""
                : "; not in this binary: " + String.join(", ", node.missing());
        say(who + ": attached " + node.attached().size() + " of " + all + " probes" + missing);
      }
      case GONE -> say(who + ": has ended");
    }
  }

  /// Something was lost since the last time.
  void losses(SourceStats now) {
    List<String> parts = new ArrayList<>();
    for (SourceStats.Count count : now.events()) {
      String what = incomplete(count);
      if (!what.isEmpty()) {
        parts.add(count.event() + " " + what);
      }
    }
    if (!parts.isEmpty()) {
      say("incomplete so far: " + String.join("; ", parts) + ".");
    }
  }

  private static String incomplete(SourceStats.Count count) {
    List<String> parts = new ArrayList<>();
    add(parts, count.lost(), "lost");
    add(parts, count.payloads(), "without payload");
    add(parts, count.faults(), "unreadable");
    add(parts, count.cut(), "cut");
    return String.join(", ", parts);
  }

  private static void add(List<String> parts, long count, String what) {
    if (count > 0) {
      parts.add(number(count) + " " + what);
    }
  }

  /// How a run went.
  void summary(Tally tally, SourceStats stats) {
    List<String> parts = new ArrayList<>();
    long[] sums = new long[4];
    for (SourceStats.Count count : stats.events()) {
      sums[0] += count.lost();
      sums[1] += count.payloads();
      sums[2] += count.faults();
      sums[3] += count.cut();
    }
    add(parts, sums[0], "lost");
    add(parts, sums[1], "without payload");
    add(parts, sums[2], "unreadable");
    add(parts, sums[3], "cut");
    String complete = parts.isEmpty() ? "nothing lost" : String.join(", ", parts);
    long undecoded = tally.undecoded();
    say(
        number(tally.events())
            + (tally.events() == 1 ? " event in " : " events in ")
            + String.format(Locale.ROOT, "%.1f s; ", tally.seconds())
            + complete
            + (undecoded == 0 ? "" : "; " + number(undecoded) + " undecodable")
            + (tally.unread() ? "; ended before everything was written out" : "")
            + ".");
  }

  /// The table of `--stats`.
  void table(Tally tally, SourceStats stats) {
    err.print(StatsTable.of(stats, tally));
    err.flush();
  }

  static String number(long value) {
    return String.format(Locale.ROOT, "%,d", value);
  }
}
