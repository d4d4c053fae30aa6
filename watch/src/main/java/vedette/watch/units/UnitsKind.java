package vedette.watch.units;

import java.util.List;
import vedette.watch.service.Measure;
import vedette.watch.service.ServiceFold;
import vedette.watch.service.ServiceKind;
import vedette.watch.service.Surroundings;
import vedette.watch.view.KindPage;

/// Units of systemd. Their metrics have names of ours: those of node_exporter and systemd_exporter
/// would be counted twice where one of them runs beside us.
public record UnitsKind() implements ServiceKind {
  private static final int MOST = 64;
  private static final String SOURCE = "systemctl show";

  static final Measure ACTIVE =
      Measure.gauge("vedette_unit_active", "1", "Whether a unit runs.", SOURCE, MOST, "unit");
  static final Measure FAILED =
      Measure.gauge(
          "vedette_unit_failed", "1", "Whether systemd calls a unit failed.", SOURCE, MOST, "unit");
  static final Measure RESTARTS =
      Measure.counter(
          "vedette_unit_restarts_total",
          "restarts",
          "How often systemd has started a unit again by itself.",
          SOURCE,
          MOST,
          "unit");
  static final Measure MEMORY =
      Measure.gauge(
          "vedette_unit_memory_bytes",
          "bytes",
          "Memory of all processes of a unit; absent where systemd does not account for it.",
          SOURCE,
          MOST,
          "unit");
  static final Measure SINCE =
      Measure.gauge(
          "vedette_unit_state_since_timestamp_seconds",
          "seconds since the epoch",
          "Since when a unit is in its state.",
          SOURCE,
          MOST,
          "unit");
  static final Measure ALL_FAILED =
      Measure.gauge("vedette_units_failed", "units", "Units that have failed.", SOURCE).keep();

  @Override
  public String word() {
    return "units";
  }

  @Override
  public String title() {
    return "Units";
  }

  @Override
  public String mainCall() {
    return "units";
  }

  @Override
  public List<Measure> measures() {
    return List.of(ACTIVE, FAILED, RESTARTS, MEMORY, SINCE, ALL_FAILED);
  }

  @Override
  public Class<? extends KindPage> page() {
    return UnitsPage.class;
  }

  @Override
  public ServiceFold fold(String key, Surroundings around) {
    return new UnitsFold(around);
  }
}
