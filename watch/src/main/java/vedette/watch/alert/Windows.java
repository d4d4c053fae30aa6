package vedette.watch.alert;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;

/// Remembers what the metrics of windowed expressions did lately: for each series at most 61 steps
/// of a sixtieth of the window.
final class Windows {
  /// Most series that are remembered; further ones stay unknown.
  static final int MOST = 4_096;

  private static final int STEPS = 60;

  private final Map<Key, Memory> memories = new HashMap<>();
  private int refused;

  private record Key(Value.Over what, Labels labels) {}

  private static final class Step {
    private final long at;
    private double least = Double.POSITIVE_INFINITY;
    private double increase;
    private int resets;

    Step(long at) {
      this.at = at;
    }
  }

  private static final class Memory {
    private final Deque<Step> steps = new ArrayDeque<>();
    private final long begun;
    private double last;
    private long seen;

    Memory(long begun, double first) {
      this.begun = begun;
      last = first;
    }
  }

  /// Takes the values of now.
  void take(Collection<Value.Over> expressions, Measurements now) {
    for (Value.Over what : expressions) {
      for (Measurements.Series series : now.of(what.metric().name())) {
        if (series.labels().has(what.metric().where())) {
          take(what, series, now.now());
        }
      }
    }
    Iterator<Map.Entry<Key, Memory>> all = memories.entrySet().iterator();
    while (all.hasNext()) {
      Map.Entry<Key, Memory> entry = all.next();
      if (now.now() - entry.getValue().seen > entry.getKey().what().window().toMillis()) {
        all.remove();
      }
    }
  }

  private void take(Value.Over what, Measurements.Series series, long now) {
    Key key = new Key(what, series.labels());
    Memory memory = memories.get(key);
    if (memory == null) {
      if (memories.size() >= MOST) {
        refused++;
        return;
      }
      memory = new Memory(now, series.value());
      memories.put(key, memory);
    }
    long step = Math.max(1_000, what.window().toMillis() / STEPS);
    Step last = memory.steps.peekLast();
    if (last == null || now - last.at >= step) {
      last = new Step(now);
      memory.steps.addLast(last);
    }
    double change = series.value() - memory.last;
    if (change < 0) {
      last.resets++;
    }
    // A counter that fell began anew at 0.
    last.increase += change < 0 ? series.value() : change;
    last.least = Math.min(last.least, series.value());
    memory.last = series.value();
    memory.seen = now;
    forget(memory, now - what.window().toMillis());
  }

  private static void forget(Memory memory, long before) {
    while (memory.steps.size() > 1 && memory.steps.getFirst().at < before) {
      memory.steps.removeFirst();
    }
  }

  /// What a series did; empty if it was not seen in all that time.
  Optional<Reading> of(Value.Over what, Labels labels, long now) {
    Memory memory = memories.get(new Key(what, labels));
    if (memory == null) {
      return Optional.empty();
    }
    Duration window = what.window();
    long from = now - window.toMillis();
    boolean whole = memory.begun <= from + window.toMillis() / STEPS;
    double increase = 0;
    double least = Double.POSITIVE_INFINITY;
    int resets = 0;
    for (Step step : memory.steps) {
      if (step.at >= from) {
        increase += step.increase;
        least = Math.min(least, step.least);
        resets += step.resets;
      }
    }
    return switch (what.function()) {
      case INCREASE -> Optional.of(new Reading(increase, bound(whole, Reading.Bound.AT_LEAST)));
      case RESETS -> Optional.of(new Reading(resets, bound(whole, Reading.Bound.AT_LEAST)));
      case MIN ->
          Double.isInfinite(least)
              ? Optional.empty()
              : Optional.of(new Reading(least, bound(whole, Reading.Bound.AT_MOST)));
    };
  }

  private static Reading.Bound bound(boolean whole, Reading.Bound otherwise) {
    return whole ? Reading.Bound.EXACT : otherwise;
  }

  int refused() {
    return refused;
  }
}
