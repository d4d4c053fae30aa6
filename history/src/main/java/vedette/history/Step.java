package vedette.history;

import java.util.List;

/// A length of time that a rollup stands for.
enum Step {
  TEN_SECONDS("rollup_10s", 10_000),
  MINUTE("rollup_1m", 60_000),
  HOUR("rollup_1h", 3_600_000);

  static final List<Step> ALL = List.of(values());

  private final String table;
  private final long millis;

  Step(String table, long millis) {
    this.table = table;
    this.millis = millis;
  }

  String table() {
    return table;
  }

  long millis() {
    return millis;
  }

  /// Start of the step that `time` is in.
  long start(long time) {
    return time - Math.floorMod(time, millis);
  }
}
