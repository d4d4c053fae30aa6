package vedette.event;

/// Values in double quotes; `\` takes the next character as it is.
final class Quotes {
  private Quotes() {}

  static String quote(String text) {
    return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }

  /// Where the quoted value that begins at `from` ends, behind its closing quote; -1 if it does not
  /// end.
  static int end(String text, int from) {
    for (int i = from + 1; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"') {
        return i + 1;
      }
      if (c == '\\') {
        i++;
      }
    }
    return -1;
  }

  /// The value of a text in quotes.
  static String unquote(String quoted) {
    var out = new StringBuilder();
    for (int i = 1; i < quoted.length() - 1; i++) {
      char c = quoted.charAt(i);
      out.append(c == '\\' ? quoted.charAt(++i) : c);
    }
    return out.toString();
  }
}
