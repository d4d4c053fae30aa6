package vedette.watch.fold;

/// Numbers, times and foreign texts as people read them (docs: plain, specific, bounded).
public final class Words {
  private static final char THIN = '\u2009';

  private Words() {}

  /// Thousands apart by thin spaces: `976 412`.
  public static String count(long number) {
    String digits = Long.toString(Math.abs(number));
    var out = new StringBuilder(number < 0 ? "-" : "");
    for (int i = 0; i < digits.length(); i++) {
      if (i > 0 && (digits.length() - i) % 3 == 0) {
        out.append(THIN);
      }
      out.append(digits.charAt(i));
    }
    return out.toString();
  }

  public static String counted(long number, String one, String many) {
    return count(number) + " " + (number == 1 ? one : many);
  }

  /// `4 s`, `4 min`, `2 h 14 min`, `12 d 4 h`.
  public static String age(long ms) {
    long seconds = Math.max(0, ms / 1_000);
    if (seconds < 60) {
      return seconds + " s";
    }
    long minutes = seconds / 60;
    if (minutes < 60) {
      return minutes + " min";
    }
    long hours = minutes / 60;
    if (hours < 24) {
      return hours + " h" + (minutes % 60 == 0 ? "" : " " + minutes % 60 + " min");
    }
    return hours / 24 + " d" + (hours % 24 == 0 ? "" : " " + hours % 24 + " h");
  }

  /// `182 ms`, `1.9 s`.
  public static String took(long micros) {
    if (micros < 1_000) {
      return micros + " µs";
    }
    if (micros < 1_000_000) {
      return micros / 1_000 + " ms";
    }
    long tenths = Math.round(micros / 100_000.0);
    return tenths / 10 + "." + tenths % 10 + " s";
  }

  /// In Core's own unit: `412 MiB`.
  public static String mebibytes(long bytes) {
    return bytes < 1 << 20 ? count(bytes >> 10) + " KiB" : count(bytes >> 20) + " MiB";
  }

  /// A text that somebody else chose: cut, and without what could act on a terminal or turn the
  /// writing around.
  public static String tame(String text, int most) {
    boolean tame = text.length() <= most;
    for (int i = 0; tame && i < text.length(); i++) {
      tame = harmless(text.charAt(i));
    }
    if (tame) {
      return text;
    }
    var out = new StringBuilder(most);
    for (int i = 0; i < Math.min(text.length(), most); i++) {
      out.append(harmless(text.charAt(i)) ? text.charAt(i) : '\ufffd');
    }
    return out.toString();
  }

  private static boolean harmless(char c) {
    int type = Character.getType(c);
    return type != Character.CONTROL
        && type != Character.FORMAT
        && type != Character.LINE_SEPARATOR
        && type != Character.PARAGRAPH_SEPARATOR
        && type != Character.SURROGATE
        && type != Character.UNASSIGNED;
  }
}
