package vedette.watch.alert;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/// Values and conditions in the words of Prometheus.
final class PromQl {
  private final ToDoubleFunction<Threshold> limits;

  /// @param limits what thresholds are set to
  PromQl(ToDoubleFunction<Threshold> limits) {
    this.limits = limits;
  }

  String of(Value value) {
    return switch (value) {
      case Value.Constant(double number) -> number(number);
      case Value.Limit(Threshold threshold) -> number(limits.applyAsDouble(threshold));
      case Value.Metric metric -> metric(metric);
      case Value.Age(Value.Metric time) -> "(time() - " + metric(time) + ")";
      case Value.Over(Value.Function function, Value.Metric metric, Duration window) ->
          function.promql() + "(" + metric(metric) + "[" + span(window) + "])";
      case Value.Arithmetic it ->
          "("
              + of(it.left())
              + " "
              + it.operator().sign()
              + " "
              + on(it.on(), true)
              + of(it.right())
              + ")";
      case Value.Aggregate(Value.Aggregation how, Value of, List<String> by) ->
          how.promql() + by(by) + "(" + of(of) + ")";
      case Value.Either(Value left, Value right) -> "(" + of(left) + " or " + of(right) + ")";
    };
  }

  String of(Condition condition) {
    return switch (condition) {
      case Condition.Compare it ->
          of(it.left()) + " " + it.how().sign() + " " + on(it.on(), true) + of(it.right());
      case Condition.And(Condition left, Condition right, List<String> on) ->
          "(" + of(left) + ") and " + on(on, false) + "(" + of(right) + ")";
      case Condition.Unless(Condition left, Condition right, List<String> on) ->
          "(" + of(left) + ") unless " + on(on, false) + "(" + of(right) + ")";
      case Condition.Or(Condition left, Condition right) ->
          "(" + of(left) + ") or (" + of(right) + ")";
    };
  }

  private static String by(List<String> labels) {
    return labels.isEmpty() ? "" : " by (" + String.join(", ", labels) + ") ";
  }

  private static String on(List<String> labels, boolean group) {
    return labels.isEmpty()
        ? group ? "" : "on () "
        : "on (" + String.join(", ", labels) + ") " + (group ? "group_left () " : "");
  }

  private static String metric(Value.Metric metric) {
    return metric.name()
        + (metric.where().isEmpty()
            ? ""
            : new TreeMap<>(metric.where())
                .entrySet().stream()
                    .map(e -> e.getKey() + "=\"" + Labels.escaped(e.getValue()) + "\"")
                    .collect(Collectors.joining(",", "{", "}")));
  }

  static String number(double value) {
    return BigDecimal.valueOf(value).stripTrailingZeros().toPlainString();
  }

  /// A duration as Prometheus writes it.
  static String span(Duration span) {
    long seconds = span.toSeconds();
    return seconds % 86_400 == 0 && seconds > 0
        ? seconds / 86_400 + "d"
        : seconds % 3_600 == 0 && seconds > 0
            ? seconds / 3_600 + "h"
            : seconds % 60 == 0 && seconds > 0 ? seconds / 60 + "m" : seconds + "s";
  }
}
