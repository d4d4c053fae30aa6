package vedette.watch.alert;

/// A number and how sure it is: of a window that has been watched only in part, the true number may
/// be more or less.
record Reading(double value, Bound bound) {
  enum Bound {
    EXACT,
    /// The true number is this or more.
    AT_LEAST,
    /// The true number is this or less.
    AT_MOST;

    Bound with(Bound other) {
      return this == EXACT ? other : this;
    }

    /// Of what is taken away.
    Bound turned() {
      return switch (this) {
        case EXACT -> EXACT;
        case AT_LEAST -> AT_MOST;
        case AT_MOST -> AT_LEAST;
      };
    }
  }

  static Reading exact(double value) {
    return new Reading(value, Bound.EXACT);
  }

  /// Whether it can only be so: unknown where the true number might say otherwise.
  Truth is(Condition.Comparison how, Reading right) {
    boolean so = how.of(value, right.value);
    Bound all = bound.with(right.bound);
    boolean up =
        switch (how) {
          case ABOVE, AT_LEAST -> true;
          case BELOW, AT_MOST, IS -> false;
        };
    boolean sure =
        switch (all) {
          case EXACT -> true;
          case AT_LEAST -> how != Condition.Comparison.IS && so == up;
          case AT_MOST -> how != Condition.Comparison.IS && so != up;
        };
    return sure ? Truth.of(so) : Truth.UNKNOWN;
  }
}
