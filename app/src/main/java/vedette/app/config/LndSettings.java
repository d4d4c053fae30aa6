package vedette.app.config;

import static vedette.app.config.Setting.required;
import static vedette.app.config.Setting.unset;

import java.util.List;

/// The settings of `lnd`.
final class LndSettings {
  private static final String NAME = "lnd";
  private static final int MOST = 16;
  private static final int MOST_NEEDS = 8;

  private LndSettings() {}

  static Setting setting() {
    return unset(
        NAME,
        new Kind.Many(
            Kind.Section.of(
                required("key", Settings.KEY, "Its name in addresses and metrics."),
                required(
                    "url", new Kind.Url(), "Where its REST answers, `https://127.0.0.1:8080`."),
                unset(
                    "tls-cert",
                    new Kind.File(),
                    "LND's `tls.cert`, which alone is trusted then; unless set: what this machine"
                        + " trusts."),
                unset(
                    "macaroon",
                    new Kind.File(),
                    "What lets Vedette in: `readonly.macaroon`, or less: `vedette lnd bake`."),
                unset("macaroon-hex", new Kind.Hidden(), "The same in hex, instead of `macaroon`."),
                unset(
                    "needs",
                    new Kind.Many(Settings.KEY, MOST_NEEDS),
                    "Keys of what it cannot do without, its bitcoind first; unless set: the node,"
                        + " if there is only one.")),
            MOST),
        "LNDs that are not found by themselves, or need to be told how to be asked"
            + " ([services/lnd.md](services/lnd.md)).");
  }

  static List<LndNode> build(Values all) {
    return all.list(NAME).stream().map(v -> node((Values) v.value())).toList();
  }

  private static LndNode node(Values v) {
    return new LndNode(
        v.text("key"),
        v.url("url").orElseThrow(),
        v.path("tls-cert"),
        v.path("macaroon"),
        v.secret("macaroon-hex"),
        v.texts("needs"));
  }

  /// What is wrong together.
  static void check(Values all, YamlText yaml, ConfigBuilder problems) {
    problems.different(all.list(NAME), NAME, "key");
    int index = 0;
    for (Value node : all.list(NAME)) {
      String path = NAME + "[" + index++ + "].";
      Values values = (Values) node.value();
      values
          .get("macaroon-hex")
          .filter(_ -> values.get("macaroon").isPresent())
          .ifPresent(hex ->
              yaml.problem(hex, path + "macaroon-hex and " + path + "macaroon exclude each other"));
    }
  }
}
