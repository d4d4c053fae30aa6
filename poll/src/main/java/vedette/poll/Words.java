package vedette.poll;

/// Words of others, made safe to show.
public final class Words {
  private static final String CUT = "…";

  private Words() {}

  /// One line without control and direction marks: what is none of these stays, a run of others is
  /// one space.
  ///
  /// @param longest characters kept; the last of them says that more was there
  public static String oneLine(String text, int longest) {
    StringBuilder line = new StringBuilder(Math.min(text.length(), longest));
    int at = 0;
    while (at < text.length() && line.length() <= longest) {
      int point = text.codePointAt(at);
      at += Character.charCount(point);
      if (obeyed(point) || Character.isWhitespace(point)) {
        if (!line.isEmpty() && line.charAt(line.length() - 1) != ' ') {
          line.append(' ');
        }
      } else {
        line.appendCodePoint(point);
      }
    }
    String kept = line.toString().strip();
    if (kept.length() <= longest && at >= text.length()) {
      return kept;
    }
    int end = Math.min(kept.length(), longest - CUT.length());
    if (end > 0 && Character.isHighSurrogate(kept.charAt(end - 1))) {
      end--;
    }
    return kept.substring(0, end) + CUT;
  }

  private static boolean obeyed(int point) {
    return switch (Character.getType(point)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE,
          Character.UNASSIGNED,
          Character.PRIVATE_USE ->
          true;
      default -> false;
    };
  }
}
