package vedette.poll.monerod;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The options of a monerod: its command line first, then its configuration file; of several with
/// one name the first counts.
final class Options {
  private static final int MOST = 10_000;

  private final Map<String, String> values = new HashMap<>();

  /// Those of a command line without the program's name; anything is read.
  static Options of(List<String> arguments) {
    Options options = new Options();
    List<String> rest = new ArrayList<>(arguments.subList(0, Math.min(arguments.size(), MOST)));
    for (int i = 0; i < rest.size(); i++) {
      String argument = rest.get(i);
      if (!argument.startsWith("--")) {
        continue;
      }
      int equals = argument.indexOf('=');
      if (equals >= 0) {
        options.put(argument.substring(2, equals), argument.substring(equals + 1));
      } else {
        // A value follows, unless what follows is an option itself: then this one is a switch.
        boolean value = i + 1 < rest.size() && !rest.get(i + 1).startsWith("--");
        options.put(argument.substring(2), value ? rest.get(i + 1) : "1");
      }
    }
    return options;
  }

  /// Adds those of a `bitmonero.conf` that are not there yet; what is no option is passed over, as
  /// a node that runs has read it otherwise.
  void add(String configuration) {
    configuration
        .lines()
        .limit(MOST)
        .forEach(whole -> {
          int hash = whole.indexOf('#');
          String line = (hash < 0 ? whole : whole.substring(0, hash)).strip();
          int equals = line.indexOf('=');
          if (equals > 0) {
            put(line.substring(0, equals).strip(), line.substring(equals + 1).strip());
          }
        });
  }

  private void put(String name, String value) {
    if (values.size() < MOST) {
      values.putIfAbsent(name, value);
    }
  }

  /// The value of an option, empty if it was not given or is empty.
  Optional<String> text(String name) {
    return Optional.ofNullable(values.get(name)).filter(value -> !value.isEmpty());
  }

  /// Whether a switch is on.
  boolean on(String name) {
    return text(name)
        .filter(value -> !value.equals("0") && !value.equals("false") && !value.equals("no"))
        .isPresent();
  }
}
