package vedette.poll.bitcoind;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The options of a node and which of them count: the command line before `settings.json` before
/// the chain's section before the part without a section; on the command line the last, in a file
/// the first. Source: Core's `src/common/settings.cpp`.
///
/// @param stored what `settings.json` says
record Settings(List<Setting> commandLine, List<Setting> stored, List<Setting> configuration) {
  /// Options that for other chains than the main one count only in their section.
  private static final Set<String> NETWORK_ONLY = Set.of("rpcport", "rpcbind");

  Settings {
    commandLine = List.copyOf(commandLine);
    stored = List.copyOf(stored);
    configuration = List.copyOf(configuration);
  }

  Settings withConfiguration(List<Setting> more) {
    List<Setting> all = new ArrayList<>(configuration);
    all.addAll(more);
    return new Settings(commandLine, stored, all);
  }

  Settings withStored(List<Setting> settings) {
    return new Settings(commandLine, settings, configuration);
  }

  /// The one that counts.
  Optional<Setting> one(String name, String chain) {
    return commandLine.stream()
        .filter(setting -> setting.name().equals(name))
        .reduce((earlier, later) -> later)
        .or(() -> stored.stream().filter(setting -> setting.name().equals(name)).findFirst())
        .or(() -> configured(name, chain).stream().findFirst());
  }

  /// The text of the one that counts, empty if there is none or it is empty or negated.
  Optional<String> text(String name, String chain) {
    return one(name, chain)
        .filter(setting -> !setting.negated())
        .map(Setting::value)
        .filter(value -> !value.isEmpty());
  }

  /// All that count, for options that may be given several times.
  List<String> texts(String name, String chain) {
    List<String> texts = new ArrayList<>();
    boolean negated = false;
    for (Setting setting : commandLine) {
      if (setting.name().equals(name)) {
        if (setting.negated()) {
          texts.clear();
          negated = true;
        } else {
          texts.add(setting.value());
        }
      }
    }
    if (!negated) {
      configured(name, chain).stream()
          .filter(setting -> !setting.negated())
          .forEach(setting -> texts.add(setting.value()));
    }
    return texts;
  }

  /// Which chain it is: Core's word, or whatever `chain` says.
  String chain() {
    Optional<String> named = text("chain", "");
    if (named.isPresent()) {
      return named.get();
    }
    for (Chain chain : List.of(Chain.REGTEST, Chain.SIGNET, Chain.TEST, Chain.TESTNET4)) {
      String option = chain == Chain.TEST ? "testnet" : chain.word();
      if (one(option, "").filter(Setting::truth).isPresent()) {
        return chain.word();
      }
    }
    return Chain.MAIN.word();
  }

  private List<Setting> configured(String name, String chain) {
    List<Setting> found = new ArrayList<>();
    for (Setting setting : configuration) {
      if (setting.name().equals(name) && !chain.isEmpty() && setting.section().equals(chain)) {
        found.add(setting);
      }
    }
    if (!NETWORK_ONLY.contains(name) || chain.equals(Chain.MAIN.word())) {
      for (Setting setting : configuration) {
        if (setting.name().equals(name) && setting.section().isEmpty()) {
          found.add(setting);
        }
      }
    }
    return found;
  }
}
