package vedette.app.web.live;

/// How much a client may say: 50 messages at once, and 10 a second. Not for several threads.
public final class Allowance {
  private static final int BURST = 50;
  private static final int PER_SECOND = 10;

  private double left = BURST;
  private long at = System.nanoTime();

  /// The whole burst.
  public Allowance() {}

  /// Whether one more is allowed; if so, it counts.
  public boolean take() {
    long now = System.nanoTime();
    left = Math.min(BURST, left + (now - at) / 1e9 * PER_SECOND);
    at = now;
    left--;
    return left >= 0;
  }
}
