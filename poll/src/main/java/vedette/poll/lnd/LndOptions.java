package vedette.poll.lnd;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// The options of an LND: its command line before its lnd.conf; where one may be given only once,
/// the last counts. Source: LND's `config.go` and its parser go-flags.
///
/// @param commandLine as given
/// @param configuration of lnd.conf; sections mean nothing there
record LndOptions(List<Option> commandLine, List<Option> configuration) {
  private static final int MOST = 10_000;

  /// Options that stand alone on the command line; any other takes what follows.
  private static final Set<String> ALONE =
      Set.of(
          "norest",
          "no-rest-tls",
          "no-macaroons",
          "bitcoin.mainnet",
          "bitcoin.testnet",
          "bitcoin.testnet4",
          "bitcoin.signet",
          "bitcoin.simnet",
          "bitcoin.regtest");

  /// One as it was written.
  ///
  /// @param value empty for one that stands alone
  record Option(String name, String value) {
    /// go-flags takes a switch without value for true.
    boolean truth() {
      return value.isEmpty() || value.equals("1") || value.equalsIgnoreCase("true");
    }
  }

  LndOptions {
    commandLine = List.copyOf(commandLine);
    configuration = List.copyOf(configuration);
  }

  LndOptions with(List<Option> fileOptions) {
    return new LndOptions(commandLine, fileOptions);
  }

  Optional<String> text(String name) {
    List<String> all = texts(name);
    return all.isEmpty() ? Optional.empty() : Optional.of(all.getLast());
  }

  /// All that count of an option that may be given several times: the command line takes the place
  /// of the file.
  List<String> texts(String name) {
    List<String> given = values(commandLine, name);
    return given.isEmpty() ? values(configuration, name) : given;
  }

  boolean truth(String name) {
    return commandLine.stream().anyMatch(it -> it.name().equals(name) && it.truth())
        || configuration.stream().anyMatch(it -> it.name().equals(name) && it.truth());
  }

  private static List<String> values(List<Option> options, String name) {
    return options.stream()
        .filter(it -> it.name().equals(name) && !it.value().isEmpty())
        .map(Option::value)
        .toList();
  }

  /// The options of a command line without the program's name; anything is read.
  static List<Option> commandLine(List<String> arguments) {
    List<Option> options = new ArrayList<>();
    for (int i = 0; i < arguments.size() && options.size() < MOST; i++) {
      String argument = arguments.get(i);
      boolean isLong = argument.startsWith("--");
      if (!isLong && !argument.startsWith("-C") && !argument.startsWith("-b")) {
        continue;
      }
      String option = isLong ? argument.substring(2) : full(argument);
      int equals = option.indexOf('=');
      if (equals >= 0) {
        options.add(new Option(name(option.substring(0, equals)), option.substring(equals + 1)));
      } else if (!ALONE.contains(option)
          && i + 1 < arguments.size()
          && !arguments.get(i + 1).startsWith("-")) {
        options.add(new Option(name(option), arguments.get(++i)));
      } else {
        options.add(new Option(name(option), ""));
      }
    }
    return options;
  }

  /// The short forms `-C file`, `-Cfile` and `-C=file`, and the same of `-b`.
  private static String full(String argument) {
    String name = argument.startsWith("-C") ? "configfile" : "datadir";
    String rest = argument.substring(2);
    return rest.isEmpty() ? name : name + "=" + (rest.startsWith("=") ? rest.substring(1) : rest);
  }

  /// The lines of an lnd.conf; what is no option is passed over, as an LND that runs has read it
  /// otherwise.
  static List<Option> configuration(String text) {
    List<Option> options = new ArrayList<>();
    for (String whole : text.split("\n", -1)) {
      String line = whole.strip();
      if (line.startsWith(";") || line.startsWith("#") || line.startsWith("[")) {
        continue;
      }
      int equals = line.indexOf('=');
      if (equals > 0 && options.size() < MOST) {
        String value = line.substring(equals + 1).strip();
        boolean quoted = value.length() > 1 && value.startsWith("\"") && value.endsWith("\"");
        options.add(
            new Option(
                name(line.substring(0, equals).strip()),
                quoted ? value.substring(1, value.length() - 1) : value));
      }
    }
    return options;
  }

  private static String name(String written) {
    return written.toLowerCase(Locale.ROOT);
  }
}
