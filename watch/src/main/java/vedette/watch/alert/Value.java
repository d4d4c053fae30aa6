package vedette.watch.alert;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/// A number for each of some series, as a small part of PromQL: what can be said here can be said
/// there, with the same result wherever all values are known.
public sealed interface Value {

  /// The series of a metric that have these labels.
  record Metric(String name, Map<String, String> where) implements Value {
    /// Keeps its own map.
    public Metric {
      where = Map.copyOf(where);
    }
  }

  /// The same for all.
  record Constant(double value) implements Value {}

  /// A number that the owner may set.
  record Limit(Threshold threshold) implements Value {}

  /// How long ago a time is, seconds.
  record Age(Metric time) implements Value {}

  /// What a metric did in a stretch of time.
  record Over(Function function, Metric metric, Duration window) implements Value {}

  /// Two numbers made one; the series are those of the left.
  ///
  /// @param on labels that must be equal; empty if one side is a plain number
  record Arithmetic(Value left, Operator operator, Value right, List<String> on) implements Value {
    /// Keeps its own list.
    public Arithmetic {
      on = List.copyOf(on);
    }
  }

  /// Many series made one.
  ///
  /// @param by the labels that stay
  record Aggregate(Aggregation how, Value of, List<String> by) implements Value {
    /// Keeps its own list.
    public Aggregate {
      by = List.copyOf(by);
    }
  }

  /// The series of both; where both have one, the left counts.
  record Either(Value left, Value right) implements Value {}

  /// What can be asked of a stretch of time.
  enum Function {
    /// By how much a counter rose, restarts of it included.
    INCREASE("increase"),
    /// How often it fell.
    RESETS("resets"),
    /// The least.
    MIN("min_over_time");

    private final String promql;

    Function(String promql) {
      this.promql = promql;
    }

    String promql() {
      return promql;
    }
  }

  /// Of two numbers.
  enum Operator {
    /// Sum.
    PLUS("+"),
    /// Difference.
    MINUS("-"),
    /// Product.
    TIMES("*"),
    /// Quotient.
    DIVIDED("/");

    private final String sign;

    Operator(String sign) {
      this.sign = sign;
    }

    String sign() {
      return sign;
    }

    double of(double left, double right) {
      return switch (this) {
        case PLUS -> left + right;
        case MINUS -> left - right;
        case TIMES -> left * right;
        case DIVIDED -> left / right;
      };
    }
  }

  /// Of many numbers.
  enum Aggregation {
    /// All together.
    SUM("sum"),
    /// The least.
    MIN("min"),
    /// The greatest.
    MAX("max"),
    /// How many.
    COUNT("count");

    private final String promql;

    Aggregation(String promql) {
      this.promql = promql;
    }

    String promql() {
      return promql;
    }
  }

  /// The series of a metric with these labels: name, value, name, value …
  static Metric metric(String name, String... where) {
    return new Metric(name, Labels.of(where).values());
  }

  /// A plain number.
  static Value number(double value) {
    return new Constant(value);
  }

  /// A number that the owner may set.
  static Value limit(String name, double preset, String unit, String about) {
    return new Limit(new Threshold(name, preset, unit, about));
  }

  /// How long ago the time in a metric is.
  static Value age(Metric time) {
    return new Age(time);
  }

  /// By how much a counter rose.
  static Value increase(Metric counter, Duration window) {
    return new Over(Function.INCREASE, counter, window);
  }

  /// How often a gauge fell.
  static Value resets(Metric gauge, Duration window) {
    return new Over(Function.RESETS, gauge, window);
  }

  /// The least that a gauge was.
  static Value least(Metric gauge, Duration window) {
    return new Over(Function.MIN, gauge, window);
  }

  /// All series together, one for each value of these labels.
  default Value sum(String... by) {
    return new Aggregate(Aggregation.SUM, this, List.of(by));
  }

  /// The greatest, one for each value of these labels.
  default Value max(String... by) {
    return new Aggregate(Aggregation.MAX, this, List.of(by));
  }

  /// The least, one for each value of these labels.
  default Value min(String... by) {
    return new Aggregate(Aggregation.MIN, this, List.of(by));
  }

  /// How many, one for each value of these labels.
  default Value count(String... by) {
    return new Aggregate(Aggregation.COUNT, this, List.of(by));
  }

  /// With another, where these labels are equal.
  default Value with(Operator operator, Value right, String... on) {
    return new Arithmetic(this, operator, right, List.of(on));
  }

  /// This or the other.
  default Value or(Value other) {
    return new Either(this, other);
  }

  /// True where it is more.
  default Condition above(Value right, String... on) {
    return new Condition.Compare(this, Condition.Comparison.ABOVE, right, List.of(on));
  }

  /// True where it is at least that.
  default Condition atLeast(Value right, String... on) {
    return new Condition.Compare(this, Condition.Comparison.AT_LEAST, right, List.of(on));
  }

  /// True where it is less.
  default Condition below(Value right, String... on) {
    return new Condition.Compare(this, Condition.Comparison.BELOW, right, List.of(on));
  }

  /// True where it is at most that.
  default Condition atMost(Value right, String... on) {
    return new Condition.Compare(this, Condition.Comparison.AT_MOST, right, List.of(on));
  }

  /// True where it is just that.
  default Condition is(double right) {
    return new Condition.Compare(this, Condition.Comparison.IS, new Constant(right), List.of());
  }
}
