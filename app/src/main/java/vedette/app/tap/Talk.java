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
  private volatile boolean met;

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
        met = true;
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

  /// Whether a node came yet.
  boolean met() {
    return met;
  }

  /// Something was lost since the last time.
  void losses(SourceStats now) {
    List<String> parts = new ArrayList<>();
    for (SourceStats.Count count : now.events()) {
      String what = Losses.of(count).words();
      if (!what.isEmpty()) {
        parts.add(count.event() + " " + what);
      }
    }
    if (!parts.isEmpty()) {
      say("missing so far: " + String.join("; ", parts) + ".");
    }
  }

  /// How a run went.
  ///
  /// @param losses what is missing from what was written
  void summary(Tally tally, Losses losses) {
    String missing = losses.words();
    long undecoded = tally.undecoded();
    say(
        number(tally.events())
            + (tally.events() == 1 ? " event in " : " events in ")
            + String.format(Locale.ROOT, "%.1f s; ", tally.seconds())
            + (missing.isEmpty() ? "nothing lost" : missing)
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
