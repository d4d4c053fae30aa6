package vedette.app.config;

import static vedette.app.config.Setting.preset;
import static vedette.app.config.Setting.required;
import static vedette.app.config.Setting.unset;

import java.util.List;

/// The settings of `monerod`.
final class MonerodSettings {
  private static final String NAME = "monerod";

  private MonerodSettings() {}

  static Setting setting() {
    return unset(
        NAME,
        new Kind.Many(
            Kind.Section.of(
                required("key", Settings.KEY, "Its name in addresses and metrics."),
                required(
                    "url",
                    new Kind.Url(),
                    "Where its RPC answers, `http://127.0.0.1:18081`; `https` if it is not on this"
                        + " machine."),
                unset("user", Settings.USER, "User of its `rpc-login`."),
                unset("password", new Kind.Hidden(), "Password of `user`."),
                preset(
                    "trust",
                    new Kind.Choice(MonerodNode.Trust.class),
                    "first",
                    "Whose certificate is believed with `https`: the first that was seen, or what"
                        + " the system's authorities signed."),
                unset(
                    "pin",
                    Settings.PIN,
                    "Fingerprint of the only certificate that is believed, instead of `trust`:"
                        + " `openssl x509 -fingerprint -sha256 -noout -in rpc_ssl.crt`."),
                unset(
                    "needs", new Kind.Many(Settings.KEY, 8), "Keys of what it cannot do without.")),
            16),
        "Monero nodes that are not found by themselves, or need to be told how to be asked.");
  }

  static List<MonerodNode> build(Values all) {
    return all.list(NAME).stream().map(v -> node((Values) v.value())).toList();
  }

  private static MonerodNode node(Values v) {
    return new MonerodNode(
        v.text("key"),
        v.url("url").orElseThrow(),
        v.known("user"),
        v.secret("password"),
        v.choice("trust", MonerodNode.Trust.class),
        v.known("pin"),
        v.texts("needs"));
  }

  /// What is wrong together.
  static void check(Values all, ConfigBuilder problems) {
    problems.different(all.list(NAME), NAME, "key");
    int index = 0;
    for (Value node : all.list(NAME)) {
      problems.together((Values) node.value(), NAME + "[" + index++ + "].", "user", "password");
    }
  }
}
