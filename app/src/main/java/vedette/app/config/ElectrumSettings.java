package vedette.app.config;

import static vedette.app.config.Setting.preset;
import static vedette.app.config.Setting.required;
import static vedette.app.config.Setting.unset;

import java.util.List;

/// The settings of `electrum`.
final class ElectrumSettings {
  private static final String NAME = "electrum";
  private static final int MOST = 16;
  private static final int MOST_NEEDS = 8;

  /// The last colon is the one before the port.
  private static final Kind ADDRESS =
      new Kind.Text(
          "([A-Za-z0-9.-]{1,253}|\\[[0-9A-Fa-f:.]{2,45}\\]):[0-9]{1,5}",
          "host:port, such as 127.0.0.1:50001 or [::1]:50001");

  private ElectrumSettings() {}

  static Setting setting() {
    return unset(
        NAME,
        new Kind.Many(
            Kind.Section.of(
                required("key", Settings.KEY, "Its name in addresses and metrics."),
                required("address", ADDRESS, "Where it serves wallets."),
                preset(
                    "tls",
                    new Kind.Choice(ElectrumServer.Tls.class),
                    "none",
                    "Whether the connection is encrypted, and whose certificate is believed then:"
                        + " the first that was seen, or what the system's authorities signed."),
                unset(
                    "pin",
                    Settings.PIN,
                    "Fingerprint of the only certificate that is believed; the connection is then"
                        + " encrypted."),
                unset(
                    "stats",
                    new Kind.Url(),
                    "Fulcrum's figures, `http://127.0.0.1:8080`, if its `stats` is set."),
                unset("metrics", new Kind.Url(), "electrs' figures, `http://127.0.0.1:4224`."),
                unset(
                    "needs",
                    new Kind.Many(Settings.KEY, MOST_NEEDS),
                    "Keys of what it cannot do without, its bitcoind first; unless set: the"
                        + " node, if there is only one.")),
            MOST),
        "Electrum servers that are not found by themselves, or need to be told how to be asked"
            + " ([services/electrum.md](services/electrum.md)).");
  }

  static List<ElectrumServer> build(Values all) {
    return all.list(NAME).stream().map(v -> server((Values) v.value())).toList();
  }

  private static ElectrumServer server(Values v) {
    String address = v.text("address");
    int colon = address.lastIndexOf(':');
    return new ElectrumServer(
        v.text("key"),
        address.substring(0, colon).replaceAll("[\\[\\]]", ""),
        Integer.parseInt(address.substring(colon + 1)),
        v.choice("tls", ElectrumServer.Tls.class),
        v.known("pin"),
        v.url("stats"),
        v.url("metrics"),
        v.texts("needs"));
  }

  /// What is wrong together.
  static void check(Values all, ConfigBuilder problems) {
    problems.different(all.list(NAME), NAME, "key");
  }
}
