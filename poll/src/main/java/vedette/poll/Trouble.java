package vedette.poll;

/// Why a call has no answer. The first three are states of a service that lives.
public enum Trouble {
  /// It is starting and says how far it is (bitcoind's error −28).
  STARTING("starting"),
  /// It refuses for now because too much is asked of it (work queue full).
  BUSY("busy"),
  /// It knows us but may not answer this call (whitelist).
  FORBIDDEN("not allowed"),
  /// It does not know this call: another version, or not compiled in.
  UNSUPPORTED("not supported"),
  /// It does not accept who we are.
  UNAUTHORIZED("wrong credentials"),
  /// Its certificate is not the one that is expected: it may be another who answers.
  UNTRUSTED("not trusted"),
  /// Nobody listens.
  UNREACHABLE("unreachable"),
  /// No answer in time.
  TIMEOUT("no answer in time"),
  /// What came is not what the protocol says.
  GARBAGE("not understood"),
  /// Vedette lacks what it would need to ask: an address, or a secret that can be read.
  UNASKABLE("cannot be asked"),
  /// It answered with an error of its own.
  ERROR("error");

  private final String word;

  Trouble(String word) {
    this.word = word;
  }

  /// The word for people and labels.
  public String word() {
    return word;
  }
}
