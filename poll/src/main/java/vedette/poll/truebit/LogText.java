package vedette.poll.truebit;

import java.util.regex.Pattern;

/// Makes a line of somebody's log harmless, and takes off what others put in front of it.
final class LogText {
  /// ECMA-48: control sequences, strings up to their end, and two-character escapes.
  private static final Pattern ANSI =
      Pattern.compile(
          "\\x1b(?:\\[[0-?]{0,64}[ -/]{0,16}[@-~]|[\\]PX^_][^\\x07\\x1b]{0,4096}(?:\\x07|\\x1b\\\\)?"
              + "|[ -/]{0,4}[0-~])");

  /// What the engine writes with `timestamps=1`.
  private static final Pattern ENGINE_STAMP =
      Pattern.compile(
          "^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(?:\\.\\d{1,9})?(?:Z|[+-]\\d\\d:\\d\\d) ");

  /// What compose writes: `runner-node | `.
  private static final Pattern COMPOSE = Pattern.compile("^[A-Za-z0-9][A-Za-z0-9._-]{0,63} *\\| ");

  private LogText() {}

  /// Without colours; other characters that a terminal would obey are made visible.
  static String clean(String line) {
    String plain = line.indexOf('\u001b') < 0 ? line : ANSI.matcher(line).replaceAll("");
    for (int i = 0; i < plain.length(); i++) {
      if (obeyed(plain.charAt(i))) {
        return visible(plain);
      }
    }
    return plain;
  }

  static String withoutEngineStamp(String line) {
    return line.length() > 20 && line.charAt(10) == 'T'
        ? ENGINE_STAMP.matcher(line).replaceFirst("")
        : line;
  }

  static String withoutCompose(String line) {
    int bar = line.indexOf("| ");
    return bar > 0 && bar < 128 ? COMPOSE.matcher(line).replaceFirst("") : line;
  }

  private static String visible(String text) {
    StringBuilder all = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (!obeyed(c)) {
        all.append(c);
      } else if (c < 0x20) {
        // Unicode has a picture for each of them.
        all.append((char) (0x2400 + c));
      } else {
        all.append(c == 0x7f ? '\u2421' : '\ufffd');
      }
    }
    return all.toString();
  }

  /// Controls but the tab, marks of the writing direction, line separators, lone surrogates aside.
  private static boolean obeyed(char c) {
    return (c < 0x20 && c != '\t')
        || (c >= 0x7f && c <= 0x9f)
        || c == 0x061c
        || c == 0x200e
        || c == 0x200f
        || (c >= 0x2028 && c <= 0x202e)
        || (c >= 0x2066 && c <= 0x2069)
        || c == 0xfeff;
  }
}
