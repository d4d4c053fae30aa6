package vedette.watch.alert;

import java.util.List;

/// A rule that is, or soon may be, broken for one set of labels.
///
/// @param rule id of the rule
/// @param subject key of the node or service, empty if it is about the machine as a whole
/// @param phase whether it fires already
/// @param since since when the condition holds, ms; time in which it was unknown does not count
/// @param firedAt when it began to fire, ms; 0 while it is pending
/// @param unknown whether the condition cannot be told at the moment: it stays as it was
/// @param announced whether somebody was told that it fires
/// @param readings what was measured when the condition was last known to hold
public record Alert(
    String rule,
    Labels labels,
    String subject,
    Phase phase,
    long since,
    long firedAt,
    boolean unknown,
    boolean announced,
    List<Evidence> readings) {

  /// How far it is.
  public enum Phase {
    /// The condition holds, but not for long enough.
    PENDING,
    /// Somebody is needed.
    FIRING
  }

  /// A measured value behind it.
  ///
  /// @param labels those of the metric's series
  public record Evidence(String metric, Labels labels, double value) {}

  /// Keeps its own list.
  public Alert {
    readings = List.copyOf(readings);
  }

  /// One at a time has this id.
  public String id() {
    return rule + labels.text();
  }

  Alert known(List<Evidence> measured) {
    return new Alert(rule, labels, subject, phase, since, firedAt, false, announced, measured);
  }

  Alert unknown(long shiftedSince) {
    return new Alert(
        rule, labels, subject, phase, shiftedSince, firedAt, true, announced, readings);
  }

  Alert fires(long now) {
    return new Alert(rule, labels, subject, Phase.FIRING, since, now, false, announced, readings);
  }

  Alert told() {
    return new Alert(rule, labels, subject, phase, since, firedAt, unknown, true, readings);
  }
}
