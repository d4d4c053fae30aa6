package vedette.app.config;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Makes a [Config] of values that are right one by one, and checks what they say together.
final class ConfigBuilder {
  private final YamlText yaml;

  ConfigBuilder(YamlText yaml) {
    this.yaml = yaml;
  }

  Config build(Values all, Path presetDirectory) {
    return new Config(
        all.list("nodes").stream().map(v -> node((Values) v.value())).toList(),
        all.truth("discovery"),
        all.choice("demo", Config.Demo.class),
        all.path("directory").orElse(presetDirectory),
        new Config.Tap(all.section("tap").select("select"), all.section("tap").whole("ring")),
        poll(all.section("poll")),
        web(all.section("web")),
        metrics(all.section("metrics")),
        history(all.section("history")),
        all.list("recordings").stream().map(v -> recording((Values) v.value())).toList(),
        new Config.Log(all.section("log").choice("level", Config.Level.class)),
        MonerodSettings.build(all),
        ElectrumSettings.build(all),
        LndSettings.build(all),
        SecretsSettings.build(all),
        BackupSettings.build(all),
        AlertsSettings.of(all.section("alerts")),
        MachineSettings.of(all),
        TruebitSettings.of(all.section("truebit")));
  }

  /// What is wrong together goes to the problems of the file.
  void check(Values all) {
    different(all.list("nodes"), "nodes", "key");
    different(all.list("recordings"), "recordings", "name");
    int index = 0;
    for (Value node : all.list("nodes")) {
      credentials((Values) node.value(), "nodes[" + index++ + "].");
    }
    MonerodSettings.check(all, this);
    ElectrumSettings.check(all, this);
    LndSettings.check(all, yaml, this);
    ports(all);
    SecretsSettings.check(all, yaml);
    BackupSettings.check(all, yaml);
    AlertsSettings.check(all.section("alerts"), yaml::problem);
    MachineSettings.check(all, yaml);
    TruebitSettings.check(all.section("truebit"), yaml);
  }

  void different(List<Value> sections, String list, String name) {
    Set<Object> seen = new HashSet<>();
    for (Value section : sections) {
      ((Values) section.value())
          .get(name)
          .filter(value -> !seen.add(value.value()))
          .ifPresent(value ->
              yaml.problem(
                  value, list + ": two have the " + name + " " + value.value() + "; change one"));
    }
  }

  private void credentials(Values node, String path) {
    together(node, path, "user", "password");
    node.get("user")
        .filter(_ -> node.get("cookie").isPresent())
        .ifPresent(
            user -> yaml.problem(user, path + "user and " + path + "cookie exclude each other"));
    node.get("exe")
        .filter(_ -> node.get("pid-file").isPresent())
        .ifPresent(
            exe -> yaml.problem(exe, path + "exe and " + path + "pid-file exclude each other"));
  }

  /// Neither without the other.
  void together(Values section, String path, String one, String other) {
    for (List<String> pair : List.of(List.of(one, other), List.of(other, one))) {
      section
          .get(pair.get(0))
          .filter(_ -> section.get(pair.get(1)).isEmpty())
          .ifPresent(
              value -> yaml.problem(value, path + pair.get(0) + " needs " + path + pair.get(1)));
    }
  }

  private void ports(Values all) {
    Map<Object, Value> seen = new HashMap<>();
    record Port(String path, Values section, String name) {}
    for (Port port :
        List.of(
            new Port("web.port", all.section("web"), "port"),
            new Port("metrics.tracepoint-port", all.section("metrics"), "tracepoint-port"),
            new Port("metrics.rpc-port", all.section("metrics"), "rpc-port"))) {
      Value value = port.section().get(port.name()).orElse(Value.preset(0L));
      Value before = seen.putIfAbsent(value.value(), value);
      if (before != null) {
        // The one that somebody wrote is the one to change.
        yaml.problem(
            value.line() == 0 ? before : value,
            port.path() + " is the port of something else already: " + value.value());
      }
    }
  }

  private static Config.Node node(Values v) {
    return new Config.Node(
        v.text("key"),
        v.url("rpc"),
        v.path("cookie"),
        v.known("user"),
        v.secret("password"),
        v.path("exe"),
        v.path("pid-file"),
        v.truth("tap"),
        v.truth("demo"));
  }

  private static Config.Poll poll(Values v) {
    return new Config.Poll(v.span("fast"), v.span("normal"), v.span("slow"), v.span("timeout"));
  }

  private static Config.Web web(Values v) {
    return new Config.Web(
        v.text("address"),
        (int) v.whole("port"),
        v.truth("public"),
        v.texts("hosts"),
        v.texts("origins"),
        v.texts("trusted-proxies"),
        v.secret("password"),
        v.secret("api-key"),
        v.choice("metrics", Config.MetricsAccess.class));
  }

  private static Config.Metrics metrics(Values v) {
    return new Config.Metrics(
        v.truth("drop-in"),
        v.text("address"),
        (int) v.whole("tracepoint-port"),
        (int) v.whole("rpc-port"),
        v.known("node"));
  }

  private static Config.History history(Values v) {
    return new Config.History(
        v.truth("enabled"),
        v.path("directory"),
        v.span("keep-10s"),
        v.span("keep-1min"),
        v.span("keep-1h"),
        v.span("keep-things"),
        v.whole("size"));
  }

  private static Config.Recording recording(Values v) {
    return new Config.Recording(
        v.text("name"),
        v.known("node"),
        v.select("select"),
        v.whole("rotate-size"),
        v.span("rotate-age"),
        v.whole("keep"));
  }
}
