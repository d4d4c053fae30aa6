package vedette.poll.electrum;

import java.io.IOException;
import vedette.poll.Outcome;
import vedette.poll.Trouble;

/// A connection is of no use any more; says what that is for whoever asks.
final class BrokenException extends IOException {
  private static final long serialVersionUID = 1L;

  private final transient Outcome.Failed outcome;

  BrokenException(Outcome.Failed outcome) {
    super(outcome.said());
    this.outcome = outcome;
  }

  static BrokenException garbage(String found) {
    return new BrokenException(Line.garbage(found));
  }

  static BrokenException unreachable(String said) {
    return new BrokenException(new Outcome.Failed(Trouble.UNREACHABLE, said));
  }

  Outcome.Failed outcome() {
    return outcome;
  }
}
