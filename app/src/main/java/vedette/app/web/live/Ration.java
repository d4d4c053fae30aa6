package vedette.app.web.live;

/// How many events a client wants in a second at most. What one second leaves is saved for a burst
/// in the next, no more; new ones come by the twentieth of a second, so that they are sent by the
/// frame and not one by one.
///
/// Not thread-safe; times as [System#nanoTime] gives them.
final class Ration {
  /// The most that can be asked for.
  static final int MOST = 100_000;

  private static final long SLICE_NANOS = 50_000_000;
  private static final int SLICES = 20;

  private final boolean bounded;
  private final long each;
  private long left;
  private long slice = Long.MIN_VALUE;

  private Ration(boolean bounded, long each) {
    this.bounded = bounded;
    this.each = each;
    this.left = SLICES * each;
  }

  /// @param most events in a second, rounded up to full twentieths
  static Ration of(int most) {
    return new Ration(true, Math.ceilDiv(most, SLICES));
  }

  /// As many as there are.
  static Ration none() {
    return new Ration(false, 0);
  }

  /// How many there may be now.
  int left(long nowNanos) {
    if (!bounded) {
      return Integer.MAX_VALUE;
    }
    long now = Math.floorDiv(nowNanos, SLICE_NANOS);
    if (slice != Long.MIN_VALUE) {
      left = Math.min(SLICES * each, left + each * Math.min(SLICES, now - slice));
    }
    slice = now;
    return Math.toIntExact(left);
  }

  void use(int events) {
    left -= events;
  }

  /// How long until there may be more, ms; 0 if there may be now.
  long restMillis(long nowNanos) {
    return left(nowNanos) > 0 ? 0 : ((slice + 1) * SLICE_NANOS - nowNanos + 999_999) / 1_000_000;
  }
}
