package vedette.app.tap;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// What a run has written. Written by the run's thread, read by any.
final class Tally {
  private static final double NANOS = 1e9;

  private final long began = System.nanoTime();
  private final Map<String, Long> undecoded = new ConcurrentHashMap<>();
  private volatile long events;
  private volatile Losses losses = Losses.NONE;
  private volatile boolean unread;

  /// @param total events of the node that were written so far
  void events(long total) {
    events = total;
  }

  long events() {
    return events;
  }

  /// What is missing, as far as the stream has announced it.
  void losses(Losses sum) {
    losses = sum;
  }

  Losses losses() {
    return losses;
  }

  /// A message of this event did not decode.
  void undecoded(String event, long count) {
    undecoded.merge(event, count, Long::sum);
  }

  long undecoded(String event) {
    return undecoded.getOrDefault(event, 0L);
  }

  long undecoded() {
    return undecoded.values().stream().mapToLong(Long::longValue).sum();
  }

  /// The run was ended before all that had fired was written out.
  void leaveUnread() {
    unread = true;
  }

  boolean unread() {
    return unread;
  }

  double seconds() {
    return (System.nanoTime() - began) / NANOS;
  }
}
