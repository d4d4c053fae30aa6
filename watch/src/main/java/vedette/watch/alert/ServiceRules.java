package vedette.watch.alert;

import static vedette.watch.alert.Value.age;
import static vedette.watch.alert.Value.metric;
import static vedette.watch.alert.Value.number;

import java.util.List;

/// Rules about services of every kind.
final class ServiceRules {
  static final String SERVICE = "service";

  /// What the service told is of now.
  static final Condition FRESH =
      age(metric("vedette_service_last_answer_timestamp_seconds")).below(number(180));

  static final List<Rule> ALL =
      List.of(
          Rule.named("TargetDown", Rule.ANY, Severity.CRITICAL)
              .minutes(3)
              .whole()
              .title("it does not answer")
              .reason("Nothing is known of it, and what needs it does not go on.")
              .when(
                  state("bad")
                      .or(state("gone"))
                      .or(state("stale"))
                      .max(SERVICE)
                      .is(1)
                      // Whose container is known not to run has a rule that says so.
                      .unless(TruebitRules.STOPPED, SERVICE),
                  "Look whether it runs, then into its log; start it."));

  private ServiceRules() {}

  static Value.Metric state(String word) {
    return metric("vedette_service_state", "state", word);
  }

  /// A rule that means something only while the service answers.
  static Rule.Building rule(String id, String kind, Severity severity) {
    return Rule.named(id, kind, severity).known(FRESH);
  }
}
