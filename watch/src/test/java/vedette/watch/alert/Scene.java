package vedette.watch.alert;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.IntToDoubleFunction;

/// What was measured, minute by minute from the epoch on: played to Vedette's engine and, as its
/// input series, to promtool.
final class Scene {
  static final double ABSENT = Double.NaN;

  /// @param at value by minute, NaN: absent
  record Line(String metric, Labels labels, IntToDoubleFunction at) {}

  private final String rule;
  private final boolean fires;
  private final int minutes;
  private final List<Line> lines = new ArrayList<>();

  private Scene(String rule, boolean fires, int minutes) {
    this.rule = rule;
    this.fires = fires;
    this.minutes = minutes;
  }

  static Scene fires(String rule, int minutes) {
    return new Scene(rule, true, minutes);
  }

  static Scene quiet(String rule, int minutes) {
    return new Scene(rule, false, minutes);
  }

  Scene line(String metric, IntToDoubleFunction at, String... labels) {
    lines.add(new Line(metric, Labels.of(labels), at));
    return this;
  }

  Scene line(String metric, double value, String... labels) {
    return line(metric, _ -> value, labels);
  }

  String rule() {
    return rule;
  }

  boolean fires() {
    return fires;
  }

  int minutes() {
    return minutes;
  }

  List<Line> lines() {
    return lines;
  }

  /// What is measured at a second.
  Measurements at(long second, Map<String, String> kinds) {
    Measurements now = new Measurements(second * 1_000);
    for (Line line : lines) {
      now.put(line.metric(), line.labels(), line.at().applyAsDouble((int) (second / 60)));
      for (String label : List.of("node", "service")) {
        String key = line.labels().get(label);
        if (!key.isEmpty()) {
          now.subject(key, kinds.getOrDefault(key, label.equals("node") ? "bitcoind" : key));
        }
      }
    }
    return now;
  }
}
