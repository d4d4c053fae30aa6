package vedette.app.doctor;

import java.util.function.BiFunction;
import java.util.function.Function;

/// Something that must be right, as data. docs/doctor.md lists every one.
///
/// @param <J> the judgement: a pure function from facts to a [Finding]
/// @param id what scripts know it by; never changes its meaning
/// @param title what people see, at most 20 characters
/// @param judge decides
record Check<J>(String id, String title, J judge) {

  /// A check of the machine or of this process.
  interface OfSystem extends Function<Facts, Finding> {}

  /// A check of one node.
  interface OfNode extends BiFunction<Facts, Facts.Node, Finding> {}

  static Check<OfSystem> system(String id, String title, OfSystem judge) {
    return new Check<>(id, title, judge);
  }

  static Check<OfNode> node(String id, String title, OfNode judge) {
    return new Check<>(id, title, judge);
  }
}
