package vedette.watch.alert;

import java.util.List;

/// Something that is true, false or not known of each of some series.
public sealed interface Condition {

  /// Two numbers compared; the series are those of the left.
  ///
  /// @param on labels that must be equal; empty if the right side is a plain number
  record Compare(Value left, Comparison how, Value right, List<String> on) implements Condition {
    /// Keeps its own list.
    public Compare {
      on = List.copyOf(on);
    }
  }

  /// Both, where these labels are equal. If the right side has no such series it is not known.
  record And(Condition left, Condition right, List<String> on) implements Condition {
    /// Keeps its own list.
    public And {
      on = List.copyOf(on);
    }
  }

  /// The left, but for those of which the right is true. What is not known to be true keeps nothing
  /// away.
  record Unless(Condition left, Condition right, List<String> on) implements Condition {
    /// Keeps its own list.
    public Unless {
      on = List.copyOf(on);
    }
  }

  /// One of them; the series are those of both.
  record Or(Condition left, Condition right) implements Condition {}

  /// How two numbers may be to each other.
  enum Comparison {
    /// More.
    ABOVE(">"),
    /// More or the same.
    AT_LEAST(">="),
    /// Less.
    BELOW("<"),
    /// Less or the same.
    AT_MOST("<="),
    /// The same.
    IS("==");

    private final String sign;

    Comparison(String sign) {
      this.sign = sign;
    }

    String sign() {
      return sign;
    }

    boolean of(double left, double right) {
      return switch (this) {
        case ABOVE -> left > right;
        case AT_LEAST -> left >= right;
        case BELOW -> left < right;
        case AT_MOST -> left <= right;
        case IS -> left == right;
      };
    }
  }

  /// Both.
  default Condition and(Condition right, String... on) {
    return new And(this, right, List.of(on));
  }

  /// This, but not where the other is true.
  default Condition unless(Condition right, String... on) {
    return new Unless(this, right, List.of(on));
  }

  /// One of them.
  default Condition or(Condition right) {
    return new Or(this, right);
  }
}
