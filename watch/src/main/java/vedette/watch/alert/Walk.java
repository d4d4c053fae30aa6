package vedette.watch.alert;

import java.util.function.Consumer;

/// Visits every value in an expression.
final class Walk {
  private Walk() {}

  static void values(Rule rule, Consumer<Value> visitor) {
    values(rule.when(), visitor);
    rule.known().ifPresent(known -> values(known, visitor));
  }

  static void values(Condition condition, Consumer<Value> visitor) {
    switch (condition) {
      case Condition.Compare compare -> {
        values(compare.left(), visitor);
        values(compare.right(), visitor);
      }
      case Condition.And and -> {
        values(and.left(), visitor);
        values(and.right(), visitor);
      }
      case Condition.Unless unless -> {
        values(unless.left(), visitor);
        values(unless.right(), visitor);
      }
      case Condition.Or or -> {
        values(or.left(), visitor);
        values(or.right(), visitor);
      }
    }
  }

  private static void values(Value value, Consumer<Value> visitor) {
    visitor.accept(value);
    switch (value) {
      case Value.Age(Value.Metric time) -> values(time, visitor);
      case Value.Over over -> values(over.metric(), visitor);
      case Value.Arithmetic arithmetic -> {
        values(arithmetic.left(), visitor);
        values(arithmetic.right(), visitor);
      }
      case Value.Aggregate aggregate -> values(aggregate.of(), visitor);
      case Value.Either(Value left, Value right) -> {
        values(left, visitor);
        values(right, visitor);
      }
      case Value.Constant _, Value.Limit _, Value.Metric _ -> {}
    }
  }
}
