package vedette.watch.fold;

/// A peer's round trips, as Core measures them: from queueing a ping to processing its pong.
final class Pings {
  /// What a pong turned out to be.
  enum Pong {
    /// The answer to the last ping.
    ANSWER,
    /// Nobody had asked, as far as it was seen.
    UNSOLICITED,
    /// It cannot be told: the ping may have been before the watching began.
    UNCLEAR
  }

  private long nonce;
  private long askedNanos;
  private boolean waiting;
  private boolean everAsked;
  private boolean measured;
  private double lastMs = Double.NaN;
  private double minMs = Double.NaN;

  void asked(long newNonce, long nanos) {
    nonce = newNonce;
    askedNanos = nanos;
    waiting = true;
    everAsked = true;
  }

  Pong answered(long itsNonce, long nanos, boolean seenFromTheStart) {
    if (waiting && itsNonce == nonce) {
      waiting = false;
      // A clock that was set back between the two tells nothing.
      if (nanos >= askedNanos) {
        lastMs = (nanos - askedNanos) / 1e6;
        minMs = Double.isNaN(minMs) ? lastMs : Math.min(minMs, lastMs);
        measured = true;
      }
      return Pong.ANSWER;
    }
    return everAsked || seenFromTheStart ? Pong.UNSOLICITED : Pong.UNCLEAR;
  }

  /// Not a number if there was none.
  double lastMs() {
    return lastMs;
  }

  double minMs() {
    return minMs;
  }

  void fromRpc(double seconds, double minSeconds) {
    if (!Double.isNaN(seconds) && !measured) {
      lastMs = seconds * 1_000;
    }
    if (!Double.isNaN(minSeconds)) {
      minMs = Double.isNaN(minMs) ? minSeconds * 1_000 : Math.min(minMs, minSeconds * 1_000);
    }
  }
}
