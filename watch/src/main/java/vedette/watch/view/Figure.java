package vedette.watch.view;

import java.util.Optional;
import java.util.OptionalDouble;

/// A reading on a card: label over value with its unit.
///
/// @param value a number; empty if it is not known, or is a text
/// @param text instead of a number
/// @param unit how the number is written: `blocks`, `sat`, `B`, `s`, `ms`, `ratio`, `time` (ms
///   since the epoch, shown as an age), a plural noun such as `peers`, or empty
/// @param why why it is not known, a sentence; empty if it is
public record Figure(
    String label, OptionalDouble value, Optional<String> text, String unit, String why) {

  /// A number that is known.
  public static Figure of(String label, double value, String unit) {
    return new Figure(label, OptionalDouble.of(value), Optional.empty(), unit, "");
  }

  /// A number that may not be known.
  public static Figure of(String label, OptionalDouble value, String unit, String why) {
    return new Figure(label, value, Optional.empty(), unit, value.isPresent() ? "" : why);
  }

  /// A text.
  public static Figure text(String label, String text) {
    return new Figure(label, OptionalDouble.empty(), Optional.of(text), "", "");
  }

  /// What is not known.
  public static Figure unknown(String label, String unit, String why) {
    return new Figure(label, OptionalDouble.empty(), Optional.empty(), unit, why);
  }
}
