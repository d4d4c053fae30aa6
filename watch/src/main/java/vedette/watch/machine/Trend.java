package vedette.watch.machine;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Iterator;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/// How fast a disk fills, of what was free during the last hours.
///
/// The slope is the median of the slopes between any two points (Theil and Sen): a file that is
/// written or deleted at once, or a database that grows and shrinks in turns, does not bend it.
/// Bounded: one point for five minutes, six hours of them.
final class Trend {
  /// Nothing is said before so much has been seen, ms.
  static final long LEAST_MS = 30 * 60_000L;

  /// What is older does not count, ms.
  static final long WINDOW_MS = 6 * 3_600_000L;

  private static final long POINT_MS = 5 * 60_000L;

  /// What would be full later is not filling, as far as anybody can tell, ms.
  private static final long LATEST_MS = 365 * 86_400_000L;

  private record Point(long at, long free) {}

  private final Deque<Point> points = new ArrayDeque<>();
  private long size = -1;
  private long free = -1;
  private long lastAt;

  /// How it goes on.
  enum Outlook {
    /// Not enough was seen yet.
    UNKNOWN,
    /// It does not fill, or so slowly that nobody can tell.
    STEADY,
    /// It will be full.
    FILLING
  }

  /// Takes what is free now. Another size is another disk: what was seen before does not count.
  void add(long at, long sizeNow, long freeNow) {
    if (size != sizeNow || (!points.isEmpty() && at < points.getLast().at())) {
      points.clear();
      size = sizeNow;
    }
    free = freeNow;
    lastAt = at;
    if (points.isEmpty() || at - points.getLast().at() >= POINT_MS) {
      points.addLast(new Point(at, freeNow));
    }
    while (at - points.getFirst().at() > WINDOW_MS) {
      points.removeFirst();
    }
  }

  Outlook outlook() {
    if (points.isEmpty() || lastAt - points.getFirst().at() < LEAST_MS) {
      return Outlook.UNKNOWN;
    }
    return fullIn().isPresent() ? Outlook.FILLING : Outlook.STEADY;
  }

  /// Ms until nothing is free, from the last value on; empty if that is not known, or not so.
  OptionalLong fullIn() {
    OptionalDouble slope = bytesPerMs();
    if (slope.isEmpty() || slope.getAsDouble() >= 0) {
      return OptionalLong.empty();
    }
    double ms = free / -slope.getAsDouble();
    return ms > LATEST_MS ? OptionalLong.empty() : OptionalLong.of((long) ms);
  }

  /// How what is free changes; negative if it becomes less.
  private OptionalDouble bytesPerMs() {
    if (points.isEmpty() || lastAt - points.getFirst().at() < LEAST_MS) {
      return OptionalDouble.empty();
    }
    int n = points.size();
    long[] at = new long[n];
    long[] value = new long[n];
    int i = 0;
    for (Iterator<Point> all = points.iterator(); all.hasNext(); i++) {
      Point point = all.next();
      at[i] = point.at();
      value[i] = point.free();
    }
    double[] slopes = new double[n * (n - 1) / 2];
    int k = 0;
    for (int a = 0; a < n; a++) {
      for (int b = a + 1; b < n; b++) {
        slopes[k++] = (value[b] - value[a]) / (double) (at[b] - at[a]);
      }
    }
    Arrays.sort(slopes);
    int middle = slopes.length / 2;
    return OptionalDouble.of(
        slopes.length % 2 == 1 ? slopes[middle] : (slopes[middle - 1] + slopes[middle]) / 2);
  }
}
