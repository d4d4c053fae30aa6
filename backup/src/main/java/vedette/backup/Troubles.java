package vedette.backup;

import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import vedette.poll.Words;

/// What went wrong last, by stream and place, since the program started. Any thread.
final class Troubles {
  /// @param text empty if the last try went well
  record Trouble(String text, OptionalLong since, long failures) {
    static final Trouble NONE = new Trouble("", OptionalLong.empty(), 0);
  }

  private final Map<String, Trouble> byName = new HashMap<>();

  synchronized Trouble of(String name) {
    return byName.getOrDefault(name, Trouble.NONE);
  }

  synchronized void failed(String name, String text, long now) {
    Trouble before = of(name);
    byName.put(
        name,
        new Trouble(
            Words.oneLine(text, 300),
            before.since().isPresent() ? before.since() : OptionalLong.of(now),
            before.failures() + 1));
  }

  synchronized void well(String name) {
    Trouble before = of(name);
    byName.put(name, new Trouble("", OptionalLong.empty(), before.failures()));
  }
}
