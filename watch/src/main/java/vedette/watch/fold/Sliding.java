package vedette.watch.fold;

import java.util.Arrays;

/// A count over the time that has just passed, in buckets: the oldest bucket leaves when a new one
/// begins.
final class Sliding {
  private static final long NEVER = Long.MIN_VALUE;

  private final long[] buckets;
  private final long width;
  private long head = NEVER;
  private long first;

  private Sliding(int buckets, long width) {
    this.buckets = new long[buckets];
    this.width = width;
  }

  /// Over ten seconds.
  static Sliding tenSeconds() {
    return new Sliding(10, 1_000);
  }

  /// Over an hour, to the minute.
  static Sliding hour() {
    return new Sliding(60, 60_000);
  }

  /// @param ms when; a time long before the last one means that the clock was set back, and begins
  ///   anew
  void add(long ms, long amount) {
    long bucket = Math.floorDiv(ms, width);
    if (head == NEVER || head - bucket >= buckets.length) {
      Arrays.fill(buckets, 0);
      head = bucket;
      first = ms;
    } else if (bucket > head) {
      long from = Math.max(head + 1, bucket - buckets.length + 1);
      for (long b = from; b <= bucket; b++) {
        buckets[index(b)] = 0;
      }
      head = bucket;
    }
    buckets[index(bucket)] += amount;
  }

  long sum(long now) {
    if (head == NEVER) {
      return 0;
    }
    // A clock that lags behind the events does not hide them.
    long newest = Math.max(Math.floorDiv(now, width), head);
    long sum = 0;
    for (long b = Math.max(newest - buckets.length + 1, head - buckets.length + 1);
        b <= head;
        b++) {
      sum += buckets[index(b)];
    }
    return sum;
  }

  /// The mean for each second over the window, or since the first count if that is less.
  double perSecond(long now) {
    long sum = sum(now);
    if (sum == 0) {
      return 0;
    }
    long newest = Math.max(Math.floorDiv(now, width), head);
    long elapsed = (buckets.length - 1) * width + Math.clamp(now - newest * width, 0, width);
    return sum * 1_000.0 / Math.max(1_000, Math.min(elapsed, now - first));
  }

  private int index(long bucket) {
    return (int) Math.floorMod(bucket, (long) buckets.length);
  }
}
