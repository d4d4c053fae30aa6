package vedette.app.web;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import vedette.app.web.api.Alarms;
import vedette.app.web.api.RefusedException;
import vedette.watch.view.AlertsView;

/// Alerts whose every text is something that only the owner may see.
final class PlantedAlarms implements Alarms {
  @Override
  public AlertsView view() {
    return Planted.filled(AlertsView.class);
  }

  @Override
  public List<AlertsView.RuleRow> rules() {
    return List.of(Planted.filled(AlertsView.RuleRow.class));
  }

  @Override
  public AlertsView.MuteRow mute(
      String rule, String subject, OptionalLong seconds, boolean maintenance) {
    if (rule.equals("NoSuch")) {
      throw new RefusedException("there is no rule NoSuch");
    }
    return new AlertsView.MuteRow(
        "mute/" + rule + "/" + subject, rule, subject, seconds, maintenance, false);
  }

  @Override
  public boolean unmute(String id) {
    return id.equals("mute//");
  }

  @Override
  public List<Tried> test(Optional<String> channel) {
    return List.of(new Tried(channel.orElse("all"), "webhook", Planted.SECRET));
  }
}
