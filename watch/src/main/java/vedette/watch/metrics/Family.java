package vedette.watch.metrics;

import java.util.ArrayList;
import java.util.List;

/// A metric family as it is declared: the one place from which registration, documentation and the
/// bound on series follow.
///
/// @param name as in queries, with `_total` for a counter
/// @param type which kind of number
/// @param unit of the value, for people
/// @param help one sentence
/// @param source event, call or file that it comes from
/// @param perNode whether it has the label `node` in front
/// @param labels the other labels
/// @param bounds upper bounds of a histogram's buckets, without +Inf
record Family(
    String name,
    Type type,
    String unit,
    String help,
    String source,
    boolean perNode,
    List<Label> labels,
    List<Double> bounds) {

  enum Type {
    COUNTER,
    GAUGE,
    HISTOGRAM,
    INFO
  }

  static Family counter(String name, String unit, String help, String source, Label... labels) {
    return new Family(name, Type.COUNTER, unit, help, source, true, List.of(labels), List.of());
  }

  static Family gauge(String name, String unit, String help, String source, Label... labels) {
    return new Family(name, Type.GAUGE, unit, help, source, true, List.of(labels), List.of());
  }

  static Family histogram(
      String name, String unit, String help, String source, double[] bounds, Label... labels) {
    List<Double> all = new ArrayList<>();
    for (double bound : bounds) {
      all.add(bound);
    }
    return new Family(
        name, Type.HISTOGRAM, unit, help, source, true, List.of(labels), List.copyOf(all));
  }

  /// The same without the label `node`.
  Family ofVedette() {
    return new Family(name, type, unit, help, source, false, labels, bounds);
  }

  List<String> labelNames() {
    List<String> names = new ArrayList<>();
    if (perNode) {
      names.add(Labels.NODE);
    }
    labels.forEach(label -> names.add(label.name()));
    return names;
  }

  /// How many combinations of label values there are, `node` left out.
  int children() {
    return labels.stream().mapToInt(Label::size).reduce(1, Math::multiplyExact);
  }

  /// The most series that one node can make of it: for a histogram its buckets, sum and count.
  int series() {
    return children() * (type == Type.HISTOGRAM ? bounds.size() + 3 : 1);
  }
}
