package vedette.app.alerts;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import vedette.app.config.AlertsSettings;
import vedette.history.Happening;
import vedette.watch.alert.Alert;
import vedette.watch.alert.Announcer;
import vedette.watch.alert.DefaultRules;
import vedette.watch.alert.PrometheusRules;
import vedette.watch.alert.QuietHours;
import vedette.watch.alert.Rule;
import vedette.watch.alert.Severity;
import vedette.watch.alert.Threshold;
import vedette.watch.view.AlertsView;

/// The rules as the settings want them.
///
/// @param rules those that count
/// @param limits what thresholds are set to
/// @param problems what the settings name that there is not, a sentence each
record RuleBook(List<Rule> rules, ToDoubleFunction<Threshold> limits, List<String> problems) {

  static RuleBook of(AlertsSettings settings) {
    List<Rule> rules = new ArrayList<>();
    for (Rule rule : DefaultRules.ALL) {
      AlertsSettings.RuleSettings own = settings.rules().get(rule.id());
      if (own == null) {
        rules.add(rule);
      } else if (own.enabled()) {
        rules.add(
            rule.with(
                own.severity().map(RuleBook::severity).orElse(rule.severity()),
                own.lasting().orElse(rule.lasting())));
      }
    }
    Map<String, Double> thresholds = settings.thresholds();
    return new RuleBook(
        List.copyOf(rules),
        threshold -> thresholds.getOrDefault(threshold.name(), threshold.preset()),
        problems(settings));
  }

  private static List<String> problems(AlertsSettings settings) {
    Set<String> ids =
        DefaultRules.ALL.stream().map(Rule::id).collect(Collectors.toCollection(TreeSet::new));
    Set<String> thresholds =
        DefaultRules.ALL.stream()
            .flatMap(rule -> rule.thresholds().stream())
            .map(Threshold::name)
            .collect(Collectors.toCollection(TreeSet::new));
    List<String> problems = new ArrayList<>();
    settings
        .thresholds()
        .keySet()
        .forEach(name -> unknown(name, thresholds, "threshold").ifPresent(problems::add));
    settings.rules().keySet().forEach(name -> unknown(name, ids, "rule").ifPresent(problems::add));
    settings.muted().stream()
        .map(AlertsSettings.Muted::rule)
        .filter(rule -> !rule.isEmpty())
        .forEach(name -> unknown(name, ids, "rule").ifPresent(problems::add));
    return List.copyOf(problems);
  }

  private static Optional<String> unknown(String name, Set<String> known, String what) {
    return known.contains(name)
        ? Optional.empty()
        : Optional.of(
            "alerts: there is no %s %s. Do: see 'vedette alerts rules'".formatted(what, name));
  }

  /// All metrics that the rules look at.
  Set<String> metrics() {
    return rules.stream().flatMap(rule -> rule.metrics().stream()).collect(Collectors.toSet());
  }

  Optional<Rule> rule(String id) {
    return rules.stream().filter(rule -> rule.id().equals(id)).findFirst();
  }

  /// What history keeps of an alert.
  Happening happening(Alert alert, OptionalLong until) {
    Optional<Rule> rule = rule(alert.rule());
    return new Happening(
        alert.subject(),
        alert.firedAt(),
        until,
        alert.rule(),
        alert.labels().text(),
        rule.map(it -> it.severity().word()).orElse("info"),
        (alert.subject().isEmpty() ? "" : alert.subject() + ": ")
            + rule.map(Rule::title).orElse(alert.rule()));
  }

  List<AlertsView.RuleRow> rows() {
    return rules.stream()
        .map(rule -> {
          Map<String, Double> thresholds = new TreeMap<>();
          rule.thresholds().forEach(it -> thresholds.put(it.name(), limits.applyAsDouble(it)));
          return new AlertsView.RuleRow(
              rule.id(),
              rule.kind(),
              rule.severity().word(),
              rule.lasting().toSeconds(),
              rule.title(),
              rule.reason(),
              rule.todo(),
              PrometheusRules.expression(rule, limits),
              thresholds);
        })
        .toList();
  }

  static Announcer.Patience patience(AlertsSettings settings) {
    return new Announcer.Patience(
        settings.group(),
        settings.between(),
        settings.cooldown(),
        settings.quiet().map(it -> new QuietHours(it.from(), it.to(), it.zone())));
  }

  static Severity severity(AlertsSettings.Severity severity) {
    return switch (severity) {
      case INFO -> Severity.INFO;
      case WARNING -> Severity.WARNING;
      case CRITICAL -> Severity.CRITICAL;
    };
  }
}
