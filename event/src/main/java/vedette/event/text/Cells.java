package vedette.event.text;

/// What a terminal shows: how wide a character is, and which must not reach it.
final class Cells {
  /// Stands for a character that is not shown.
  private static final char HIDDEN = '\ufffd';

  private static final int ASCII_END = 0x7f;

  private Cells() {}

  /// The text with everything replaced that would not simply stand there as a character: control
  /// and escape characters, line ends, marks that combine or turn the writing direction, halves of
  /// surrogate pairs, private and unassigned code points.
  static String harmless(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < ' ' || c >= ASCII_END) {
        return replaced(text);
      }
    }
    return text;
  }

  private static String replaced(String text) {
    StringBuilder result = new StringBuilder(text.length());
    text.codePoints().forEach(point -> result.appendCodePoint(stands(point) ? point : HIDDEN));
    return result.toString();
  }

  private static boolean stands(int point) {
    return switch (Character.getType(point)) {
      case Character.UPPERCASE_LETTER,
          Character.LOWERCASE_LETTER,
          Character.TITLECASE_LETTER,
          Character.MODIFIER_LETTER,
          Character.OTHER_LETTER,
          Character.DECIMAL_DIGIT_NUMBER,
          Character.LETTER_NUMBER,
          Character.OTHER_NUMBER,
          Character.DASH_PUNCTUATION,
          Character.START_PUNCTUATION,
          Character.END_PUNCTUATION,
          Character.CONNECTOR_PUNCTUATION,
          Character.OTHER_PUNCTUATION,
          Character.INITIAL_QUOTE_PUNCTUATION,
          Character.FINAL_QUOTE_PUNCTUATION,
          Character.MATH_SYMBOL,
          Character.CURRENCY_SYMBOL,
          Character.MODIFIER_SYMBOL,
          Character.OTHER_SYMBOL ->
          true;
      // Other spaces than this one have surprising widths.
      default -> point == ' ';
    };
  }

  /// Columns that a harmless text takes.
  static int width(CharSequence text) {
    int width = 0;
    for (int i = 0; i < text.length(); ) {
      int point = Character.codePointAt(text, i);
      width += width(point);
      i += Character.charCount(point);
    }
    return width;
  }

  /// Two columns for the scripts and pictures that terminals draw wide (Unicode TR11, in blocks).
  private static int width(int point) {
    boolean wide =
        (point >= 0x1100 && point <= 0x115f)
            || (point >= 0x2e80 && point <= 0xa4cf)
            || (point >= 0xa960 && point <= 0xa97f)
            || (point >= 0xac00 && point <= 0xd7a3)
            || (point >= 0xf900 && point <= 0xfaff)
            || (point >= 0xfe30 && point <= 0xfe6f)
            || (point >= 0xff00 && point <= 0xff60)
            || (point >= 0xffe0 && point <= 0xffe6)
            || (point >= 0x16fe0 && point <= 0x18fff)
            || (point >= 0x1b000 && point <= 0x1b2ff)
            || (point >= 0x1f000 && point <= 0x1faff)
            || (point >= 0x20000 && point <= 0x3fffd);
    return wide ? 2 : 1;
  }

  /// The harmless text, cut to so many columns with an ellipsis at the end if it is longer.
  static String cut(String text, int columns) {
    if (columns <= 0) {
      return "";
    }
    // A code unit never takes more than two columns.
    if (2L * text.length() <= columns || width(text) <= columns) {
      return text;
    }
    int width = 0;
    int end = 0;
    while (end < text.length()) {
      int point = text.codePointAt(end);
      if (width + width(point) > columns - 1) {
        break;
      }
      width += width(point);
      end += Character.charCount(point);
    }
    return text.substring(0, end) + "…";
  }
}
