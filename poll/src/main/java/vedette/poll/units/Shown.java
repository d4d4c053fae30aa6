package vedette.poll.units;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import vedette.poll.Words;

/// Reads what `systemctl show` prints: lines `Name=value`, an empty line between units.
final class Shown {
  /// Numbers only where there is a choice: times in words are in the language and zone of the
  /// machine.
  static final List<String> PROPERTIES =
      List.of(
          "Id",
          "LoadState",
          "ActiveState",
          "SubState",
          "Result",
          "NRestarts",
          "MemoryCurrent",
          "StateChangeTimestampMonotonic");

  private static final int LONGEST_WORD = 64;

  private Shown() {}

  /// @param asked names, in the order that the manager answers in
  /// @param uptime of the machine, which times are compared with
  static List<UnitsAnswer.Unit> parse(String text, List<String> asked, Optional<Duration> uptime) {
    List<UnitsAnswer.Unit> units = new ArrayList<>();
    int index = 0;
    for (String block : text.split("\n\n", -1)) {
      Map<String, String> values = new HashMap<>();
      for (String line : block.split("\n", -1)) {
        int equals = line.indexOf('=');
        if (equals > 0) {
          values.put(line.substring(0, equals), line.substring(equals + 1));
        }
      }
      if (values.isEmpty()) {
        continue;
      }
      // An alias is answered with the name of what it stands for: keep what was asked for.
      String name = index < asked.size() ? asked.get(index) : word(values, "Id");
      index++;
      if (!word(values, "LoadState").equals("not-found") && values.containsKey("ActiveState")) {
        units.add(unit(name, values, uptime));
      }
    }
    return units;
  }

  private static UnitsAnswer.Unit unit(
      String name, Map<String, String> values, Optional<Duration> uptime) {
    return new UnitsAnswer.Unit(
        name,
        word(values, "LoadState"),
        word(values, "ActiveState"),
        word(values, "SubState"),
        word(values, "Result"),
        count(values, "NRestarts"),
        count(values, "MemoryCurrent"),
        since(count(values, "StateChangeTimestampMonotonic"), uptime));
  }

  /// 0 is systemd's word for never.
  private static Optional<Duration> since(OptionalLong micros, Optional<Duration> uptime) {
    return micros.isEmpty() || micros.getAsLong() == 0
        ? Optional.empty()
        : uptime
            .map(it -> it.minus(Duration.ofNanos(micros.getAsLong() * 1000)))
            .filter(it -> !it.isNegative());
  }

  private static String word(Map<String, String> values, String name) {
    return Words.oneLine(values.getOrDefault(name, ""), LONGEST_WORD);
  }

  /// `[not set]`, and 2^64-1 in older versions, is systemd's word for unknown.
  private static OptionalLong count(Map<String, String> values, String name) {
    String digits = values.getOrDefault(name, "");
    return digits.matches("[0-9]{1,15}")
        ? OptionalLong.of(Long.parseLong(digits))
        : OptionalLong.empty();
  }
}
