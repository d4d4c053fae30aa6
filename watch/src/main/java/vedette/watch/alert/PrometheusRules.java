package vedette.watch.alert;

import java.util.Collection;
import java.util.List;
import java.util.function.ToDoubleFunction;

/// Writes rules as a rule file of Prometheus (2.42 or later).
///
/// Where the condition cannot be told, Vedette leaves an alert as it was; Prometheus takes it for
/// over, after the minute that `keep_firing_for` gives.
public final class PrometheusRules {
  private PrometheusRules() {}

  /// The file.
  ///
  /// @param limits what thresholds are set to
  public static String file(Collection<Rule> rules, ToDoubleFunction<Threshold> limits) {
    StringBuilder out = new StringBuilder();
    out.append("# Made by `vedette alerts rules --format prometheus`.\n");
    out.append("groups:\n  - name: vedette\n    rules:\n");
    for (Rule rule : rules) {
      rule(rule, limits, out);
    }
    return out.toString();
  }

  private static void rule(Rule rule, ToDoubleFunction<Threshold> limits, StringBuilder out) {
    out.append("      - alert: ").append(rule.id()).append('\n');
    out.append("        expr: |-\n          ").append(expression(rule, limits)).append('\n');
    if (!rule.lasting().isZero()) {
      out.append("        for: ").append(PromQl.span(rule.lasting())).append('\n');
    }
    out.append("        keep_firing_for: ").append(PromQl.span(Alerts.ENDS_AFTER)).append('\n');
    out.append("        labels:\n          severity: ")
        .append(rule.severity().word())
        .append("\n        annotations:\n");
    String who = rule.per().isEmpty() ? "" : "{{ $labels." + rule.per().getFirst() + " }}: ";
    out.append("          summary: ").append(quoted(who + rule.title())).append('\n');
    out.append("          description: ")
        .append(quoted(rule.reason() + " " + rule.todo()))
        .append('\n');
  }

  /// The condition in PromQL, with what must be known.
  public static String expression(Rule rule, ToDoubleFunction<Threshold> limits) {
    PromQl promql = new PromQl(limits);
    String condition = promql.of(rule.when());
    String known =
        rule.known()
            .map(guard ->
                "("
                    + condition
                    + ") and on ("
                    + rule.per().getFirst()
                    + ") ("
                    + promql.of(guard)
                    + ")")
            .orElse(condition);
    List<String> per = rule.per();
    // Several series may be one alert: Prometheus must not make one of each.
    return "max by (" + String.join(", ", per) + ") (" + known + ")";
  }

  private static String quoted(String text) {
    return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
  }
}
