package vedette.app.web.auth;

import java.net.InetAddress;
import java.time.Clock;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;

/// How often a password may be tried: by address, and by all others than this machine together.
///
/// Who sits at this machine is limited too, but by a bucket of its own that refills each second, so
/// that nobody from outside can keep the owner out. IPv6 counts by /64, which one household has.
/// When more addresses than [#MOST] try at once, the newest share one bucket.
public final class LoginLimits {
  static final int MOST = 4_096;

  private static final double EACH_BURST = 5;
  private static final double EACH_PER_SECOND = 1 / 12.0;
  private static final double ALL_BURST = 30;
  private static final double ALL_PER_SECOND = 0.5;
  private static final double HERE_BURST = 10;
  private static final double HERE_PER_SECOND = 1;

  private final Clock clock;
  private final Map<String, Bucket> byAddress = new LinkedHashMap<>();
  private final Bucket all;
  private final Bucket here;
  private final Bucket crowd;

  public LoginLimits(Clock clock) {
    this.clock = clock;
    all = new Bucket(ALL_BURST, ALL_PER_SECOND, clock.millis());
    here = new Bucket(HERE_BURST, HERE_PER_SECOND, clock.millis());
    crowd = new Bucket(EACH_BURST, EACH_PER_SECOND, clock.millis());
  }

  /// Whether somebody may try now; if so, it counts.
  ///
  /// @param local whether it is this machine, without a proxy between
  /// @return 0 if so, otherwise the seconds after which it is worth trying again
  public synchronized long tryNow(InetAddress address, boolean local) {
    long now = clock.millis();
    if (local) {
      return here.take(now);
    }
    Bucket own = bucket(key(address), now);
    long wait = Math.max(own.delay(now), all.delay(now));
    if (wait == 0) {
      own.take(now);
      all.take(now);
    }
    return wait;
  }

  /// The password was right: its address begins anew.
  public synchronized void succeeded(InetAddress address) {
    byAddress.remove(key(address));
  }

  private Bucket bucket(String key, long now) {
    Bucket own = byAddress.get(key);
    if (own == null && byAddress.size() >= MOST) {
      byAddress.values().removeIf(bucket -> bucket.full(now));
    }
    if (own == null && byAddress.size() >= MOST) {
      return crowd;
    }
    return own != null
        ? own
        : byAddress.computeIfAbsent(key, _ -> new Bucket(EACH_BURST, EACH_PER_SECOND, now));
  }

  private static String key(InetAddress address) {
    byte[] bytes = address.getAddress();
    return HexFormat.of().formatHex(bytes.length == 16 ? Arrays.copyOf(bytes, 8) : bytes);
  }

  private static final class Bucket {
    private final double burst;
    private final double perSecond;
    private double left;
    private long at;

    Bucket(double burst, double perSecond, long now) {
      this.burst = burst;
      this.perSecond = perSecond;
      this.left = burst;
      this.at = now;
    }

    long delay(long now) {
      refill(now);
      return left >= 1 ? 0 : (long) Math.ceil((1 - left) / perSecond);
    }

    long take(long now) {
      long wait = delay(now);
      left -= wait == 0 ? 1 : 0;
      return wait;
    }

    boolean full(long now) {
      refill(now);
      return left >= burst;
    }

    private void refill(long now) {
      // A clock that was set back must not take anything away.
      left = Math.min(burst, left + Math.max(0, now - at) / 1_000.0 * perSecond);
      at = now;
    }
  }
}
