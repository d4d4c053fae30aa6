package vedette.wire;

/// Ends the reading of a payload that is not what its type promises; never leaves the package.
///
/// It carries no stack trace: a peer decides how often it is thrown.
@SuppressWarnings("serial") // never serialised
final class Malformed extends RuntimeException {
  private final StringBuilder path = new StringBuilder(64);
  private final String problem;

  /// @param field which field could not be read
  /// @param at where it begins, counted from the payload's first byte
  /// @param problem what was wanted and what was found
  Malformed(String field, int at, String problem) {
    super(null, null, false, false);
    this.problem = " at byte " + at + ": " + problem;
    path.append(field);
  }

  /// Says which element of a list the field belongs to; called from the inside out.
  Malformed inside(String list, int index) {
    path.insert(0, list + "[" + index + "].");
    return this;
  }

  /// For people: "inputs[3].scriptSig at byte 211: 107 bytes wanted, 12 left".
  String reason() {
    return path + problem;
  }
}
