package vedette.tap;

import java.time.Instant;
import java.util.concurrent.TimeUnit;

/// Turns the kernel's monotonic time stamps, which `System.nanoTime` shares, into wall-clock time.
///
/// The difference is kept, so that times of a stream are as even as the kernel's, until it jumps:
/// then somebody has set the clock, or the machine has slept, during which the kernel's clock
/// stands still.
final class WallClock {
  /// More than drift and sampling can explain.
  private static final long JUMP_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

  private static final int SAMPLES = 10;

  private long offset = sample();

  /// Nanoseconds since the epoch.
  long at(long nanoTime) {
    return nanoTime + offset;
  }

  /// Follows the clock if it jumped.
  void follow() {
    long now = sample();
    if (Math.abs(now - offset) > JUMP_NANOS) {
      offset = now;
    }
  }

  /// Of some samples the one that was taken fastest.
  private static long sample() {
    long best = 0;
    long fastest = Long.MAX_VALUE;
    for (int i = 0; i < SAMPLES; i++) {
      long before = System.nanoTime();
      Instant wall = Instant.now();
      long after = System.nanoTime();
      if (after - before < fastest) {
        fastest = after - before;
        best =
            TimeUnit.SECONDS.toNanos(wall.getEpochSecond()) + wall.getNano() - (before + after) / 2;
      }
    }
    return best;
  }
}
