package vedette.watch.fold;

import vedette.event.VedetteEvent;
import vedette.watch.view.State;

/// What did not arrive.
final class Losses {
  private static final long WINDOW_MS = 60_000;

  private final String node;
  private final Counters counters;
  private final Changes changes;
  private final Sliding lastHour = Sliding.hour();
  private long lastAt = Long.MIN_VALUE;
  private long began = Long.MIN_VALUE;
  private long sinceBegan;

  Losses(String node, Counters counters, Changes changes) {
    this.node = node;
    this.counters = counters;
    this.changes = changes;
  }

  void accept(VedetteEvent.Loss loss, long ms) {
    long lost = 0;
    for (VedetteEvent.Loss.Count count : loss.counts()) {
      lost += count.lost();
    }
    lastAt = ms;
    if (lost == 0) {
      return;
    }
    counters.add(Counter.LOST, lost);
    lastHour.add(ms, lost);
    if (began == Long.MIN_VALUE || Math.abs(ms - began) >= WINDOW_MS) {
      began = ms;
      sinceBegan = 0;
    }
    sinceBegan += lost;
    changes.addOrReplace(
        "loss",
        WINDOW_MS,
        ms,
        State.WARN,
        node,
        Words.counted(sinceBegan, "event was", "events were") + " lost between node and Vedette");
  }

  /// Lost events of the last hour.
  long lastHour(long now) {
    return lastHour.sum(now);
  }

  /// Whether anything, payloads included, was lost within the time before `now`.
  boolean within(long ms, long now) {
    return lastAt != Long.MIN_VALUE && now - lastAt < ms;
  }
}
