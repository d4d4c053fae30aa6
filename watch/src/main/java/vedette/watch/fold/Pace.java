package vedette.watch.fold;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.OptionalLong;

/// How long catching up will still take, from the progress measured over the last half hour.
///
/// Progress counts transactions and is an estimate itself; the pace changes with the blocks' sizes,
/// the disk and the peers. So the answer is a range: between the pace of the last five minutes and
/// that of the whole time, and a fifth more on each side.
final class Pace {
  private static final long KEPT_MS = 1_800_000;
  private static final long RECENT_MS = 300_000;
  private static final long LEAST_MS = 60_000;
  private static final long APART_MS = 15_000;
  private static final double MARGIN = 1.2;

  private record Point(long at, double progress) {}

  /// Seconds that are left, at least and at most.
  record Left(OptionalLong low, OptionalLong high) {
    static final Left UNKNOWN = new Left(OptionalLong.empty(), OptionalLong.empty());
  }

  private final Deque<Point> points = new ArrayDeque<>();
  private Point newest = new Point(Long.MIN_VALUE, 0);

  void add(long at, double progress) {
    if (!points.isEmpty() && (at < newest.at() || progress < newest.progress())) {
      points.clear();
    }
    newest = new Point(at, progress);
    if (points.isEmpty() || at - points.getLast().at() >= APART_MS) {
      points.addLast(newest);
    }
    while (points.size() > 1 && at - points.getFirst().at() > KEPT_MS) {
      points.removeFirst();
    }
  }

  void forget() {
    points.clear();
  }

  Left left() {
    if (points.isEmpty()) {
      return Left.UNKNOWN;
    }
    Point first = points.getFirst();
    Point recent = first;
    for (Point point : points) {
      if (newest.at() - point.at() >= RECENT_MS) {
        recent = point;
      }
    }
    double whole = seconds(first);
    double lately = seconds(recent);
    if (!Double.isFinite(whole) || !Double.isFinite(lately)) {
      return Left.UNKNOWN;
    }
    return new Left(
        OptionalLong.of(Math.round(Math.min(whole, lately) / MARGIN)),
        OptionalLong.of(Math.round(Math.max(whole, lately) * MARGIN)));
  }

  private double seconds(Point from) {
    double gained = newest.progress() - from.progress();
    long ms = newest.at() - from.at();
    if (ms < LEAST_MS || gained <= 0) {
      return Double.POSITIVE_INFINITY;
    }
    return (1 - newest.progress()) * ms / gained / 1_000;
  }
}
