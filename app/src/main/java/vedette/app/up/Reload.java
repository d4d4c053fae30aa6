package vedette.app.up;

import java.util.ArrayList;
import java.util.List;
import vedette.app.config.Config;

/// Which settings a running daemon cannot take up.
final class Reload {
  private Reload() {}

  /// The names of those that differ.
  static List<String> fixed(Config before, Config after) {
    List<String> names = new ArrayList<>();
    if (!before.directory().equals(after.directory())) {
      names.add("directory");
    }
    if (!before.web().equals(after.web())) {
      names.add("web");
    }
    if (!before.history().equals(after.history())) {
      names.add("history");
    }
    if (!before.metrics().node().equals(after.metrics().node())) {
      names.add("metrics.node");
    }
    return names;
  }
}
