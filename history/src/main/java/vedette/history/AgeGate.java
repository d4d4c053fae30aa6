package vedette.history;

import java.time.InstantSource;
import java.util.function.LongSupplier;

/// Keeps a wrong clock from deleting history as too old.
///
/// A clock that jumps ahead by an hour or more, or is found a month ahead of the newest entry, may
/// be right: the machine slept, or was off. Or it is wrong, and will be set back. So nothing goes
/// by age for a day afterwards; what goes a day late does no harm.
final class AgeGate {
  private static final long JUMP_MILLIS = 3_600_000L;
  private static final long MONTH_MILLIS = 30 * 86_400_000L;
  private static final long HOLD_NANOS = 86_400_000_000_000L;

  private final InstantSource clock;
  private final LongSupplier nanos;
  private boolean started;
  private boolean holding;
  private long holdUntil;
  private long lastMillis;
  private long lastNanos;

  AgeGate(InstantSource clock, LongSupplier nanos) {
    this.clock = clock;
    this.nanos = nanos;
  }

  /// Whether what is too old may go now.
  ///
  /// @param newest time of the newest rollup, ms since the epoch; [Long#MAX_VALUE] if there is none
  boolean open(long newest) {
    long millis = clock.millis();
    long nano = nanos.getAsLong();
    boolean jumped =
        started
            ? Math.abs(millis - lastMillis - (nano - lastNanos) / 1_000_000) >= JUMP_MILLIS
            : millis - MONTH_MILLIS > newest;
    if (jumped) {
      holding = true;
      holdUntil = nano + HOLD_NANOS;
    } else if (holding && nano - holdUntil >= 0) {
      holding = false;
    }
    started = true;
    lastMillis = millis;
    lastNanos = nano;
    return !holding;
  }
}
