package vedette.app.config;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.util.Collection;
import vedette.app.cli.Nearest;

/// A text is not what a setting may be; the message goes on after the setting's name, such as `must
/// be 1..65535, was 70000`.
final class Unfit extends Exception {
  private static final long serialVersionUID = 1L;

  private final boolean secret;

  Unfit(String message) {
    this(message, false);
  }

  /// @param secret whether the text itself must not be shown
  Unfit(String message, boolean secret) {
    super(message);
    this.secret = secret;
  }

  boolean secret() {
    return secret;
  }

  /// The message, which is always there.
  String text() {
    return String.valueOf(getMessage());
  }

  static Unfit must(String be, String was) {
    return new Unfit("must be " + be + ", was " + (was.isEmpty() ? "empty" : shown(was)));
  }

  /// What a mistyped word was meant to be, to append to a message; empty if nothing is near.
  static String nearest(String word, Collection<String> candidates) {
    return Nearest.to(word, candidates).map(it -> "; nearest: " + it).orElse("");
  }

  /// At most 80 characters, no control characters: it goes to a terminal.
  static String shown(String text) {
    return printable(text.length() > 80 ? text.substring(0, 77) + "..." : text);
  }

  /// Why a file could not be read, in words.
  static String why(IOException failed) {
    return failed instanceof NoSuchFileException
        ? "no such file"
        : failed instanceof AccessDeniedException ? "no permission" : shown(failed.toString());
  }

  /// Without what could steer a terminal; a tab becomes one space, so that columns stay.
  static String printable(String text) {
    StringBuilder safe = new StringBuilder(text.length());
    text.codePoints()
        .map(c -> c == '\t' ? ' ' : harmless(c) ? c : '?')
        .forEach(safe::appendCodePoint);
    return safe.toString();
  }

  private static boolean harmless(int c) {
    return !Character.isISOControl(c)
        && switch (Character.getType(c)) {
          case Character.FORMAT,
              Character.SURROGATE,
              Character.LINE_SEPARATOR,
              Character.PARAGRAPH_SEPARATOR ->
              false;
          default -> true;
        };
  }
}
