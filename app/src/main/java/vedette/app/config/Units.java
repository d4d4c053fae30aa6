package vedette.app.config;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Sizes and time spans as people write them.
final class Units {
  /// A number, perhaps a space, a unit. The schema uses the same.
  static final String SIZE = "[0-9]{1,15}(\\.[0-9]{1,6})? ?(B|kB|MB|GB|TB|KiB|MiB|GiB|TiB)";

  static final String SPAN = "[0-9]{1,12}(\\.[0-9]{1,6})? ?(ms|s|min|h|d)";

  private static final Pattern PARTS = Pattern.compile("([0-9.]+) ?([A-Za-z]+)");

  private static final Map<String, Long> BYTES =
      Map.of(
          "B", 1L,
          "kB", 1_000L,
          "MB", 1_000_000L,
          "GB", 1_000_000_000L,
          "TB", 1_000_000_000_000L,
          "KiB", 1L << 10,
          "MiB", 1L << 20,
          "GiB", 1L << 30,
          "TiB", 1L << 40);

  private static final Map<String, Long> MILLIS =
      Map.of("ms", 1L, "s", 1_000L, "min", 60_000L, "h", 3_600_000L, "d", 86_400_000L);

  private Units() {}

  /// Bytes; empty if it is no size, or none that a long holds.
  static Optional<Long> size(String text) {
    return text.matches(SIZE) ? product(text, BYTES) : Optional.empty();
  }

  /// A span of whole milliseconds; empty if it is none.
  static Optional<Duration> span(String text) {
    return text.matches(SPAN) ? product(text, MILLIS).map(Duration::ofMillis) : Optional.empty();
  }

  private static Optional<Long> product(String text, Map<String, Long> units) {
    Matcher parts = PARTS.matcher(text);
    if (!parts.matches()) {
      return Optional.empty();
    }
    long unit = units.getOrDefault(parts.group(2), 0L);
    BigDecimal whole = new BigDecimal(parts.group(1)).multiply(BigDecimal.valueOf(unit));
    return whole.compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) <= 0
        ? Optional.of(whole.longValue())
        : Optional.empty();
  }

  /// Bytes with the largest unit that leaves a whole number.
  static String size(long bytes) {
    String[] units = {"TiB", "GiB", "MiB", "KiB", "TB", "GB", "MB", "kB"};
    for (String unit : units) {
      long each = BYTES.getOrDefault(unit, 1L);
      if (bytes >= each && bytes % each == 0) {
        return bytes / each + " " + unit;
      }
    }
    return bytes + " B";
  }

  /// A span with the largest unit that leaves a whole number.
  static String span(Duration span) {
    long millis = span.toMillis();
    for (String unit : new String[] {"d", "h", "min", "s"}) {
      long each = MILLIS.getOrDefault(unit, 1L);
      if (millis >= each && millis % each == 0) {
        return millis / each + " " + unit;
      }
    }
    return millis + " ms";
  }
}
