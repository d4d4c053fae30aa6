package vedette.history;

/// How long to wait before the next try: 1 s, doubled each time, a minute at most.
final class Backoff {
  private static final long FIRST = 1_000_000_000L;
  private static final long MOST = 60 * FIRST;

  private long next = FIRST;

  long next() {
    long now = next;
    next = Math.min(MOST, next * 2);
    return now;
  }

  void reset() {
    next = FIRST;
  }
}
