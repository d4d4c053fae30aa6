/// Alerts: rules as data, evaluated on measured values.
///
/// Entry: [vedette.watch.alert.Alerts], which takes [vedette.watch.alert.Measurements] once a
/// second and says what has begun and what is over. Everything here is pure: no clock, no file, no
/// thread; time is what the measurements say, so that a week can be played in seconds. One thread
/// at a time. [vedette.watch.alert.PrometheusRules] writes the same rules as a rule file of
/// Prometheus.
@NullMarked
package vedette.watch.alert;

import org.jspecify.annotations.NullMarked;
