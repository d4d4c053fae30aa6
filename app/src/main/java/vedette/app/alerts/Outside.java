package vedette.app.alerts;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;
import vedette.app.config.AlertsSettings;
import vedette.app.notify.NotifyException;
import vedette.app.notify.Route;
import vedette.app.notify.Signals;
import vedette.watch.alert.Alert;
import vedette.watch.alert.Rule;

/// Tells programs elsewhere: an Alertmanager what fires, a dead man's switch that Vedette lives.
///
/// Each has at most one request under way, on a virtual thread. The switch is told only by turns of
/// the alerts: if they stop, it stops.
final class Outside implements AutoCloseable {
  private static final long PUSH_EVERY_MS = 60_000;
  private static final long ENDS_AFTER_MS = 4 * PUSH_EVERY_MS;

  private final AlertsSettings settings;
  private final BiConsumer<String, String> about;
  private final AtomicBoolean pushing = new AtomicBoolean();
  private final AtomicBoolean pinging = new AtomicBoolean();
  private Map<String, Signals.Pushed> pushed = Map.of();
  private long pushedAt;
  private long pingedAt;
  private volatile boolean closed;

  private Outside(AlertsSettings settings, BiConsumer<String, String> about) {
    this.settings = settings;
    this.about = about;
  }

  static Outside start(AlertsSettings settings, BiConsumer<String, String> about) {
    return new Outside(settings, about);
  }

  /// A turn of the alerts has been done.
  ///
  /// @param firing what fires and does not follow from something else
  void turn(List<Alert> firing, RuleBook book, long now) {
    settings.alertmanager().ifPresent(it -> push(it, firing, book, now));
    settings.ping().ifPresent(it -> ping(it, now));
  }

  private void push(AlertsSettings.Alertmanager it, List<Alert> firing, RuleBook book, long now) {
    Map<String, Signals.Pushed> fresh = new TreeMap<>();
    firing.forEach(alert ->
        book.rule(alert.rule()).ifPresent(rule -> fresh.put(alert.id(), pushed(alert, rule, now))));
    boolean nothing = fresh.isEmpty() && pushed.isEmpty();
    boolean told = fresh.keySet().equals(pushed.keySet()) && now - pushedAt < PUSH_EVERY_MS;
    if (nothing || told || !pushing.compareAndSet(false, true)) {
      return;
    }
    List<Signals.Pushed> all = new ArrayList<>(fresh.values());
    pushed.forEach((id, before) -> {
      if (!fresh.containsKey(id)) {
        all.add(before.endedAt(Instant.ofEpochMilli(now).toString()));
      }
    });
    pushed = Map.copyOf(fresh);
    pushedAt = now;
    Thread.ofVirtual()
        .name("vedette-alertmanager")
        .start(() -> {
          told("alertmanager", () -> Signals.push(it.url(), it.token().map(Channels::hidden), all));
          pushing.set(false);
        });
  }

  /// What is not told again is over for Alertmanager a little later.
  private static Signals.Pushed pushed(Alert alert, Rule rule, long now) {
    Map<String, String> labels = new TreeMap<>(alert.labels().values());
    labels.put("alertname", rule.id());
    labels.put("severity", rule.severity().word());
    String who = alert.subject().isEmpty() ? "" : alert.subject() + ": ";
    return new Signals.Pushed(
        labels,
        Map.of("summary", who + rule.title(), "description", rule.reason() + " " + rule.todo()),
        Instant.ofEpochMilli(alert.firedAt()).toString(),
        Instant.ofEpochMilli(now + ENDS_AFTER_MS).toString());
  }

  private void ping(AlertsSettings.Ping it, long now) {
    if (now - pingedAt < it.every().toMillis() || !pinging.compareAndSet(false, true)) {
      return;
    }
    pingedAt = now;
    Route route = new Route(it.socks().map(Route.Proxy::parse), Optional.empty());
    Thread.ofVirtual()
        .name("vedette-ping")
        .start(() -> {
          told("dead man's switch", () -> Signals.ping(Channels.hidden(it.url()), route));
          pinging.set(false);
        });
  }

  private void told(String subject, Runnable telling) {
    String trouble = "";
    try {
      telling.run();
    } catch (NotifyException refused) {
      trouble = refused.text();
    } catch (RuntimeException mistake) {
      trouble = "failed: " + mistake.getClass().getSimpleName();
    }
    if (!closed) {
      about.accept(subject, trouble);
    }
  }

  @Override
  public void close() {
    closed = true;
  }
}
