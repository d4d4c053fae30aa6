package vedette.app.tap;

import java.util.ArrayList;
import java.util.List;
import vedette.event.VedetteEvent;
import vedette.tap.SourceStats;

/// What is missing from a stream.
///
/// @param lost events that never arrived
/// @param payloads messages without their payload
/// @param faults events or payloads that could not be read
/// @param cut payloads or texts cut at a configured maximum
record Losses(long lost, long payloads, long faults, long cut) {
  static final Losses NONE = new Losses(0, 0, 0, 0);

  Losses plus(Losses other) {
    return new Losses(
        lost + other.lost, payloads + other.payloads, faults + other.faults, cut + other.cut);
  }

  /// Of one announcement in the stream.
  static Losses of(VedetteEvent.Loss event) {
    Losses sum = NONE;
    for (VedetteEvent.Loss.Count it : event.counts()) {
      sum = sum.plus(new Losses(it.lost(), it.payloads(), it.faults(), it.cut()));
    }
    return sum;
  }

  /// Of one tracepoint.
  static Losses of(SourceStats.Count it) {
    return new Losses(it.lost(), it.payloads(), it.faults(), it.cut());
  }

  /// Of a source since it was opened.
  static Losses of(SourceStats stats) {
    Losses sum = NONE;
    for (SourceStats.Count it : stats.events()) {
      sum = sum.plus(of(it));
    }
    return sum;
  }

  /// In words, empty if nothing is missing.
  String words() {
    List<String> parts = new ArrayList<>();
    add(parts, lost, "lost");
    add(parts, payloads, "without payload");
    add(parts, faults, "unreadable");
    add(parts, cut, "cut");
    return String.join(", ", parts);
  }

  private static void add(List<String> parts, long count, String what) {
    if (count > 0) {
      parts.add(Talk.number(count) + " " + what);
    }
  }
}
