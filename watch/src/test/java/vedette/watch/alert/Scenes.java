package vedette.watch.alert;

import java.util.List;
import java.util.stream.Stream;

/// Everything that is played to the default rules.
final class Scenes {
  static final List<Scene> ALL =
      Stream.of(MachineScenes.ALL, ServiceScenes.all(), BitcoinScenes.ALL)
          .flatMap(List::stream)
          .toList();

  private Scenes() {}

  static Rule rule(String id) {
    return DefaultRules.ALL.stream()
        .filter(rule -> rule.id().equals(id))
        .findFirst()
        .orElseThrow(() -> new AssertionError("there is no rule " + id));
  }
}
