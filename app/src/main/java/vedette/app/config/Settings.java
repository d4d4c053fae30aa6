package vedette.app.config;

import static vedette.app.config.Setting.preset;
import static vedette.app.config.Setting.required;
import static vedette.app.config.Setting.section;
import static vedette.app.config.Setting.unset;

import java.time.Duration;

/// Every setting there is. Add one here, give [ConfigBuilder] a line, and run the tests with
/// `-Dvedette.write-docs=true` to renew docs/configuration.md.
final class Settings {
  static final Kind KEY = new Kind.Text("[A-Za-z0-9_-]{1,64}", "1 to 64 letters, digits, - or _");
  static final Kind USER = new Kind.Text("[^\\s:]{1,256}", "a user name without a colon");
  static final Kind PIN =
      new Kind.Text(
          "([0-9A-Fa-f]{2}:?){31}[0-9A-Fa-f]{2}", "a SHA-256 fingerprint, 64 hexadecimal digits");
  private static final Kind HOST =
      new Kind.Text("[A-Za-z0-9.-]{1,253}", "a host name without port, such as node.example");
  private static final Kind ORIGIN =
      new Kind.Text(
          "https?://[A-Za-z0-9.:\\[\\]-]{1,260}", "an origin such as https://node.example");
  private static final Kind TRUTH = new Kind.Truth();
  private static final Kind FILE = new Kind.File();
  private static final Kind PORT = new Kind.Whole(1, 65_535);
  private static final Duration YEAR = Duration.ofDays(365);

  static final Kind.Section ALL =
      Kind.Section.of(
          unset(
              "nodes",
              new Kind.Many(node(), 32),
              "Nodes that are not found by themselves, or need to be told how to be asked."),
          LndSettings.setting(),
          MonerodSettings.setting(),
          ElectrumSettings.setting(),
          preset("discovery", TRUTH, "true", "Whether nodes on this machine are looked for."),
          preset(
              "demo",
              new Kind.Choice(Config.Demo.class),
              "auto",
              "When the demo node is watched; `auto`: if there is no other."),
          unset(
              "directory",
              FILE,
              "Where passwords, tokens, the audit log and history are kept. Unless set:"
                  + " `$STATE_DIRECTORY` (systemd), otherwise `$XDG_STATE_HOME/vedette`, otherwise"
                  + " `~/.local/state/vedette`."),
          section(
              "tap",
              "What is taken from tracepoints.",
              preset(
                  "select",
                  new Kind.Select(),
                  "",
                  "Nothing else reaches Vedette ([selection.md](selection.md)); empty: everything."),
              preset(
                  "ring",
                  new Kind.Size(1 << 20, 1 << 30, true),
                  "16 MiB",
                  "The one ring buffer of all nodes; a power of two.")),
          section(
              "poll",
              "How often bitcoind is asked.",
              preset("fast", span(1, 3_600), "2 s", "Peers, mempool, totals."),
              preset("normal", span(1, 3_600), "5 s", "Chain and network."),
              preset("slow", span(5, 86_400), "1 min", "What is dear or rarely changes."),
              preset("timeout", span(1, 300), "10 s", "Of one call.")),
          section("web", "The dashboard and its API.", web()),
          section(
              "metrics",
              "The two ports that take the place of usdt-dash's exporters.",
              preset("drop-in", TRUTH, "true", "Whether they are served."),
              preset("address", new Kind.Address(), "127.0.0.1", "Where they listen."),
              preset("tracepoint-port", PORT, "9435", "What comes from tracepoints."),
              preset("rpc-port", PORT, "9436", "What comes by RPC."),
              unset("node", KEY, "The node that they show; unless set: the first.")),
          section(
              "history",
              "What is kept in the database.",
              preset("enabled", TRUTH, "true", "Whether anything is kept."),
              unset("directory", FILE, "Unless set: `history` in the directory above."),
              preset("keep-10s", days(1), "2 d", "Values of 10 s."),
              preset("keep-1min", days(1), "60 d", "Values of 1 min."),
              preset("keep-1h", days(1), "1825 d", "Values of 1 h."),
              preset("keep-things", days(1), "365 d", "Blocks, peers' sessions, reasons, changes."),
              preset(
                  "size",
                  new Kind.Size(16 << 20, 1L << 50, false),
                  "2 GiB",
                  "What all of it may take; the oldest goes first.")),
          unset(
              "recordings",
              new Kind.Many(recording(), 16),
              "Recordings of events into capture files that always run."),
          BackupSettings.all(),
          SecretsSettings.all(),
          AlertsSettings.setting(),
          MachineSettings.machineSection(),
          MachineSettings.unitsSection(),
          MachineSettings.certificatesSection(),
          MachineSettings.torSection(),
          TruebitSettings.settings(),
          section(
              "log",
              "What Vedette says about itself on standard error.",
              preset("level", new Kind.Choice(Config.Level.class), "info", "How much.")));

  private Settings() {}

  private static Kind.Section node() {
    return Kind.Section.of(
        required("key", KEY, "Its name in addresses and metrics."),
        unset("rpc", new Kind.Url(), "Where bitcoind answers, `http://127.0.0.1:8332`."),
        unset("cookie", FILE, "Its cookie file."),
        unset("user", USER, "RPC user, instead of the cookie."),
        unset("password", new Kind.Hidden(), "RPC password of `user`."),
        unset("exe", FILE, "The binary whose processes are tapped."),
        unset("pid-file", FILE, "The process to tap."),
        preset("tap", TRUTH, "true", "Whether its tracepoints are watched."),
        preset("demo", TRUTH, "false", "Whether it is labelled as made up."));
  }

  private static Kind.Section recording() {
    return Kind.Section.of(
        required("name", KEY, "Begins the names of its files."),
        unset("node", KEY, "Only this node's events; unless set: all nodes'."),
        preset("select", new Kind.Select(), "", "Which events."),
        preset(
            "rotate-size",
            new Kind.Size(1 << 20, 1L << 40, false),
            "256 MiB",
            "A new file is begun after so much."),
        preset("rotate-age", span(60, 31L * 86_400), "1 d", "A new file is begun after so long."),
        preset(
            "keep",
            new Kind.Size(1 << 20, 1L << 50, false),
            "4 GiB",
            "What all its files may take; the oldest goes first."));
  }

  private static Setting[] web() {
    return new Setting[] {
      preset(
          "address",
          new Kind.Address(),
          "127.0.0.1",
          "Where it listens. Anything but loopback needs a password first"
              + " ([security.md](security.md))."),
      preset("port", PORT, "21000", "The port."),
      preset(
          "public",
          TRUTH,
          "false",
          "Whether those without a session see the public view, without addresses and names."),
      unset(
          "hosts",
          new Kind.Many(HOST, 32),
          "Names under which browsers may ask, besides `localhost` and IP addresses."),
      unset(
          "origins",
          new Kind.Many(ORIGIN, 32),
          "Origins from which browsers may ask, besides the server's own; their pages may read"
              + " answers with a token."),
      unset(
          "trusted-proxies",
          new Kind.Many(new Kind.Network(), 32),
          "Addresses or subnets of reverse proxies; only their `X-Forwarded-For` and"
              + " `X-Forwarded-Proto` count."),
      unset(
          "password",
          new Kind.Hidden(),
          "The owner's password; unless set, Vedette makes one at the first start."),
      unset(
          "api-key",
          new Kind.Hidden(),
          "A bearer token with the scope read that you choose, at least 16 characters, besides"
              + " those that are made on the page *System*."),
      preset(
          "metrics",
          new Kind.Choice(Config.MetricsAccess.class),
          "loopback",
          "Who reads `/metrics` without a token: programs on this machine, everybody, nobody.")
    };
  }

  private static Kind span(long least, long most) {
    return new Kind.Span(Duration.ofSeconds(least), Duration.ofSeconds(most));
  }

  private static Kind days(int least) {
    return new Kind.Span(Duration.ofDays(least), YEAR.multipliedBy(50));
  }
}
