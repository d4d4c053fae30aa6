/// Alerts in the daemon: rules as the settings want them, evaluated once a second on what /metrics
/// says, told to whom the settings name, kept over restarts.
///
/// Entry: [vedette.app.alerts.Alarm], with a thread of its own, `vedette-alerts`, because it writes
/// its small state file before anybody is told; and [vedette.app.alerts.AlertsCommand]. What a rule
/// is and when it fires is in `vedette.watch.alert`, how messages travel in `vedette.app.notify`.
@NullMarked
package vedette.app.alerts;

import org.jspecify.annotations.NullMarked;
