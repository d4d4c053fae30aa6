package vedette.poll.openbao;

/// OpenBao did not give what was asked; whether trying again may help is in [#why].
public final class OpenBaoException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /// Why.
  public enum Why {
    /// It is there and sealed: somebody has to unseal it.
    SEALED("sealed"),
    /// It was never set up.
    UNINITIALISED("not initialised"),
    /// It waits behind an active one and does not pass on what it is asked.
    STANDBY("standby"),
    /// Nobody answers.
    UNREACHABLE("unreachable"),
    /// It does not accept who we are, or we may not.
    DENIED("denied"),
    /// There is no such secret, field or key.
    MISSING("missing"),
    /// What came is not what the protocol says.
    GARBAGE("not understood");

    private final String word;

    Why(String word) {
      this.word = word;
    }

    /// The word for people.
    public String word() {
      return word;
    }
  }

  private final Why why;

  OpenBaoException(Why why, String message) {
    super(message);
    this.why = why;
  }

  OpenBaoException(Why why, String message, Throwable cause) {
    super(message, cause);
    this.why = why;
  }

  /// Why, for deciding.
  public Why why() {
    return why;
  }

  /// The message, which is always there.
  public String said() {
    return String.valueOf(getMessage());
  }
}
