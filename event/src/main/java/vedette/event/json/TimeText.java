package vedette.event.json;

import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.time.ZoneOffset;

/// Times as RFC 3339 text with nine digits of the second: `2026-11-21T03:41:24.000000001Z`.
///
/// Events come many to the second, so the text of the last second is kept and only the digits
/// behind the point are written anew.
final class TimeText {
  /// Length of the text.
  static final int LENGTH = 30;

  private static final long NANOS = 1_000_000_000L;
  private static final int FIRST_DIGIT = 20;
  private static final int DIGITS = 9;

  private final byte[] text = "1970-01-01T00:00:00.000000000Z".getBytes(StandardCharsets.US_ASCII);
  private long second;

  /// The text of a time; valid until the next call.
  ///
  /// @param nanos nanoseconds since the epoch; all that fit a `long` lie in the years 1677 to 2262
  byte[] of(long nanos) {
    long newSecond = Math.floorDiv(nanos, NANOS);
    if (newSecond != second) {
      second = newSecond;
      LocalDateTime time = LocalDateTime.ofEpochSecond(newSecond, 0, ZoneOffset.UTC);
      put(time.getYear(), 0, 4);
      put(time.getMonthValue(), 5, 2);
      put(time.getDayOfMonth(), 8, 2);
      put(time.getHour(), 11, 2);
      put(time.getMinute(), 14, 2);
      put(time.getSecond(), 17, 2);
    }
    put((int) Math.floorMod(nanos, NANOS), FIRST_DIGIT, DIGITS);
    return text;
  }

  private void put(int value, int at, int digits) {
    int rest = value;
    for (int i = at + digits - 1; i >= at; i--) {
      text[i] = (byte) ('0' + rest % 10);
      rest /= 10;
    }
  }
}
