package vedette.app.services;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import vedette.app.config.Config;
import vedette.poll.units.Units;
import vedette.watch.service.ServiceKind;
import vedette.watch.units.UnitsKind;

/// The units of the stack, where systemd runs the machine.
final class UnitsOffer implements Offer {
  /// Under which names the programs of such a stack usually run. Those that do not exist are not
  /// shown.
  static final List<String> USUAL =
      List.of(
          "bitcoind",
          "bitcoin",
          "lnd",
          "lightningd",
          "electrs",
          "fulcrum",
          "electrumx",
          "monerod",
          "monero",
          "tor",
          "tor@default",
          "thunderhub",
          "rtl",
          "nbxplorer",
          "btcpayserver",
          "mempool",
          "openbao",
          "vault",
          "prometheus",
          "prometheus-alertmanager",
          "grafana-server",
          "caddy",
          "nginx",
          "vedette");

  private final ServiceKind kind = new UnitsKind();

  @Override
  public ServiceKind kind() {
    return kind;
  }

  @Override
  public List<Offered> offered(Config config, Seen seen) {
    List<String> named = config.machine().units().names();
    // Who names units wants to be told if nothing can be said of them.
    if (!config.machine().units().watch()
        || (named.isEmpty() && !Units.systemdRuns(Path.of("/run")))) {
      return List.of();
    }
    List<String> names = new ArrayList<>(named);
    names.addAll(USUAL);
    return List.of(new Offered("units", "Units", Units.here(names), List.of()));
  }
}
