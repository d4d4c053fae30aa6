package vedette.app.web;

import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import vedette.app.config.Config;
import vedette.app.config.ConfigSource;
import vedette.app.config.Loaded;
import vedette.app.web.api.Events;

/// A server on a free port, and the owner's way in.
record Running(WebServer server, Planted backend, Events events, String password)
    implements AutoCloseable {

  static Running start(Path folder, String... settings) {
    return start(folder, Clock.systemUTC(), SlowRequests.SECONDS, settings);
  }

  static Running start(Path folder, Clock clock, int slowest, String... settings) {
    Planted backend = new Planted();
    Events events = new Events();
    WebServer server = WebServer.start(config(folder, settings), backend, events, clock, slowest);
    return new Running(server, backend, events, server.newPassword().orElse(""));
  }

  static Config config(Path folder, String... settings) {
    Map<String, String> all = new java.util.HashMap<>();
    all.put("directory", folder.toString());
    for (String setting : settings) {
      String[] parts = setting.split("=", 2);
      all.put(parts[0], parts[1]);
    }
    // Only a file can name secrets.
    Optional<Path> file = Optional.ofNullable(all.remove("config")).map(Path::of);
    return onPort(
        Loaded.from(new ConfigSource(file, Map.of("HOME", "/none"), all, folder)).config(), 0);
  }

  /// The same on another port.
  static Config onPort(Config config, int port) {
    Config.Web web = config.web();
    return new Config(
        config.nodes(),
        config.discovery(),
        config.demo(),
        config.directory(),
        config.tap(),
        config.poll(),
        new Config.Web(
            web.address(),
            port,
            web.publicView(),
            web.hosts(),
            web.origins(),
            web.trustedProxies(),
            web.password(),
            web.apiKey(),
            web.metrics()),
        config.metrics(),
        config.history(),
        config.recordings(),
        config.log(),
        config.monerod(),
        config.electrum(),
        config.lnd(),
        config.openbao(),
        config.backup(),
        config.alerts(),
        config.machine(),
        config.truebit());
  }

  int port() {
    return server.address().getPort();
  }

  /// Sends a request from a fresh connection.
  Http.Answer ask(String method, String path, String... headers) {
    return Http.ask("127.0.0.1", port(), method, path, "", List.of(headers));
  }

  /// Sends a request with a JSON body.
  Http.Answer send(String method, String path, String body, String... headers) {
    return Http.ask("127.0.0.1", port(), method, path, body, List.of(headers));
  }

  /// Logs in by the link.
  Login login() {
    Http.Answer answer = ask("GET", server.loginLink().getPath());
    return login(answer);
  }

  Login login(Http.Answer answer) {
    Matcher cookie =
        Pattern.compile("(vedette_\\d+=[\\w-]{43});").matcher(answer.header("Set-Cookie"));
    if (!cookie.find()) {
      throw new AssertionError("no session: " + answer);
    }
    String header = "Cookie: " + cookie.group(1);
    Matcher csrf =
        Pattern.compile("\"csrf\":\"([\\w-]{43})\"")
            .matcher(ask("GET", "/api/v1/session", header).body());
    if (!csrf.find()) {
      throw new AssertionError("no csrf");
    }
    return new Login(header, "X-Vedette-Csrf: " + csrf.group(1));
  }

  /// Headers of a browser that is logged in.
  record Login(String cookie, String csrf) {}

  @Override
  public void close() {
    server.close();
  }
}
