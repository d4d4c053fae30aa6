package vedette.poll.json;

/// What came is not what was expected; the message says what was.
public final class Malformed extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /// A complaint.
  ///
  /// @param where the member
  /// @param expected what it should be
  /// @param found what it is, in short
  public Malformed(String where, String expected, String found) {
    super("%s: expected %s. Found: %s".formatted(where, expected, found));
  }
}
