package vedette.event;

import java.time.Instant;

/// When, in which order and where an event happened.
///
/// @param timeNanos nanoseconds since the epoch, UTC: the kernel's monotonic time stamp of the
///   probe hit, set on the wall clock when the source was opened, and anew when that clock jumps by
///   more than 100 ms (it was set, or the machine slept). Order is told by `sequence`, not by this
/// @param sequence position in the source's stream, from 1. Consecutive; a jump by n + 1 means that
///   n events were lost, which a [VedetteEvent.Loss] also says
/// @param node the process it happened in
public record Origin(long timeNanos, long sequence, NodeId node) {

  private static final long NANOS = 1_000_000_000L;

  /// The time as an instant.
  public Instant time() {
    return Instant.ofEpochSecond(Math.floorDiv(timeNanos, NANOS), Math.floorMod(timeNanos, NANOS));
  }
}
