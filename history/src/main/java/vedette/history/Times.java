package vedette.history;

import java.time.Duration;

/// Durations as numbers, however long.
final class Times {
  private Times() {}

  static long nanos(Duration duration) {
    return duration.toDays() > 100_000 ? Long.MAX_VALUE : Math.max(0, duration.toNanos());
  }

  static long millis(Duration duration) {
    return duration.toDays() > 1_000_000_000L
        ? Long.MAX_VALUE / 4
        : Math.max(0, duration.toMillis());
  }
}
