package vedette.poll.electrum;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Options of an Electrum server, by names in lower case with `_`; what was put first counts, of
/// several with one name all are kept. Reading is total: what is no option is passed over.
final class ServerOptions {
  private static final int MOST = 1_000;

  private final Map<String, List<String>> values = new HashMap<>();
  private final List<String> rest = new ArrayList<>();
  private int size;

  /// A command line without the program's name: `--name value`, `--name=value`, `-n value`. What
  /// stands alone is kept as [#rest].
  ///
  /// @param letters what one letter stands for; an option that is not in them has no value
  /// @param switches names that take no value
  static ServerOptions commandLine(
      List<String> arguments, Map<String, String> letters, List<String> switches) {
    ServerOptions options = new ServerOptions();
    List<String> all = arguments.subList(0, Math.min(arguments.size(), MOST));
    for (int i = 0; i < all.size(); i++) {
      String argument = all.get(i);
      if (!argument.startsWith("-")) {
        options.rest.add(argument);
        continue;
      }
      boolean letter = !argument.startsWith("--");
      int equals = argument.indexOf('=');
      String written =
          argument.substring(
              letter ? 1 : 2, equals < 0 ? argument.length() : Math.max(equals, letter ? 1 : 2));
      String name = letter ? letters.getOrDefault(written, "") : name(written);
      if (equals >= 0) {
        options.put(name, argument.substring(equals + 1));
      } else if (!name.isEmpty() && !switches.contains(name) && i + 1 < all.size()) {
        options.put(name, all.get(++i));
      } else {
        options.put(name, "");
      }
    }
    return options;
  }

  /// Lines of `name = value`, as Fulcrum's file and electrs' TOML have them; a value in quotes is
  /// taken out of them. A file adds to what is not there yet.
  void addFile(String text) {
    ServerOptions file = new ServerOptions();
    text.lines()
        .limit(MOST)
        .forEach(whole -> {
          String line = whole.strip();
          int equals = line.indexOf('=');
          if (!line.startsWith("#") && !line.startsWith("[")) {
            file.put(
                name(equals < 0 ? line : line.substring(0, equals).strip()),
                equals < 0 ? "" : value(line.substring(equals + 1).strip()));
          }
        });
    add(file);
  }

  /// Variables of an environment, of which the prefix is taken away.
  void addEnvironment(Map<String, String> variables, String prefix) {
    ServerOptions environment = new ServerOptions();
    variables.forEach((name, value) -> {
      if (name.startsWith(prefix)) {
        environment.put(name(name.substring(prefix.length())), value);
      }
    });
    add(environment);
  }

  private void add(ServerOptions weaker) {
    weaker.values.forEach(values::putIfAbsent);
  }

  private void put(String name, String value) {
    if (!name.isEmpty() && size++ < MOST) {
      values.computeIfAbsent(name, _ -> new ArrayList<>()).add(value);
    }
  }

  private static String name(String written) {
    return written.toLowerCase(Locale.ROOT).replace('-', '_');
  }

  private static String value(String written) {
    if (written.length() > 1 && (written.charAt(0) == '"' || written.charAt(0) == '\'')) {
      int end = written.indexOf(written.charAt(0), 1);
      return end < 0 ? written.substring(1) : written.substring(1, end);
    }
    int hash = written.indexOf('#');
    return (hash < 0 ? written : written.substring(0, hash)).strip();
  }

  /// What stands on the command line without a name.
  List<String> rest() {
    return rest;
  }

  /// All values of an option that are not empty.
  List<String> texts(String name) {
    return values.getOrDefault(name, List.of()).stream().filter(it -> !it.isEmpty()).toList();
  }

  /// The value of an option; of several the last, as programs have it.
  Optional<String> text(String name) {
    List<String> all = texts(name);
    return all.isEmpty() ? Optional.empty() : Optional.of(all.getLast());
  }

  boolean has(String name) {
    return values.containsKey(name);
  }
}
