package vedette.poll.lnd;

import vedette.poll.Outcome;
import vedette.poll.Trouble;

/// There is no asking, or no answer; carries how that is told.
final class Refusal extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final Trouble trouble;

  /// @param said a sentence: what was found and what to do
  Refusal(Trouble trouble, String said) {
    super(said, null, false, false);
    this.trouble = trouble;
  }

  Refusal(Outcome.Failed failed) {
    this(failed.trouble(), failed.said());
  }

  Outcome.Failed outcome() {
    return new Outcome.Failed(trouble, String.valueOf(getMessage()));
  }
}
