package vedette.watch.fold;

/// One number for each [Counter].
public final class Counters {
  private final long[] counts = new long[Counter.values().length];

  void add(Counter counter, long amount) {
    counts[counter.ordinal()] += amount;
  }

  /// The count now.
  public long get(Counter counter) {
    return counts[counter.ordinal()];
  }

  /// A copy that stands still.
  public Counters copy() {
    Counters copy = new Counters();
    System.arraycopy(counts, 0, copy.counts, 0, counts.length);
    return copy;
  }
}
