package vedette.watch.service;

import java.util.OptionalDouble;
import java.util.OptionalLong;

/// Takes what a fold has measured.
public interface Gauging {
  /// A value that is known.
  ///
  /// @param measure one of the kind's
  /// @param labels as many as the measure has; longer ones than 128 characters are cut
  void put(Measure measure, double value, String... labels);

  /// A value, if it is known.
  default void put(Measure measure, OptionalDouble value, String... labels) {
    value.ifPresent(it -> put(measure, it, labels));
  }

  /// A value, if it is known.
  default void put(Measure measure, OptionalLong value, String... labels) {
    value.ifPresent(it -> put(measure, (double) it, labels));
  }

  /// A truth, as 1 or 0.
  default void put(Measure measure, boolean value, String... labels) {
    put(measure, value ? 1.0 : 0.0, labels);
  }
}
