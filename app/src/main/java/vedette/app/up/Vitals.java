package vedette.app.up;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import vedette.app.web.api.Backend;

/// Whether the daemon's own threads still go round: each says so at every turn, and one that has
/// not for half a minute is stuck. Any thread.
final class Vitals {
  private static final long PATIENCE = TimeUnit.SECONDS.toNanos(30);

  private final Map<String, Long> turns = new ConcurrentHashMap<>();

  /// A thread goes round.
  ///
  /// @param thread its role, such as `vedette-tap`
  void turn(String thread) {
    turns.put(thread, System.nanoTime());
  }

  /// A thread has ended as it should.
  void done(String thread) {
    turns.remove(thread);
  }

  /// How the daemon is.
  Backend.Health health() {
    long now = System.nanoTime();
    return turns.entrySet().stream()
        .filter(it -> now - it.getValue() > PATIENCE)
        .findFirst()
        .map(it ->
            new Backend.Health(
                false,
                it.getKey()
                    + " has been stuck for "
                    + TimeUnit.NANOSECONDS.toSeconds(now - it.getValue())
                    + " s. Do: look at its stack (jstack), then restart Vedette."))
        .orElse(new Backend.Health(true, ""));
  }
}
