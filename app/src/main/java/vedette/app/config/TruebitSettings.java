package vedette.app.config;

import static vedette.app.config.Setting.preset;
import static vedette.app.config.Setting.section;
import static vedette.app.config.Setting.unset;

import java.net.URI;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;

/// The settings of the TrueBit node.
final class TruebitSettings {
  private TruebitSettings() {}

  static Setting settings() {
    Kind days = new Kind.Span(Duration.ofDays(1), Duration.ofDays(18_250));
    Kind file = new Kind.File();
    return section(
        "truebit",
        "The TrueBit runner node of this machine ([services/truebit.md](services/truebit.md)).",
        preset(
            "watch",
            new Kind.Choice(TruebitConfig.Watching.class),
            "auto",
            "Whether it is watched; `auto`: if `logs` is set, or the engine has its container."),
        preset(
            "key",
            new Kind.Text("[A-Za-z0-9_-]{1,64}", "1 to 64 letters, digits, - or _"),
            "truebit",
            "Its name in addresses and metrics."),
        preset(
            "container",
            new Kind.Text("[a-zA-Z0-9][a-zA-Z0-9_.-]{0,127}", "a container's name"),
            "runner-node",
            "The exact name of its container."),
        preset(
            "engine", new Kind.Truth(), "true", "Whether Docker or podman is asked, by GET alone."),
        preset(
            "exec",
            new Kind.Truth(),
            "false",
            "Whether Vedette may run `ls`, `stat` and `head` in the container, for records and"
                + " programs whose folders are not mounted. It takes more than GET: see"
                + " [services/truebit.md](services/truebit.md#commands-in-the-container)."),
        unset(
            "socket",
            file,
            "The engine's socket. Unless set: `/var/run/docker.sock`, otherwise"
                + " `/run/podman/podman.sock`."),
        unset(
            "logs",
            file,
            "Folder with its logs, mounted read-only. Unless set, they come through the engine."),
        unset("data", file, "Folder with its EventDB files (`datadb`), mounted read-only."),
        unset(
            "artifacts",
            file,
            "Folder with its prepared programs (`wasm-files`), mounted read-only."),
        preset(
            "artifact-size",
            new Kind.Size(1 << 10, 64 << 20, false),
            "20 MiB",
            "The largest of them that may be fetched."),
        preset(
            "time-zone",
            new Kind.Text("[A-Za-z0-9_/+-]{1,64}", "a zone such as UTC or Europe/Berlin"),
            "UTC",
            "The zone of the stamps in its log, which name none."),
        unset(
            "address",
            new Kind.Text("0x[0-9A-Fa-f]{40}", "0x and 40 hex digits"),
            "The operator's own address, for what was earned. Unless set: the one in its log."),
        preset("keep-logs", days, "30 d", "How long entries of its log are kept."),
        preset("keep-tasks", days, "3650 d", "How long tasks and invoices are kept."),
        preset(
            "size",
            new Kind.Size(64 << 20, 1L << 50, false),
            "4 GiB",
            "What all of that may take; the oldest entries of the log go first."),
        preset(
            "data-size",
            new Kind.Size(1 << 10, 4 << 20, false),
            "100 KiB",
            "What is kept of a task's input and output, each."),
        unset(
            "data-password",
            new Kind.Hidden(),
            "Opens tasks' input and output; unless set, Vedette makes one at the first start and"
                + " shows it once."),
        preset(
            "ws-clients",
            new Kind.Whole(1, 1_000),
            "100",
            "Clients of the WebSocket at `/ws`; one more is answered 503."),
        preset(
            "ws-clients-each",
            new Kind.Whole(1, 1_000),
            "5",
            "Of them from one address; one more is answered 429."),
        preset(
            "ws-login",
            new Kind.Span(Duration.ofSeconds(1), Duration.ofMinutes(10)),
            "30 s",
            "How long such a client may take to send its token; then it is closed with 4001."),
        section(
            "chain",
            "Stake and registration, by JSON-RPC from endpoints that you name. Whoever runs them"
                + " learns the node's address and when it is looked at; unless set, nobody is"
                + " asked.",
            unset(
                "ethereum",
                new Kind.Url(),
                "An endpoint of Ethereum (chain 1): stake, total staked, balance of TRU."),
            unset(
                "ethereum-secret",
                new Kind.Hidden(),
                "Instead of `ethereum`, if the address holds a key."),
            unset(
                "avalanche",
                new Kind.Url(),
                "An endpoint of Avalanche's C chain (43114): registration, number of nodes."),
            unset(
                "avalanche-secret",
                new Kind.Hidden(),
                "Instead of `avalanche`, if the address holds a key."),
            unset(
                "proxy",
                new Kind.Text("socks5://[A-Za-z0-9.-]{1,253}:[0-9]{1,5}", "socks5://HOST:PORT"),
                "A SOCKS5 proxy such as Tor's, `socks5://127.0.0.1:9050`; it looks up names too."),
            unset(
                "ca",
                new Kind.File(),
                "Certificates (PEM) that are believed instead of the system's, with `https`."),
            preset(
                "every",
                new Kind.Span(Duration.ofMinutes(1), Duration.ofDays(1)),
                "10 min",
                "How often they are asked.")));
  }

  static TruebitConfig of(Values v) {
    return new TruebitConfig(
        v.choice("watch", TruebitConfig.Watching.class),
        v.text("key"),
        v.text("container"),
        v.truth("engine"),
        v.path("socket"),
        v.path("logs"),
        v.path("data"),
        v.truth("exec"),
        new TruebitConfig.Programs(v.path("artifacts"), v.whole("artifact-size")),
        v.text("time-zone"),
        v.known("address"),
        v.span("keep-logs"),
        v.span("keep-tasks"),
        v.whole("size"),
        (int) v.whole("data-size"),
        v.secret("data-password"),
        new TruebitConfig.Sockets(
            (int) v.whole("ws-clients"), (int) v.whole("ws-clients-each"), v.span("ws-login")),
        chain(v.section("chain")));
  }

  private static TruebitConfig.Chain chain(Values v) {
    return new TruebitConfig.Chain(
        v.url("ethereum"),
        v.secret("ethereum-secret"),
        v.url("avalanche"),
        v.secret("avalanche-secret"),
        v.known("proxy").map(URI::create),
        v.path("ca"),
        v.span("every"));
  }

  static void check(Values v, YamlText yaml) {
    v.get("time-zone")
        .filter(zone -> !ZoneId.getAvailableZoneIds().contains(String.valueOf(zone.value())))
        .ifPresent(
            zone -> yaml.problem(zone, "truebit.time-zone: there is no zone " + zone.value()));
    v.get("exec")
        .filter(_ -> v.truth("exec") && !v.truth("engine"))
        .ifPresent(exec -> yaml.problem(exec, "truebit.exec needs truebit.engine"));
    Values chain = v.section("chain");
    for (String name : List.of("ethereum", "avalanche")) {
      chain
          .get(name + "-secret")
          .filter(_ -> chain.get(name).isPresent())
          .ifPresent(value ->
              yaml.problem(
                  value,
                  "truebit.chain.%s and truebit.chain.%s-secret exclude each other"
                      .formatted(name, name)));
    }
  }
}
