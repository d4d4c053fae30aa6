package vedette.app.alerts;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import vedette.app.config.AlertsSettings;
import vedette.app.notify.Courier;
import vedette.watch.alert.Alert;
import vedette.watch.alert.Alerts;
import vedette.watch.alert.Announcer;
import vedette.watch.alert.Measurements;
import vedette.watch.alert.PrometheusRules;
import vedette.watch.alert.Rule;
import vedette.watch.view.AlertsView;

/// Makes topic `alerts` of what is known.
///
/// @param measured of the last step
record Viewing(
    RuleBook book,
    AlertsSettings settings,
    Alerts alerts,
    Announcer announcer,
    Courier courier,
    Measurements measured) {
  private static final int MOST = 200;

  /// The view; the one before, if nothing changed.
  AlertsView view(List<Kept.Ended> recent, long now, AlertsView before) {
    List<Alert> all = alerts.active();
    List<AlertsView.Row> firing = new ArrayList<>();
    List<AlertsView.Row> pending = new ArrayList<>();
    for (Alert alert : all) {
      AlertsView.Row row =
          row(
              alert,
              OptionalLong.empty(),
              announcer.silence(alert, now),
              announcer.parent(alert, all, measured).map(Alert::id));
      (alert.phase() == Alert.Phase.FIRING ? firing : pending).add(row);
    }
    firing.sort(
        Comparator.comparingInt((AlertsView.Row row) -> -rank(row))
            .thenComparingLong(row -> -row.firedAt().orElse(0)));
    int more = Math.max(0, firing.size() - MOST) + Math.max(0, pending.size() - MOST);
    AlertsView made =
        new AlertsView(
            settings.enabled(),
            List.copyOf(firing.subList(0, Math.min(MOST, firing.size()))),
            List.copyOf(pending.subList(0, Math.min(MOST, pending.size()))),
            recent.stream()
                .map(it ->
                    row(it.alert(), OptionalLong.of(it.at()), Optional.empty(), Optional.empty()))
                .toList(),
            announcer.mutes().stream().map(it -> row(it, settings)).toList(),
            RuleBook.patience(settings).quiet().filter(it -> it.include(now)).isPresent(),
            courier.status().stream().map(Viewing::row).toList(),
            more);
    return made.equals(before) ? before : made;
  }

  private AlertsView.Row row(
      Alert alert, OptionalLong endedAt, Optional<String> silence, Optional<String> parent) {
    Optional<Rule> rule = book.rule(alert.rule());
    return new AlertsView.Row(
        alert.id(),
        alert.rule(),
        alert.subject(),
        alert.labels().values(),
        rule.map(it -> it.severity().word()).orElse("info"),
        alert.since(),
        alert.phase() == Alert.Phase.FIRING
            ? OptionalLong.of(alert.firedAt())
            : OptionalLong.empty(),
        endedAt,
        alert.unknown() && endedAt.isEmpty(),
        alert.announced(),
        silence,
        parent,
        rule.map(Rule::title).orElse("a rule that there is no more"),
        rule.map(Rule::reason).orElse(""),
        rule.map(Rule::todo).orElse(""),
        rule.map(it -> PrometheusRules.expression(it, book.limits())).orElse(""),
        rule.map(it -> it.lasting().toSeconds()).orElse(0L),
        alert.readings().stream()
            .map(it -> new AlertsView.ReadingRow(it.metric(), it.labels().values(), it.value()))
            .toList());
  }

  private static int rank(AlertsView.Row row) {
    return switch (row.severity()) {
      case "critical" -> 2;
      case "warning" -> 1;
      default -> 0;
    };
  }

  static AlertsView.MuteRow row(Announcer.Mute mute, AlertsSettings settings) {
    boolean fixed =
        !mute.maintenance()
            && mute.until() == 0
            && settings.muted().contains(new AlertsSettings.Muted(mute.rule(), mute.subject()));
    return new AlertsView.MuteRow(
        mute.id(),
        mute.rule(),
        mute.subject(),
        mute.until() == 0 ? OptionalLong.empty() : OptionalLong.of(mute.until()),
        mute.maintenance(),
        fixed);
  }

  private static AlertsView.ChannelRow row(Courier.Status it) {
    return new AlertsView.ChannelRow(
        it.name(),
        it.kind(),
        it.waiting(),
        it.sent(),
        it.sentAt(),
        it.failed(),
        it.dropped(),
        it.trouble());
  }
}
