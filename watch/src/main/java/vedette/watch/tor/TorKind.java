package vedette.watch.tor;

import java.util.List;
import vedette.watch.service.Measure;
import vedette.watch.service.ServiceFold;
import vedette.watch.service.ServiceKind;
import vedette.watch.service.Surroundings;
import vedette.watch.view.KindPage;

/// Tor. Its onion services are counted only: their addresses are no labels.
public record TorKind() implements ServiceKind {
  static final Measure BOOTSTRAP =
      Measure.gauge(
              "vedette_tor_bootstrap_ratio",
              "ratio",
              "How far Tor is on its way into the network.",
              "status/bootstrap-phase")
          .keep();
  static final Measure CIRCUIT =
      Measure.gauge(
          "vedette_tor_circuit_established",
          "1",
          "Whether Tor has had a circuit that works since it started.",
          "status/circuit-established");
  static final Measure CIRCUITS =
      Measure.gauge(
              "vedette_tor_circuits", "circuits", "Circuits that are built.", "circuit-status")
          .keep();
  static final Measure READ =
      Measure.counter(
          "vedette_tor_read_bytes_total", "bytes", "Bytes read since it started.", "traffic/read");
  static final Measure WRITTEN =
      Measure.counter(
          "vedette_tor_written_bytes_total",
          "bytes",
          "Bytes written since it started.",
          "traffic/written");
  static final Measure UPTIME =
      Measure.gauge("vedette_tor_uptime_seconds", "seconds", "Since it started.", "uptime");
  static final Measure ONIONS =
      Measure.gauge(
          "vedette_tor_onion_services", "services", "Onion services that Tor has.", "GETCONF");
  static final Measure PUBLISHED =
      Measure.gauge(
          "vedette_tor_onion_services_published",
          "services",
          "Onion services that a directory has taken at the last try that was heard of.",
          "HS_DESC");
  static final Measure REFUSED =
      Measure.gauge(
          "vedette_tor_onion_services_refused",
          "services",
          "Onion services that no directory has taken at the last try that was heard of.",
          "HS_DESC");
  static final Measure INFO =
      Measure.info("vedette_tor_info", "Which Tor it is.", "version", "version");

  @Override
  public String word() {
    return "tor";
  }

  @Override
  public String title() {
    return "Tor";
  }

  @Override
  public String mainCall() {
    return "status";
  }

  @Override
  public List<Measure> measures() {
    return List.of(
        BOOTSTRAP, CIRCUIT, CIRCUITS, READ, WRITTEN, UPTIME, ONIONS, PUBLISHED, REFUSED, INFO);
  }

  @Override
  public Class<? extends KindPage> page() {
    return TorPage.class;
  }

  @Override
  public ServiceFold fold(String key, Surroundings around) {
    return new TorFold(around);
  }
}
