package vedette.poll.tor;

import vedette.poll.Outcome;
import vedette.poll.Trouble;

/// A conversation that came to nothing.
final class ControlException extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient Outcome.Failed outcome;

  ControlException(Trouble trouble, String said) {
    super(said);
    this.outcome = new Outcome.Failed(trouble, said);
  }

  Outcome.Failed outcome() {
    return outcome;
  }
}
