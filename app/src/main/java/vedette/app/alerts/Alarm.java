package vedette.app.alerts;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import vedette.app.config.AlertsSettings;
import vedette.app.notify.Courier;
import vedette.app.notify.Message;
import vedette.app.web.api.Alarms;
import vedette.app.web.api.RefusedException;
import vedette.history.Happening;
import vedette.watch.Watch;
import vedette.watch.alert.Alert;
import vedette.watch.alert.Alerts;
import vedette.watch.alert.Announcer;
import vedette.watch.alert.Measurements;
import vedette.watch.metrics.Metrics;
import vedette.watch.view.AlertsView;

/// Evaluates the rules once a second and tells whom the settings name.
///
/// What fires is written to disk before anybody is told, and a message stays in that file until a
/// channel has taken it: after a crash nothing fires again, and nothing is forgotten. Messages have
/// ids, so that the one that may go out twice can be told from a new one.
public final class Alarm implements Alarms, AutoCloseable {
  private static final String THREAD = "vedette-alerts";

  private final Parts parts;
  private final Requests requests;
  private final Memory memory;
  private final CountDownLatch ending = new CountDownLatch(1);
  private final Thread thread;

  // All below is guarded by the lock, which is held while the file is written: nobody but the web
  // and the couriers waits for it.
  private final Object lock = new Object();
  private RuleBook book;
  private AlertsSettings settings;
  private Alerts alerts;
  private Announcer announcer;
  private Courier courier;
  private Outside outside;
  private Measurements last = new Measurements(0);

  private volatile AlertsView view = AlertsView.OFF;

  /// What alerts are made of and go to.
  ///
  /// @param directory Vedette's
  /// @param happenings history, which must not wait
  /// @param about subject and sentence of what is wrong; an empty sentence: nothing any more
  /// @param alive called at each turn with the name of the thread
  public record Parts(
      Path directory,
      Watch watch,
      Metrics metrics,
      Consumer<Happening> happenings,
      BiConsumer<String, String> about,
      Consumer<String> alive) {}

  private Alarm(AlertsSettings settings, Parts parts) {
    this.parts = parts;
    this.settings = settings;
    requests = new Requests(parts.directory());
    memory = new Memory(new Kept(parts.directory()), parts.about());
    book = RuleBook.of(settings);
    alerts = new Alerts(book.rules(), book.limits());
    announcer = new Announcer(book.rules(), RuleBook.patience(settings));
    restore();
    courier = Courier.start(Channels.of(settings), Courier.Pace.PRESET, this::settled);
    outside = Outside.start(settings, parts.about());
    thread = Thread.ofPlatform().daemon().name(THREAD).unstarted(this::run);
  }

  /// Begins to watch. Close it.
  public static Alarm start(AlertsSettings settings, Parts parts) {
    Alarm alarm = new Alarm(settings, parts);
    alarm.begin();
    return alarm;
  }

  private void begin() {
    synchronized (lock) {
      book.problems().forEach(problem -> parts.about().accept(problem, problem));
      resend();
    }
    thread.start();
  }

  /// Goes by other settings from now on; what fires goes on.
  public void configure(AlertsSettings other) {
    synchronized (lock) {
      if (other.equals(settings)) {
        return;
      }
      settings.muted().forEach(it -> announcer.unmute(fixed(it).id()));
      settings = other;
      book = RuleBook.of(other);
      Alerts before = alerts;
      alerts = new Alerts(book.rules(), book.limits());
      alerts.takeOver(before);
      Announcer announcerBefore = announcer;
      announcer = new Announcer(book.rules(), RuleBook.patience(other));
      announcer.takeOver(announcerBefore);
      courier.close();
      outside.close();
      courier = Courier.start(Channels.of(other), Courier.Pace.PRESET, this::settled);
      outside = Outside.start(other, parts.about());
      book.problems().forEach(problem -> parts.about().accept(problem, problem));
      resend();
    }
  }

  private void restore() {
    try {
      Kept.State before = memory.restore();
      long now = System.currentTimeMillis();
      alerts.restore(before.active(), Math.max(0, now - before.lookedAt().orElse(now)));
      before.mutes().forEach(announcer::mute);
      // Given again with the same words it replaces itself: a crash may have come between.
      before.firing().forEach(alert -> happened(alert, OptionalLong.empty()));
    } catch (IOException unreadable) {
      parts.about().accept("alerts", String.valueOf(unreadable.getMessage()));
    }
  }

  private void resend() {
    for (Kept.Waiting waiting : memory.outbox()) {
      courier.give(waiting.channel(), waiting.message(), this::settled);
    }
  }

  private void run() {
    try {
      do {
        try {
          turn();
          parts.about().accept("a turn of the alerts", "");
        } catch (RuntimeException mistake) {
          parts.about().accept("a turn of the alerts", "failed: " + mistake);
        }
        parts.alive().accept(THREAD);
      } while (!ending.await(1, TimeUnit.SECONDS));
    } catch (InterruptedException asked) {
      // It is over.
    }
  }

  private void turn() {
    Set<String> names;
    synchronized (lock) {
      names = settings.enabled() ? book.metrics() : Set.of();
    }
    Measurements now =
        Gathering.gather(names, parts.watch(), parts.metrics(), System.currentTimeMillis());
    synchronized (lock) {
      answer();
      if (settings.enabled()) {
        step(now);
      }
      save();
      view =
          new Viewing(book, settings, alerts, announcer, courier, last)
              .view(memory.recent(), now.now(), view);
      List<Alert> active = alerts.active();
      outside.turn(
          active.stream()
              .filter(it -> it.phase() == Alert.Phase.FIRING)
              .filter(it -> announcer.parent(it, active, last).isEmpty())
              .toList(),
          book,
          now.now());
    }
  }

  private void step(Measurements now) {
    last = now;
    Alerts.Step step = alerts.step(now);
    step.ended().forEach(alert -> memory.ended(alert, now.now()));
    settings.muted().forEach(it -> announcer.mute(fixed(it)));
    Optional<Announcer.Notice> notice = announcer.step(alerts, step, now);
    List<Kept.Waiting> fresh = new ArrayList<>();
    notice.ifPresent(it -> {
      for (Message message : new Wording(book::rule).of(it)) {
        courier.takers(message).forEach(name -> fresh.add(new Kept.Waiting(name, message)));
      }
    });
    memory.sent(fresh);
    memory.changed(!step.begun().isEmpty() || !step.ended().isEmpty() || notice.isPresent());
    save();
    step.begun().forEach(alert -> happened(alert, OptionalLong.empty()));
    step.ended().forEach(alert -> happened(alert, OptionalLong.of(now.now())));
    fresh.forEach(it -> courier.give(it.channel(), it.message(), this::settled));
  }

  private static Announcer.Mute fixed(AlertsSettings.Muted it) {
    return new Announcer.Mute(it.rule(), it.service(), 0, false);
  }

  /// Does what `vedette alerts mute` asked for.
  private void answer() {
    try {
      for (Requests.Request request : requests.take()) {
        memory.changed(
            request.wanted()
                ? announcer.mute(request.mute())
                : announcer.unmute(request.mute().id()));
      }
    } catch (IOException unreadable) {
      parts.about().accept("alerts' requests", String.valueOf(unreadable.getMessage()));
    }
  }

  private void save() {
    memory.save(
        alerts.active(),
        announcer.mutes().stream().filter(it -> !Viewing.row(it, settings).fixed()).toList());
  }

  /// A channel has taken a message, or will not.
  private void settled(String channel, String id) {
    synchronized (lock) {
      memory.settled(channel, id);
      save();
    }
  }

  private void happened(Alert alert, OptionalLong until) {
    parts.happenings().accept(book.happening(alert, until));
  }

  // ---- what the web asks ----

  @Override
  public AlertsView view() {
    return view;
  }

  @Override
  public List<AlertsView.RuleRow> rules() {
    synchronized (lock) {
      return book.rows();
    }
  }

  @Override
  public AlertsView.MuteRow mute(
      String rule, String subject, OptionalLong seconds, boolean maintenance) {
    synchronized (lock) {
      if (!rule.isEmpty() && book.rule(rule).isEmpty()) {
        throw new RefusedException("there is no rule " + rule);
      }
      long until =
          seconds.isPresent() ? System.currentTimeMillis() + seconds.getAsLong() * 1_000 : 0;
      Announcer.Mute mute = new Announcer.Mute(rule, subject, until, maintenance);
      if (!announcer.mute(mute)) {
        throw new RefusedException(
            "there are " + Announcer.MOST_MUTES + " silences. Do: take one back");
      }
      memory.changed(true);
      save();
      return Viewing.row(mute, settings);
    }
  }

  @Override
  public boolean unmute(String id) {
    synchronized (lock) {
      boolean fixed =
          announcer.mutes().stream()
              .anyMatch(it -> it.id().equals(id) && Viewing.row(it, settings).fixed());
      boolean removed = !fixed && announcer.unmute(id);
      memory.changed(removed);
      save();
      return removed;
    }
  }

  @Override
  public List<Tried> test(Optional<String> channel) {
    Courier now;
    synchronized (lock) {
      now = courier;
    }
    return tried(now, channel);
  }

  static List<Tried> tried(Courier courier, Optional<String> channel) {
    return courier.test(Wording.test(System.currentTimeMillis()), channel).stream()
        .map(it -> new Tried(it.name(), it.kind(), it.trouble().orElse("")))
        .toList();
  }

  @Override
  public void close() {
    ending.countDown();
    try {
      thread.join();
    } catch (InterruptedException asked) {
      Thread.currentThread().interrupt();
    }
    synchronized (lock) {
      courier.close();
      outside.close();
      memory.changed(Memory.waits(alerts.active()));
      save();
    }
  }
}
