package vedette.app.web.live;

import vedette.app.web.api.Topic;

/// How often a client wants updates of a topic at most. Clients of one pace share the differences,
/// so there are only a few.
///
/// @param millis between two updates
record Pace(int millis) {
  private static final int[] ALL = {100, 200, 500, 1_000, 2_000, 5_000, 10_000};

  static final Pace FASTEST = new Pace(ALL[0]);

  /// The fastest that is not faster than asked for.
  static Pace of(long millis) {
    for (int each : ALL) {
      if (each >= millis) {
        return new Pace(each);
      }
    }
    return new Pace(ALL[ALL.length - 1]);
  }

  /// This, or what the topic takes if that is slower.
  Pace of(Topic.Kind kind) {
    return of(Math.max(millis, kind.restMillis()));
  }

  /// A tick less than the pace: ticks come a little early or late, and one that is due at the next
  /// must not wait for the one after.
  long nanos() {
    return (millis - LiveHub.TICK_MILLIS / 2) * 1_000_000L;
  }
}
