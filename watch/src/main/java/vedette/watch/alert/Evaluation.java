package vedette.watch.alert;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/// What values and conditions come to now.
///
/// Differs from Prometheus in one thing: what cannot be told is unknown there and here, but here it
/// is not taken for false.
final class Evaluation {
  private final Measurements now;
  private final Windows windows;
  private final ToDoubleFunction<Threshold> limits;

  Evaluation(Measurements now, Windows windows, ToDoubleFunction<Threshold> limits) {
    this.now = now;
    this.windows = windows;
    this.limits = limits;
  }

  /// A value for each series that is known.
  Map<Labels, Reading> of(Value value) {
    return switch (value) {
      case Value.Constant(double number) -> Map.of(Labels.NONE, Reading.exact(number));
      case Value.Limit(Threshold threshold) ->
          Map.of(Labels.NONE, Reading.exact(limits.applyAsDouble(threshold)));
      case Value.Metric metric -> series(metric);
      case Value.Age(Value.Metric time) -> {
        Map<Labels, Reading> ages = new LinkedHashMap<>();
        series(time)
            .forEach(
                (labels, at) -> ages.put(labels, Reading.exact(now.now() / 1_000.0 - at.value())));
        yield ages;
      }
      case Value.Over over -> {
        Map<Labels, Reading> all = new LinkedHashMap<>();
        for (Labels labels : series(over.metric()).keySet()) {
          windows.of(over, labels, now.now()).ifPresent(reading -> all.put(labels, reading));
        }
        yield all;
      }
      case Value.Arithmetic arithmetic -> arithmetic(arithmetic);
      case Value.Aggregate aggregate -> aggregate(aggregate);
      case Value.Either(Value left, Value right) -> {
        Map<Labels, Reading> both = new LinkedHashMap<>(of(right));
        both.putAll(of(left));
        yield both;
      }
    };
  }

  private Map<Labels, Reading> series(Value.Metric metric) {
    Map<Labels, Reading> all = new LinkedHashMap<>();
    for (Measurements.Series series : now.of(metric.name())) {
      if (series.labels().has(metric.where())) {
        all.put(series.labels(), Reading.exact(series.value()));
      }
    }
    return all;
  }

  private Map<Labels, Reading> arithmetic(Value.Arithmetic it) {
    Map<Labels, Reading> left = of(it.left());
    Partners right = new Partners(of(it.right()), it.on());
    Map<Labels, Reading> all = new LinkedHashMap<>();
    left.forEach((labels, a) ->
        right
            .of(labels)
            .ifPresent(b -> {
              double result = it.operator().of(a.value(), b.value());
              if (Double.isFinite(result)) {
                boolean turned = it.operator() == Value.Operator.MINUS;
                Reading.Bound other = turned ? b.bound().turned() : b.bound();
                all.put(labels, new Reading(result, a.bound().with(other)));
              }
            }));
    return all;
  }

  private Map<Labels, Reading> aggregate(Value.Aggregate it) {
    Map<Labels, Reading> all = new LinkedHashMap<>();
    of(it.of())
        .forEach((labels, reading) -> {
          Labels kept = labels.only(it.by());
          Reading first = it.how() == Value.Aggregation.COUNT ? Reading.exact(1) : reading;
          Reading before = all.get(kept);
          all.put(kept, before == null ? first : together(it.how(), before, first));
        });
    return all;
  }

  private static Reading together(Value.Aggregation how, Reading a, Reading b) {
    double value =
        switch (how) {
          case SUM, COUNT -> a.value() + b.value();
          case MIN -> Math.min(a.value(), b.value());
          case MAX -> Math.max(a.value(), b.value());
        };
    return new Reading(value, a.bound().with(b.bound()));
  }

  /// Whether it is so, for each series of which anything can be said.
  Map<Labels, Truth> of(Condition condition) {
    return switch (condition) {
      case Condition.Compare compare -> compare(compare);
      case Condition.And(Condition left, Condition right, List<String> on) -> {
        Map<Labels, Truth> all = new LinkedHashMap<>();
        Map<Labels, Truth> second = of(right);
        of(left)
            .forEach((labels, truth) ->
                all.put(labels, truth.and(any(second, labels, on).orElse(Truth.UNKNOWN))));
        yield all;
      }
      case Condition.Unless(Condition left, Condition right, List<String> on) -> {
        Map<Labels, Truth> all = new LinkedHashMap<>();
        Map<Labels, Truth> second = of(right);
        of(left)
            .forEach((labels, truth) ->
                all.put(
                    labels,
                    truth.and(
                        Truth.of(any(second, labels, on).orElse(Truth.FALSE) != Truth.TRUE))));
        yield all;
      }
      case Condition.Or(Condition left, Condition right) -> {
        Map<Labels, Truth> all = new LinkedHashMap<>(of(left));
        of(right).forEach((labels, truth) -> all.merge(labels, truth, Truth::or));
        yield all;
      }
    };
  }

  private Map<Labels, Truth> compare(Condition.Compare it) {
    Partners right = new Partners(of(it.right()), it.on());
    Map<Labels, Truth> all = new LinkedHashMap<>();
    of(it.left())
        .forEach((labels, a) ->
            all.put(labels, right.of(labels).map(b -> a.is(it.how(), b)).orElse(Truth.UNKNOWN)));
    return all;
  }

  private static Optional<Truth> any(
      Map<Labels, Truth> among, Labels labels, Collection<String> on) {
    Labels wanted = labels.only(on);
    return among.entrySet().stream()
        .filter(e -> e.getKey().only(on).equals(wanted))
        .map(Map.Entry::getValue)
        .reduce(Truth::or);
  }

  /// The other side of an operator, found by the labels that must be equal. Where several fit, it
  /// is not known which is meant.
  private static final class Partners {
    private final Map<Labels, List<Reading>> byLabels = new HashMap<>();
    private final List<String> on;

    Partners(Map<Labels, Reading> all, List<String> on) {
      this.on = on;
      all.forEach((labels, reading) ->
          byLabels.computeIfAbsent(labels.only(on), _ -> new ArrayList<>()).add(reading));
    }

    Optional<Reading> of(Labels labels) {
      List<Reading> found = byLabels.getOrDefault(labels.only(on), List.of());
      return found.size() == 1 ? Optional.of(found.getFirst()) : Optional.empty();
    }
  }
}
