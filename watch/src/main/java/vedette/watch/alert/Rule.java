package vedette.watch.alert;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// When somebody is needed, why, and what to do then.
///
/// @param id stable: in settings, in Prometheus, in history
/// @param kind what it is about: a service kind such as `bitcoind`, or `any`
/// @param lasting how long the condition must hold before it fires
/// @param when the condition; its series, reduced to `per`, are the alerts
/// @param known what must be so for the condition to mean anything, on the subject's label; else
///   the alert stays as it was
/// @param per labels that tell one alert of this rule from another; the first names the subject
/// @param passing whether what it is about comes and goes (a channel, a peer): an alert whose
///   series has ended is over. Otherwise it is unknown then
/// @param whole whether the subject fails as a whole: everything else of it and of what needs it is
///   silent
/// @param parents rules that, firing for the same subject or for what it needs, make this one
///   silent
/// @param title what is wrong, without the subject, such as `no new block for long`
/// @param reason why that matters, a sentence
/// @param todo what to do, a sentence
public record Rule(
    String id,
    String kind,
    Severity severity,
    Duration lasting,
    Condition when,
    Optional<Condition> known,
    List<String> per,
    boolean passing,
    boolean whole,
    List<String> parents,
    String title,
    String reason,
    String todo) {

  /// Of every kind of service.
  public static final String ANY = "any";

  /// Keeps its own lists.
  public Rule {
    per = List.copyOf(per);
    parents = List.copyOf(parents);
  }

  /// A rule to be completed.
  public static Building named(String id, String kind, Severity severity) {
    return new Building(id, kind, severity);
  }

  /// The numbers in it that the owner may set.
  public Set<Threshold> thresholds() {
    Set<Threshold> found = new LinkedHashSet<>();
    Walk.values(
        this,
        value -> {
          if (value instanceof Value.Limit(Threshold threshold)) {
            found.add(threshold);
          }
        });
    return found;
  }

  /// The metrics that it looks at.
  public Set<String> metrics() {
    Set<String> found = new LinkedHashSet<>();
    Walk.values(
        this,
        value -> {
          if (value instanceof Value.Metric metric) {
            found.add(metric.name());
          }
        });
    return found;
  }

  Set<Value.Over> windows() {
    Set<Value.Over> found = new LinkedHashSet<>();
    Walk.values(
        this,
        value -> {
          if (value instanceof Value.Over over) {
            found.add(over);
          }
        });
    return found;
  }

  /// The metrics of its condition, whose values are the reason that it fires.
  Map<String, Value.Metric> evidence() {
    Map<String, Value.Metric> found = new LinkedHashMap<>();
    Walk.values(
        when,
        value -> {
          if (value instanceof Value.Metric metric) {
            found.putIfAbsent(metric.name() + Labels.of().text() + metric.where(), metric);
          }
        });
    return found;
  }

  /// The same with another severity and duration.
  public Rule with(Severity other, Duration otherLasting) {
    return new Rule(
        id,
        kind,
        other,
        otherLasting,
        when,
        known,
        per,
        passing,
        whole,
        parents,
        title,
        reason,
        todo);
  }

  /// Collects the parts of a rule.
  public static final class Building {
    private final String id;
    private final String kind;
    private final Severity severity;
    private Duration lasting = Duration.ZERO;
    private Optional<Condition> known = Optional.empty();
    private List<String> per = List.of("service");
    private boolean passing;
    private boolean whole;
    private List<String> parents = List.of();
    private String title = "";
    private String reason = "";

    private Building(String id, String kind, Severity severity) {
      this.id = id;
      this.kind = kind;
      this.severity = severity;
    }

    Building lasting(Duration span) {
      lasting = span;
      return this;
    }

    Building minutes(int count) {
      return lasting(Duration.ofMinutes(count));
    }

    Building known(Condition condition) {
      known = Optional.of(condition);
      return this;
    }

    Building per(String... labels) {
      per = List.of(labels);
      return this;
    }

    Building passing() {
      passing = true;
      return this;
    }

    Building whole() {
      whole = true;
      return this;
    }

    Building under(String... rules) {
      parents = List.of(rules);
      return this;
    }

    Building title(String words) {
      title = words;
      return this;
    }

    Building reason(String sentence) {
      reason = sentence;
      return this;
    }

    Rule when(Condition condition, String todo) {
      return new Rule(
          id, kind, severity, lasting, condition, known, per, passing, whole, parents, title,
          reason, todo);
    }
  }
}
