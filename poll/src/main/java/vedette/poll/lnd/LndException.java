package vedette.poll.lnd;

import vedette.poll.Outcome;
import vedette.poll.Trouble;

/// LND did not do what it was asked for; [#trouble] says whether a retry may help.
public final class LndException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final Trouble trouble;

  LndException(Outcome.Failed failed) {
    super(failed.said());
    this.trouble = failed.trouble();
  }

  /// The kind: STARTING, BUSY, UNREACHABLE and TIMEOUT pass, UNAUTHORIZED and FORBIDDEN need
  /// somebody.
  public Trouble trouble() {
    return trouble;
  }
}
