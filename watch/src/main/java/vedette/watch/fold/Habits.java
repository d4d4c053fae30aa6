package vedette.watch.fold;

import java.util.Arrays;

/// How often a peer does what should be rare: the times of its last pings and address messages.
public final class Habits {
  private static final int PINGS = 4;
  private static final long PING_MS = 120_000;
  private static final int ADDRESSES = 7;
  private static final long ADDRESS_MS = 60_000;

  private final Ring pings = new Ring(PINGS, PING_MS);
  private final Ring addresses = new Ring(ADDRESSES, ADDRESS_MS);

  /// Whether this is more than 3 within 120 s.
  public boolean pinged(long ms) {
    return pings.add(ms);
  }

  /// Whether this is more than 6 within 60 s.
  public boolean toldAddresses(long ms) {
    return addresses.add(ms);
  }

  boolean pingsOften(long now) {
    return pings.often(now);
  }

  boolean tellsManyAddresses(long now) {
    return addresses.often(now);
  }

  private static final class Ring {
    private final long[] times;
    private final long within;
    private int next;
    private long oftenAt = Long.MIN_VALUE;

    Ring(int count, long within) {
      times = new long[count];
      Arrays.fill(times, Long.MIN_VALUE);
      this.within = within;
    }

    boolean add(long ms) {
      times[next] = ms;
      next = (next + 1) % times.length;
      long oldest = times[next];
      boolean often = oldest != Long.MIN_VALUE && ms - oldest >= 0 && ms - oldest < within;
      if (often) {
        oftenAt = ms;
      }
      return often;
    }

    boolean often(long now) {
      return oftenAt != Long.MIN_VALUE && now - oftenAt < within;
    }
  }
}
