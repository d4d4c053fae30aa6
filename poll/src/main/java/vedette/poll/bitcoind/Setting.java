package vedette.poll.bitcoind;

import java.util.ArrayList;
import java.util.List;

/// One option as it was written. Source: Core's `src/common/args.cpp` and `config.cpp`.
///
/// @param section of bitcoin.conf, empty for the part before any
/// @param negated written as `no…`
record Setting(String section, String name, String value, boolean negated) {
  private static final int MOST = 10_000;

  /// Core's reading of a truth: nothing is true, and so is a text that starts with another number
  /// than 0.
  boolean truth() {
    if (negated) {
      return false;
    }
    if (value.isEmpty()) {
      return true;
    }
    String digits = value.strip().replaceFirst("(?s)^[+-]?(\\d{0,9}).*$", "$1");
    return !digits.isEmpty() && Integer.parseInt(digits) != 0;
  }

  /// The options of a command line without the program's name; anything is read.
  static List<Setting> commandLine(List<String> arguments) {
    List<Setting> settings = new ArrayList<>();
    for (String argument : arguments) {
      if (!argument.startsWith("-")) {
        break;
      }
      String option = argument.substring(argument.startsWith("--") ? 2 : 1);
      int equals = option.indexOf('=');
      settings.add(
          equals < 0
              ? of("", option, "")
              : of("", option.substring(0, equals), option.substring(equals + 1)));
    }
    return settings;
  }

  /// The lines of a bitcoin.conf; what is no setting is passed over, as a node that runs has read
  /// it otherwise.
  static List<Setting> configuration(String text) {
    List<Setting> settings = new ArrayList<>();
    String section = "";
    for (String whole : text.split("\n", -1)) {
      int hash = whole.indexOf('#');
      String line = (hash < 0 ? whole : whole.substring(0, hash)).strip();
      int equals = line.indexOf('=');
      if (line.startsWith("[") && line.endsWith("]")) {
        section = line.substring(1, line.length() - 1);
      } else if (equals > 0 && settings.size() < MOST) {
        String name = line.substring(0, equals).strip();
        String value = line.substring(equals + 1).strip();
        int dot = section.isEmpty() ? name.indexOf('.') : -1;
        settings.add(
            dot < 0
                ? of(section, name, value)
                : of(name.substring(0, dot), name.substring(dot + 1), value));
      }
    }
    return settings;
  }

  /// `nofoo=0` is foo.
  private static Setting of(String section, String name, String value) {
    if (!name.startsWith("no")) {
      return new Setting(section, name, value, false);
    }
    boolean twice = !new Setting(section, name, value, false).truth();
    return new Setting(section, name.substring(2), twice ? "1" : "", !twice);
  }
}
