package vedette.watch.alert;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Decides who is told what and when: silences what follows from something else, what is muted and
/// what can wait; puts together what happens together; says when it is over.
///
/// Not for several threads.
public final class Announcer {
  /// Most mutes.
  public static final int MOST_MUTES = 200;

  /// What a parent silenced may need a moment to recover after it.
  private static final long SETTLE_MS = 120_000;

  private static final int MOST_COOLING = 2_000;

  private final Patience patience;
  private final Map<String, Rule> rules = new HashMap<>();
  private final Map<String, Mute> mutes = new LinkedHashMap<>();
  private final Map<String, Long> settling = new HashMap<>();
  private final Map<String, Long> cooling = new LinkedHashMap<>();
  private final List<Alert> recovered = new ArrayList<>();
  private long waitingSince = -1;
  private long lastNotice = Long.MIN_VALUE / 2;

  /// How long things may take.
  ///
  /// @param group what happens within this time is told together; a third of it if it is critical
  /// @param between least time between two messages, unless one is critical
  /// @param cooldown what was over so recently is not told again before
  public record Patience(
      Duration group, Duration between, Duration cooldown, Optional<QuietHours> quiet) {
    /// What counts unless set.
    public static final Patience PRESET =
        new Patience(
            Duration.ofSeconds(30),
            Duration.ofMinutes(5),
            Duration.ofMinutes(15),
            Optional.empty());
  }

  /// Silence that somebody asked for.
  ///
  /// @param rule id of a rule, empty: all
  /// @param subject key of a node or service, empty: all
  /// @param until ms; 0: until it is taken back
  /// @param maintenance whether it is a maintenance window
  public record Mute(String rule, String subject, long until, boolean maintenance) {
    /// One at a time has this id.
    public String id() {
      return (maintenance ? "maintenance" : "mute") + "/" + rule + "/" + subject;
    }

    boolean covers(Alert alert, long now) {
      return lasts(now)
          && (rule.isEmpty() || rule.equals(alert.rule()))
          && (subject.isEmpty() || subject.equals(alert.subject()));
    }

    boolean lasts(long now) {
      return until == 0 || now < until;
    }
  }

  /// What is to be told, at once and together.
  public record Notice(long at, List<Alert> firing, List<Alert> over) {
    /// The worst of what fires.
    public Severity severity(Map<String, Rule> rules) {
      return firing.stream()
          .map(alert -> rules.get(alert.rule()))
          .filter(java.util.Objects::nonNull)
          .map(Rule::severity)
          .max(java.util.Comparator.naturalOrder())
          .orElse(Severity.INFO);
    }
  }

  /// Nobody was told anything.
  public Announcer(Collection<Rule> rules, Patience patience) {
    rules.forEach(rule -> this.rules.put(rule.id(), rule));
    this.patience = patience;
  }

  /// Takes over what an announcer with other rules or settings knows.
  public void takeOver(Announcer before) {
    mutes.putAll(before.mutes);
    settling.putAll(before.settling);
    cooling.putAll(before.cooling);
    recovered.addAll(before.recovered);
    waitingSince = before.waitingSince;
    lastNotice = before.lastNotice;
  }

  /// Adds a silence, or changes it.
  ///
  /// @return false if there are too many
  public boolean mute(Mute mute) {
    if (mutes.size() >= MOST_MUTES && !mutes.containsKey(mute.id())) {
      return false;
    }
    mutes.put(mute.id(), mute);
    return true;
  }

  /// Takes a silence back.
  ///
  /// @return false if there is none
  public boolean unmute(String id) {
    return mutes.remove(id) != null;
  }

  /// The silences, oldest first.
  public List<Mute> mutes() {
    return List.copyOf(mutes.values());
  }

  /// After a step of the alerts: what is to be told now, if anything. Those in it count as told.
  public Optional<Notice> step(Alerts alerts, Alerts.Step step, Measurements measured) {
    long now = measured.now();
    mutes.values().removeIf(mute -> !mute.lasts(now));
    for (Alert alert : step.ended()) {
      if (alert.announced()) {
        recovered.add(alert);
        if (cooling.size() < MOST_COOLING) {
          cooling.put(alert.id(), now + patience.cooldown().toMillis());
        }
      }
      settling.remove(alert.id());
    }
    cooling.values().removeIf(until -> until <= now);
    List<Alert> all = alerts.active();
    List<Alert> waiting = new ArrayList<>();
    for (Alert alert : all) {
      if (alert.phase() == Alert.Phase.FIRING && !alert.announced()) {
        if (parent(alert, all, measured).isPresent()) {
          settling.put(alert.id(), now + SETTLE_MS);
        } else if (silence(alert, now).isEmpty() && !alert.unknown()) {
          waiting.add(alert);
        }
      }
    }
    if (waiting.isEmpty() && recovered.isEmpty()) {
      waitingSince = -1;
      return Optional.empty();
    }
    waitingSince = waitingSince < 0 ? now : waitingSince;
    boolean critical = waiting.stream().anyMatch(this::isCritical);
    long group = patience.group().toMillis() / (critical ? 3 : 1);
    boolean spaced = critical || now - lastNotice >= patience.between().toMillis();
    if (now - waitingSince < group || !spaced) {
      return Optional.empty();
    }
    Notice notice = new Notice(now, List.copyOf(waiting), List.copyOf(recovered));
    waiting.forEach(alerts::told);
    recovered.clear();
    waitingSince = -1;
    lastNotice = now;
    return Optional.of(notice);
  }

  /// Why nobody is told of an alert at the moment, in a few words; empty if nothing keeps it.
  public Optional<String> silence(Alert alert, long now) {
    for (Mute mute : mutes.values()) {
      if (mute.covers(alert, now)) {
        return Optional.of(mute.maintenance() ? "maintenance" : "muted");
      }
    }
    if (settling.getOrDefault(alert.id(), 0L) > now) {
      return Optional.of("follows from something else");
    }
    if (cooling.getOrDefault(alert.id(), 0L) > now) {
      return Optional.of("was over only just");
    }
    boolean quiet = patience.quiet().filter(hours -> hours.include(now)).isPresent();
    return quiet && !isCritical(alert) ? Optional.of("quiet hours") : Optional.empty();
  }

  private boolean isCritical(Alert alert) {
    Rule rule = rules.get(alert.rule());
    return rule != null && rule.severity() == Severity.CRITICAL;
  }

  /// The alert that an alert follows from, if there is one.
  public Optional<Alert> parent(Alert alert, List<Alert> all, Measurements measured) {
    Rule rule = rules.get(alert.rule());
    if (rule == null) {
      return Optional.empty();
    }
    Set<String> above = ancestors(alert.subject(), measured);
    return all.stream()
        .filter(other ->
            other.phase() == Alert.Phase.FIRING
                && !other.id().equals(alert.id())
                && explains(other, alert, rule, above))
        .findFirst();
  }

  private boolean explains(Alert other, Alert alert, Rule rule, Set<String> above) {
    @Nullable Rule its = rules.get(other.rule());
    if (its == null) {
      return false;
    }
    boolean same = other.subject().equals(alert.subject());
    boolean over = other.subject().isEmpty() || above.contains(other.subject());
    boolean asWhole = its.whole() && (same ? !rule.whole() : over);
    return asWhole || (rule.parents().contains(other.rule()) && (same || over));
  }

  /// What a subject needs, and what that needs.
  private static Set<String> ancestors(String key, Measurements measured) {
    Set<String> found = new HashSet<>();
    List<String> next = new ArrayList<>(List.of(key));
    while (!next.isEmpty()) {
      Measurements.@Nullable Subject subject = measured.subjects().get(next.removeLast());
      if (subject != null) {
        subject.needs().stream().filter(found::add).forEach(next::add);
      }
    }
    return found;
  }
}
