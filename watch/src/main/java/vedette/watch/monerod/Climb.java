package vedette.watch.monerod;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.OptionalDouble;

/// How fast a height grows, from samples of the last ten minutes. At most 40 of them.
final class Climb {
  private static final int MOST = 40;
  private static final long BETWEEN_MS = 15_000;
  private static final long WINDOW_MS = 600_000;
  private static final long RECENT_MS = 120_000;
  private static final long LEAST_MS = 30_000;

  private record Sample(long at, long height) {}

  private final Deque<Sample> samples = new ArrayDeque<>();

  void add(long at, long height) {
    Sample last = samples.peekLast();
    if (last != null && height < last.height()) {
      samples.clear();
      last = null;
    }
    if (last == null || at - last.at() >= BETWEEN_MS) {
      samples.add(new Sample(at, height));
    }
    while (samples.size() > MOST || samples.getFirst().at() < at - WINDOW_MS) {
      samples.removeFirst();
    }
  }

  /// Seconds until so many blocks are there, at the better of the paces of the last ten and of the
  /// last two minutes; empty while none is known.
  OptionalDouble low(long blocks) {
    return at(blocks, Math.max(pace(WINDOW_MS), pace(RECENT_MS)));
  }

  /// The same at the worse of them.
  OptionalDouble high(long blocks) {
    return at(blocks, Math.min(pace(WINDOW_MS), pace(RECENT_MS)));
  }

  private static OptionalDouble at(long blocks, double pace) {
    return pace > 0 ? OptionalDouble.of(blocks / pace) : OptionalDouble.empty();
  }

  /// Blocks for each second; 0 if that cannot be told.
  private double pace(long window) {
    if (samples.isEmpty()) {
      return 0;
    }
    Sample last = samples.getLast();
    for (Sample first : samples) {
      if (first.at() >= last.at() - window) {
        long ms = last.at() - first.at();
        return ms < LEAST_MS ? 0 : (last.height() - first.height()) * 1e3 / ms;
      }
    }
    return 0;
  }
}
