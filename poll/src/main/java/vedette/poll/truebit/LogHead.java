package vedette.poll.truebit;

import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The head of an entry, taken apart.
///
/// ```
/// 2025-12-17 09:23:08 info: @truebit/worker-runner-node-0x1111…:1.0.0-beta.12 Semaphore …
/// ├─────── stamp ───┤ level ├────── source ───────────┤├wallet┤├── version ──┤ message
/// ```
record LogHead(
    LocalDateTime stamp,
    String level,
    String source,
    String wallet,
    String version,
    String message) {
  private static final Pattern STAMP =
      Pattern.compile(
          "^(\\d{4})-(\\d\\d)-(\\d\\d) (\\d\\d):(\\d\\d):(\\d\\d)(?:[.,]\\d{1,9})?(?= |$)");

  /// Any level, any version. The source ends before the wallet, if there is one.
  private static final Pattern REST =
      Pattern.compile(
          "^ ?\\[?([A-Za-z]{1,16})\\]?: (@?[A-Za-z0-9][A-Za-z0-9._/-]{0,127}?)"
              + "(?:-(0x[0-9A-Fa-f]{0,64})(?:…|\\.\\.\\.)?)?"
              + ":(v?[0-9][0-9A-Za-z.+-]{0,63})(?: (.*))?$",
          Pattern.DOTALL);

  /// Reads a line that has been cleaned; empty if it does not begin with a stamp.
  static Optional<LogHead> of(String line) {
    if (line.length() < 19 || line.charAt(4) != '-' || line.charAt(10) != ' ') {
      return Optional.empty();
    }
    Matcher stamp = STAMP.matcher(line);
    if (!stamp.lookingAt()) {
      return Optional.empty();
    }
    LocalDateTime time;
    try {
      time =
          LocalDateTime.of(
              number(stamp, 1),
              number(stamp, 2),
              number(stamp, 3),
              number(stamp, 4),
              number(stamp, 5),
              number(stamp, 6));
    } catch (DateTimeException noTime) {
      return Optional.empty();
    }
    String rest = line.substring(stamp.end());
    Matcher head = REST.matcher(rest);
    if (!head.matches()) {
      return Optional.of(new LogHead(time, "", "", "", "", rest.strip()));
    }
    return Optional.of(
        new LogHead(
            time,
            head.group(1).toLowerCase(Locale.ROOT),
            head.group(2),
            head.group(3) == null ? "" : head.group(3),
            head.group(4),
            head.group(5) == null ? "" : head.group(5)));
  }

  private static int number(Matcher stamp, int group) {
    return Integer.parseInt(stamp.group(group));
  }
}
