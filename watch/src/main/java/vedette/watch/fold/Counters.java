package vedette.watch.fold;

import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;

/// One number for each [Counter].
public final class Counters {
  private final Map<Counter, Count> counts = new EnumMap<>(Counter.class);

  private static final class Count {
    private long value;
  }

  Counters() {
    for (Counter counter : Counter.values()) {
      counts.put(counter, new Count());
    }
  }

  void add(Counter counter, long amount) {
    count(counter).value += amount;
  }

  /// The count now.
  public long get(Counter counter) {
    return count(counter).value;
  }

  private Count count(Counter counter) {
    return Objects.requireNonNull(counts.get(counter));
  }

  /// A copy that stands still.
  public Counters copy() {
    Counters copy = new Counters();
    counts.forEach((counter, count) -> copy.add(counter, count.value));
    return copy;
  }
}
