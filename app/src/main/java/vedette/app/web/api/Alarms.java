package vedette.app.web.api;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import vedette.watch.view.AlertsView;

/// What the web server asks of the alerts. Called from many threads at once.
public interface Alarms {
  /// Topic `alerts`; the same object as before if nothing changed.
  AlertsView view();

  /// The rules that count.
  List<AlertsView.RuleRow> rules();

  /// Keeps alerts from being told.
  ///
  /// @param rule id; empty: all
  /// @param subject key of a node or service; empty: all
  /// @param seconds how long; empty: until it is taken back
  /// @throws RefusedException if there are too many, or there is no such rule
  AlertsView.MuteRow mute(String rule, String subject, OptionalLong seconds, boolean maintenance);

  /// Takes a silence back.
  ///
  /// @return false if there is none, or it stands in the settings
  boolean unmute(String id);

  /// Sends a test message at once.
  ///
  /// @param channel empty: to all
  /// @return one for each channel
  List<Tried> test(Optional<String> channel);

  /// What a test came to.
  ///
  /// @param trouble empty if the message was taken
  record Tried(String name, String kind, String trouble) {}
}
