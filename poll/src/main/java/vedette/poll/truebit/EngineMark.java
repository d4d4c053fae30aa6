package vedette.poll.truebit;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A place in a container's log as the engine gives it: how many pieces of a second and those after
/// it were read, and what the last of them was.
///
/// The engine can be asked from a second on, and gives the same pieces in the same order again. The
/// check tells whether it does: a log that was rotated in between begins later.
///
/// @param second since 1970
/// @param check of the last piece that was read
/// @param ended whether what it had begun of a line was taken for a whole one
record EngineMark(long second, long pieces, int check, boolean ended) {
  static final EngineMark BEGINNING = new EngineMark(0, 0, 0, false);
  private static final Pattern FORM =
      Pattern.compile("([0-9]{1,12}) ([0-9]{1,18}) ([0-9a-f]{1,8})( ended)?");

  /// Reads what [#text] wrote; anything else is the beginning.
  static EngineMark of(String text) {
    Matcher form = FORM.matcher(text);
    return form.matches()
        ? new EngineMark(
            Long.parseLong(form.group(1)),
            Long.parseLong(form.group(2)),
            Integer.parseUnsignedInt(form.group(3), 16),
            form.group(4) != null)
        : BEGINNING;
  }

  String text() {
    return second + " " + pieces + " " + Integer.toHexString(check) + (ended ? " ended" : "");
  }

  /// Whether a piece of this second is one of those that are counted; 0: it has no stamp.
  boolean counts(long pieceSecond) {
    return pieceSecond == 0 || pieceSecond >= second;
  }

  EngineMark withEnded(boolean now) {
    return new EngineMark(second, pieces, check, now);
  }
}
