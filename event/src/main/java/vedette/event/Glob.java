package vedette.event;

/// A pattern in which `*` stands for any run of characters, also for none.
///
/// @param text the pattern
record Glob(String text) {

  /// Whether the text has a `*` at all.
  static boolean isGlob(String text) {
    return text.indexOf('*') >= 0;
  }

  /// Whether the pattern fits the whole name. Linear in memory, at worst the product of the lengths
  /// in time.
  boolean matches(String name) {
    int p = 0;
    int n = 0;
    int star = -1;
    int resume = 0;
    while (n < name.length()) {
      if (p < text.length() && text.charAt(p) == '*') {
        star = p++;
        resume = n;
      } else if (p < text.length() && text.charAt(p) == name.charAt(n)) {
        p++;
        n++;
      } else if (star >= 0) {
        p = star + 1;
        n = ++resume;
      } else {
        return false;
      }
    }
    while (p < text.length() && text.charAt(p) == '*') {
      p++;
    }
    return p == text.length();
  }
}
