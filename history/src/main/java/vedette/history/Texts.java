package vedette.history;

/// Bounds for what others wrote.
final class Texts {
  static final int NAME = 128;
  static final int WORD = 48;
  static final int ADDRESS = 256;
  static final int SENTENCE = 1024;

  private Texts() {}

  /// The text, or as much of it as fits with an ellipsis. Never cuts a character in two.
  static String cut(String text, int most) {
    if (text.length() <= most) {
      return text;
    }
    int end = most - 1;
    if (Character.isHighSurrogate(text.charAt(end - 1))) {
      end--;
    }
    return text.substring(0, end) + "…";
  }
}
