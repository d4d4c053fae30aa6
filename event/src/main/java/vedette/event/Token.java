package vedette.event;

import java.util.Collection;

/// One value of a selection term as it was typed.
///
/// @param key its key
/// @param text the value, without quotes and negation
/// @param quoted whether it stood in quotes: exactly this text, no word to be checked
/// @param raw the value as it stands in the text
/// @param column where it stands, from 1
record Token(Selection.Key key, String text, boolean quoted, String raw, int column) {

  private static final int SHOWN = 80;

  /// The value must be one of a closed list of words; quoted, it may be another.
  String word(Collection<String> words, String kind) {
    if (quoted || words.contains(text)) {
      return text;
    }
    throw refuse("no such " + kind, String.join(", ", words), Nearest.to(text, words));
  }

  /// Quotes make no sense for this key.
  void mustBeBare(String expected) {
    if (quoted) {
      throw refuse("quotes are only for message, connection and network", expected, "");
    }
  }

  SelectionException refuse(String problem, String expected) {
    return refuse(problem, expected, "");
  }

  /// @param nearest empty if nothing is near; else the message names it instead of `expected`
  SelectionException refuse(String problem, String expected, String nearest) {
    return refuse(problem, expected, nearest, "");
  }

  /// @param hint one more sentence, may be empty
  SelectionException refuse(String problem, String expected, String nearest, String hint) {
    return new SelectionException(
        sentence(key.word() + "=" + raw, problem, expected, nearest) + hint,
        column,
        raw,
        expected,
        nearest);
  }

  /// `where: problem. Nearest: x.` or `where: problem. Expected: x.`
  static String sentence(String where, String problem, String expected, String nearest) {
    return shown(where)
        + ": "
        + problem
        + (nearest.isEmpty() ? ". Expected: " + expected : ". Nearest: " + nearest)
        + ".";
  }

  /// Text that a terminal can be shown: bounded, control characters and lone surrogates escaped.
  static String shown(String text) {
    var out = new StringBuilder();
    int i = 0;
    for (; i < text.length() && out.length() < SHOWN; i++) {
      char c = text.charAt(i);
      if (c < 0x20 || (c >= 0x7f && c < 0xa0) || Character.isSurrogate(c) || isInvisible(c)) {
        out.append(String.format("\\u%04x", (int) c));
      } else {
        out.append(c);
      }
    }
    return i < text.length() ? out.append('…').toString() : out.toString();
  }

  /// Turns the direction of the text, breaks the line or has no width: could make a message read as
  /// something else.
  private static boolean isInvisible(char c) {
    int type = Character.getType(c);
    return type == Character.FORMAT
        || type == Character.LINE_SEPARATOR
        || type == Character.PARAGRAPH_SEPARATOR;
  }
}
