package vedette.event.json;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.SerializableString;
import tools.jackson.core.io.CharacterEscapes;
import tools.jackson.core.io.SerializedString;

/// Escapes what JSON would let through but a terminal or a line reader would obey.
///
/// JSON itself demands escapes below U+0020 only. Peers choose message types and user agents, and
/// people look at the lines with `less` and `grep`: so DEL, the C1 controls (U+009B starts an
/// escape sequence on some terminals), the line separators of JavaScript and Unicode, and the marks
/// that turn the writing direction go out as `\\uXXXX` too. The value that a parser sees is the
/// same.
final class TerminalSafe extends CharacterEscapes {
  static final TerminalSafe ESCAPES = new TerminalSafe();

  private static final long serialVersionUID = 1L;

  private static final int DELETE = 0x7f;
  private static final int LAST_C1 = 0x9f;

  private final int[] ascii;

  private TerminalSafe() {
    ascii = standardAsciiEscapesForJSON();
    ascii[DELETE] = CharacterEscapes.ESCAPE_STANDARD;
  }

  @Override
  public int[] getEscapeCodesForAscii() {
    return ascii.clone();
  }

  @Override
  public @Nullable SerializableString getEscapeSequence(int character) {
    return obeyed(character) ? new SerializedString(String.format("\\u%04x", character)) : null;
  }

  private static boolean obeyed(int character) {
    return (character > DELETE && character <= LAST_C1)
        || character == 0x200e
        || character == 0x200f
        || (character >= 0x2028 && character <= 0x202e)
        || (character >= 0x2066 && character <= 0x2069)
        || character == 0xfeff;
  }
}
