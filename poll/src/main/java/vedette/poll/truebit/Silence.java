package vedette.poll.truebit;

import java.util.concurrent.TimeUnit;

/// For how long nothing came, as far as it was seen by who looks again and again.
///
/// What lies between two looks counts for no more than a moment. Who was held up meanwhile, perhaps
/// with the whole machine, has not seen that nothing came: what did may be there at the next look.
/// Times are of any origin. Not thread-safe.
final class Silence {
  private static final long LONGEST_LOOK = TimeUnit.MILLISECONDS.toNanos(250);

  private long nanos;
  private long lookedAt;

  /// Begins.
  Silence(long nowNanos) {
    lookedAt = nowNanos;
  }

  /// Something came.
  void broken(long nowNanos) {
    nanos = 0;
    lookedAt = nowNanos;
  }

  /// Nothing was there.
  ///
  /// @param nowNanos when it was looked
  /// @return for how long, in nanoseconds
  long goesOn(long nowNanos) {
    nanos += Math.min(Math.max(0, nowNanos - lookedAt), LONGEST_LOOK);
    lookedAt = nowNanos;
    return nanos;
  }
}
