package vedette.watch.alert;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/// Evaluates rules and knows what fires.
///
/// ```java
/// Alerts alerts = new Alerts(rules, Threshold::preset);
/// Step step = alerts.step(measurements);   // once a second
/// ```
///
/// What cannot be told leaves an alert as it was: it neither begins nor ends, and time does not
/// count towards `lasting`. An alert ends when its condition has been false for a minute. Bounded:
/// at most [#MOST] alerts. Not for several threads.
public final class Alerts {
  /// Most alerts at a time; further ones are counted and left out.
  public static final int MOST = 1_000;

  /// How long a condition must have been false before the alert is over.
  public static final Duration ENDS_AFTER = Duration.ofMinutes(1);

  private static final int MOST_READINGS = 12;
  private static final long FORGOTTEN_MS = 600_000;

  private final List<Rule> rules;
  private final ToDoubleFunction<Threshold> limits;
  private final Windows windows = new Windows();
  private final Set<Value.Over> windowed = new LinkedHashSet<>();

  /// What the condition of each rule looks at.
  private final Map<String, Set<String>> metrics = new HashMap<>();

  private final Map<String, Alert> active = new LinkedHashMap<>();

  /// Since when conditions have been false, by id.
  private final Map<String, Long> falseSince = new HashMap<>();

  /// When each subject was last there.
  private final Map<String, Long> subjectsSeen = new HashMap<>();

  private long last = -1;
  private long refused;

  /// What a step has changed.
  ///
  /// @param begun began to fire
  /// @param ended fired and do not any more
  public record Step(List<Alert> begun, List<Alert> ended) {}

  /// Nothing fires yet.
  ///
  /// @param limits what thresholds are set to
  public Alerts(Collection<Rule> rules, ToDoubleFunction<Threshold> limits) {
    this.rules = List.copyOf(rules);
    this.limits = limits;
    for (Rule rule : this.rules) {
      windowed.addAll(rule.windows());
      Set<String> names = new LinkedHashSet<>();
      rule.evidence().values().forEach(metric -> names.add(metric.name()));
      metrics.put(rule.id(), names);
    }
  }

  /// What fired when Vedette ended fires still, until it is known better; what was pending is
  /// still, and the time in between does not count. Alerts of rules that there are no more are
  /// dropped.
  ///
  /// @param lost how long nobody looked, ms
  public void restore(Collection<Alert> before, long lost) {
    Set<String> known = new LinkedHashSet<>();
    rules.forEach(rule -> known.add(rule.id()));
    for (Alert alert : before) {
      if (known.contains(alert.rule()) && active.size() < MOST) {
        boolean fires = alert.phase() == Alert.Phase.FIRING;
        active.put(alert.id(), alert.unknown(alert.since() + (fires ? 0 : lost)));
      }
    }
  }

  /// Takes over what fires or is pending from an engine with other rules or limits.
  public void takeOver(Alerts before) {
    restore(before.active.values(), 0);
    last = before.last;
  }

  /// Looks at how things are now. Later calls need later measurements.
  public Step step(Measurements now) {
    List<Alert> begun = new ArrayList<>();
    List<Alert> ended = new ArrayList<>();
    windows.take(windowed, now);
    now.subjects().keySet().forEach(key -> subjectsSeen.put(key, now.now()));
    Evaluation evaluation = new Evaluation(now, windows, limits);
    for (Rule rule : rules) {
      Map<Labels, Truth> truths = truths(rule, evaluation, now);
      truths.forEach((labels, truth) -> judge(rule, labels, truth, now, begun, ended));
    }
    last = now.now();
    return new Step(List.copyOf(begun), List.copyOf(ended));
  }

  /// What is pending or fires, oldest first.
  public List<Alert> active() {
    return List.copyOf(active.values());
  }

  /// Somebody was told.
  void told(Alert alert) {
    active.computeIfPresent(alert.id(), (_, now) -> now.told());
  }

  /// How many alerts found no room.
  public long refused() {
    return refused;
  }

  List<Rule> rules() {
    return rules;
  }

  /// How it is with each alert that this rule has, or may get now.
  private Map<Labels, Truth> truths(Rule rule, Evaluation evaluation, Measurements now) {
    Set<String> looksAt = metrics.getOrDefault(rule.id(), Set.of());
    if (looksAt.stream().allMatch(name -> now.of(name).isEmpty())
        && active.values().stream().noneMatch(alert -> alert.rule().equals(rule.id()))) {
      // Most rules are about services that are not here.
      return Map.of();
    }
    Map<Labels, Truth> all = new LinkedHashMap<>();
    evaluation
        .of(rule.when())
        .forEach((labels, truth) -> {
          Labels kept = labels.only(rule.per());
          if (concerns(rule, kept, now)) {
            all.merge(kept, truth, Truth::or);
          }
        });
    for (Alert alert : active.values()) {
      if (alert.rule().equals(rule.id())) {
        all.putIfAbsent(alert.labels(), rule.passing() ? Truth.FALSE : Truth.UNKNOWN);
      }
    }
    rule.known()
        .ifPresent(condition -> {
          Map<Labels, Truth> known = evaluation.of(condition);
          all.replaceAll((labels, truth) -> guarded(known, rule, labels, truth));
        });
    return all;
  }

  private static Truth guarded(Map<Labels, Truth> known, Rule rule, Labels labels, Truth truth) {
    List<String> subject = rule.per().stream().limit(1).toList();
    boolean sure =
        known.entrySet().stream()
            .anyMatch(e ->
                e.getValue() == Truth.TRUE
                    && e.getKey().only(subject).equals(labels.only(subject)));
    return sure ? truth : Truth.UNKNOWN;
  }

  /// Whether the rule is meant for what has these labels. A subject nobody named is none: a metric
  /// may outlive it.
  private static boolean concerns(Rule rule, Labels labels, Measurements now) {
    String key = subject(rule, labels);
    if (key.isEmpty()) {
      return true;
    }
    Measurements.@Nullable Subject subject = now.subjects().get(key);
    return subject != null && (rule.kind().equals(Rule.ANY) || rule.kind().equals(subject.kind()));
  }

  private static String subject(Rule rule, Labels labels) {
    return rule.per().isEmpty() ? "" : labels.get(rule.per().getFirst());
  }

  private void judge(
      Rule rule,
      Labels labels,
      Truth truth,
      Measurements now,
      List<Alert> begun,
      List<Alert> ended) {
    String id = rule.id() + labels.text();
    Alert alert = active.get(id);
    if (alert == null) {
      if (truth == Truth.TRUE) {
        begin(rule, labels, now, begun);
      }
      return;
    }
    if (forgotten(alert, now.now())) {
      end(alert, ended);
      return;
    }
    switch (truth) {
      case TRUE -> {
        falseSince.remove(id);
        Alert known = alert.known(evidence(rule, labels, now));
        if (known.phase() == Alert.Phase.PENDING
            && now.now() - known.since() >= rule.lasting().toMillis()) {
          known = known.fires(now.now());
          begun.add(known);
        }
        active.put(id, known);
      }
      case UNKNOWN -> {
        long lost = alert.phase() == Alert.Phase.PENDING && last >= 0 ? now.now() - last : 0;
        active.put(id, alert.unknown(alert.since() + lost));
      }
      case FALSE -> {
        long from = falseSince.computeIfAbsent(id, _ -> now.now());
        active.put(id, alert.known(alert.readings()));
        if (alert.phase() == Alert.Phase.PENDING || now.now() - from >= ENDS_AFTER.toMillis()) {
          end(alert, ended);
        }
      }
    }
  }

  private void begin(Rule rule, Labels labels, Measurements now, List<Alert> begun) {
    if (active.size() >= MOST) {
      refused++;
      return;
    }
    Alert alert =
        new Alert(
            rule.id(),
            labels,
            subject(rule, labels),
            Alert.Phase.PENDING,
            now.now(),
            0,
            false,
            false,
            evidence(rule, labels, now));
    if (rule.lasting().isZero()) {
      alert = alert.fires(now.now());
      begun.add(alert);
    }
    active.put(alert.id(), alert);
  }

  private void end(Alert alert, List<Alert> ended) {
    active.remove(alert.id());
    falseSince.remove(alert.id());
    if (alert.phase() == Alert.Phase.FIRING) {
      ended.add(alert);
    }
  }

  /// Whether its subject is watched no more. One that was not seen since the start may yet come.
  private boolean forgotten(Alert alert, long now) {
    Long seen = subjectsSeen.get(alert.subject());
    return seen != null && now - seen > FORGOTTEN_MS;
  }

  private static List<Alert.Evidence> evidence(Rule rule, Labels labels, Measurements now) {
    List<Alert.Evidence> found = new ArrayList<>();
    for (Value.Metric metric : rule.evidence().values()) {
      for (Measurements.Series series : now.of(metric.name())) {
        if (found.size() < MOST_READINGS
            && series.labels().has(metric.where())
            && agree(series.labels(), labels)) {
          found.add(new Alert.Evidence(metric.name(), series.labels(), series.value()));
        }
      }
    }
    return found;
  }

  /// Whether labels that both have are equal.
  private static boolean agree(Labels series, Labels alert) {
    return alert.values().entrySet().stream()
        .allMatch(e ->
            Optional.ofNullable(series.values().get(e.getKey()))
                .map(value -> value.equals(e.getValue()))
                .orElse(true));
  }
}
