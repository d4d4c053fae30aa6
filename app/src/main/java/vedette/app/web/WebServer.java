package vedette.app.web;

import io.javalin.Javalin;
import java.net.InetAddress;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import vedette.app.config.Config;
import vedette.app.config.ConfigException;
import vedette.app.config.TruebitConfig;
import vedette.app.web.api.Backend;
import vedette.app.web.api.Events;
import vedette.app.web.auth.AuditLog;
import vedette.app.web.auth.AuthException;
import vedette.app.web.auth.LoginLimits;
import vedette.app.web.auth.LoginLinks;
import vedette.app.web.auth.Networks;
import vedette.app.web.auth.Owner;
import vedette.app.web.auth.Sessions;
import vedette.app.web.auth.StateFiles;
import vedette.app.web.auth.Tokens;
import vedette.app.web.live.LiveHub;
import vedette.app.web.pushes.PushHub;
import vedette.watch.view.SystemView;

/// The running web server.
///
/// ```java
/// try (WebServer web = WebServer.start(config, backend, events)) {
///   web.newPassword().ifPresent(password -> …);
///   out.println(web.loginLink());
/// }
/// ```
public final class WebServer implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(WebServer.class.getName());

  /// Connections in total; more are closed at once.
  static final int CONNECTIONS = 512;

  /// Connections from one address.
  static final int CONNECTIONS_EACH = 64;

  private static final Duration AFTER_FIRST_PAGE = Duration.ofSeconds(3);

  private final Javalin javalin;
  private final URI address;
  private final Optional<String> newPassword;
  private final Owner owner;
  private final Owner taskData;
  private final LoginLinks links;
  private final AuditLog audit;
  private final LiveHub hub;
  private final PushHub pushes;
  private final TruebitPushes truebit;
  private final ConnectionLimits connections;
  private final SlowRequests slow;
  private final ScheduledExecutorService timer;

  private WebServer(Setup setup, Javalin javalin, ScheduledExecutorService timer) {
    this.javalin = javalin;
    this.address = address(setup.web, javalin.port());
    this.newPassword = setup.newPassword;
    this.owner = setup.owner;
    this.taskData = setup.taskData;
    this.links = setup.links;
    this.audit = setup.audit;
    this.hub = setup.hub;
    this.pushes = setup.pushes;
    this.truebit = setup.truebit;
    this.connections = setup.connections;
    this.slow = setup.slow;
    this.timer = timer;
  }

  /// Starts it; when this returns, it answers.
  ///
  /// @param config uses `web` and `directory`
  /// @throws WebException if the port is taken, if it could be reached from other machines without
  ///   a password, or if its files cannot be used
  public static WebServer start(Config config, Backend backend, Events events) {
    return start(config, backend, events, Clock.systemUTC(), SlowRequests.SECONDS);
  }

  static WebServer start(
      Config config, Backend backend, Events events, Clock clock, int slowestSeconds) {
    try {
      Setup setup = new Setup(config, backend, events, clock, slowestSeconds);
      ScheduledExecutorService timer =
          Executors.newSingleThreadScheduledExecutor(
              Thread.ofPlatform().daemon().name("web-timer").factory());
      try {
        Javalin javalin = new Wiring(setup, timer).start();
        setup.slow.start(timer);
        return new WebServer(setup, javalin, timer);
      } catch (RuntimeException e) {
        timer.shutdownNow();
        setup.hub.close();
        setup.truebit.close();
        throw NotListening.because(
            e, "web", config.web().address(), config.web().port(), "web.address", "web.port");
      }
    } catch (AuthException | ConfigException e) {
      throw WebException.lasting("web: " + e.getMessage());
    }
  }

  static URI address(Config.Web web, int port) {
    InetAddress listening = InetAddress.ofLiteral(web.address());
    String host = listening.isAnyLocalAddress() ? "127.0.0.1" : listening.getHostAddress();
    return URI.create(
        "http://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + port + "/");
  }

  /// Where it answers, such as `http://127.0.0.1:21000/`.
  public URI address() {
    return address;
  }

  /// The owner's password, if it was made by this start: it is to be shown now, and cannot be had
  /// again.
  public Optional<String> newPassword() {
    return newPassword;
  }

  /// Has passwords kept soon that this start made or was given: their hashes take a third of a
  /// second of a core, and just now the first page is being asked for. Until then whoever tries one
  /// waits.
  public void keepPasswords() {
    Future<?> _ =
        timer.schedule(
            () -> {
              owner.keepPassword();
              taskData.keepPassword();
            },
            AFTER_FIRST_PAGE.toMillis(),
            TimeUnit.MILLISECONDS);
  }

  /// Makes an address that logs a browser in, once, within 15 minutes.
  public URI loginLink() {
    return address.resolve("login/" + links.create());
  }

  /// Writes a line into the audit log, such as what became of a reload.
  ///
  /// @param what a word, such as `config_reloaded`
  /// @param detail a sentence, no secrets
  public void audit(String what, String detail) {
    audit.write(what, "vedette", "", detail);
  }

  /// The bounded places of the web server, for the topic `system`.
  public List<SystemView.QueueRow> queues() {
    LiveHub.Counts live = hub.counts();
    PushHub.Counts sent = pushes.counts();
    return List.of(
        new SystemView.QueueRow(
            "web connections",
            connections.open(),
            connections.most(),
            "connections",
            connections.refused() + slow.ended()),
        new SystemView.QueueRow(
            "live clients", live.clients(), hub.limits().all(), "clients", live.refusedClients()),
        new SystemView.QueueRow(
            "live frames",
            live.waitingFrames(),
            (long) hub.limits().all() * LiveHub.FRAMES_EACH,
            "frames",
            live.droppedFrames()),
        new SystemView.QueueRow(
            "live events",
            live.waitingEvents(),
            (long) hub.limits().all() * Events.ROOM,
            "events",
            live.skippedEvents()),
        new SystemView.QueueRow(
            "pushes",
            sent.waiting(),
            (long) pushes.limits().all() * PushHub.WAITING_EACH,
            "messages",
            sent.dropped() + truebit.dropped()),
        new SystemView.QueueRow(
            "push clients", sent.clients(), pushes.limits().all(), "clients", sent.refused()),
        new SystemView.QueueRow("audit log", 0, 1, "lines", audit.failed()));
  }

  /// Stops: clients are told, requests that run get a second.
  @Override
  public void close() {
    hub.close();
    truebit.close();
    pushes.close();
    try {
      javalin.stop();
    } catch (RuntimeException e) {
      // Connections that nobody used were still open after a second; they are closed now.
      LOG.log(System.Logger.Level.DEBUG, "web: connections were open when it stopped", e);
    }
    timer.shutdownNow();
    owner.settle();
    taskData.settle();
  }

  /// Everything that is made before the port is opened.
  static final class Setup {
    final Config.Web web;
    final Backend backend;
    final Optional<String> newPassword;
    final Networks proxies;
    final LoginLinks links;
    final AuditLog audit;
    final LiveHub hub;
    final PushHub pushes;
    final TruebitPushes truebit;
    final ConnectionLimits connections;
    final SlowRequests slow;
    private final Owner owner;
    private final Owner taskData;
    private final Sessions sessions;
    private final Tokens tokens;
    private final LoginLimits limits;

    Setup(Config config, Backend backend, Events events, Clock clock, int slowestSeconds) {
      this.web = config.web();
      this.backend = backend;
      StateFiles files = StateFiles.in(config.directory());
      owner = new Owner(files);
      taskData = Owner.ofTaskData(files);
      config.truebit().dataPassword().ifPresent(secret -> taskData.setPassword(secret.read()));
      sessions = new Sessions(owner, clock);
      tokens = new Tokens(files, clock);
      web.apiKey().ifPresent(secret -> tokens.choose(secret.read()));
      links = new LoginLinks(files, clock);
      limits = new LoginLimits(clock);
      audit = new AuditLog(files, clock);
      proxies = new Networks(web.trustedProxies());
      connections = new ConnectionLimits(CONNECTIONS, CONNECTIONS_EACH, proxies);
      slow = new SlowRequests(slowestSeconds);
      newPassword = password();
      hub = new LiveHub(backend, events, LiveHub.Limits.USUAL);
      TruebitConfig.Sockets sockets = config.truebit().sockets();
      pushes =
          new PushHub(
              new PushHub.Limits(sockets.clients(), sockets.each(), sockets.logIn()),
              secret -> tokens.find(secret).map(token -> () -> tokens.alive(token)));
      truebit = new TruebitPushes(backend, pushes);
    }

    /// What routes work with, once the port is known.
    Parts parts(int port) {
      return new Parts(
          web,
          backend,
          owner,
          taskData,
          sessions,
          tokens,
          links,
          limits,
          audit,
          new Callers(web, port, sessions, tokens, proxies));
    }

    private Optional<String> password() {
      if (web.password().isPresent()) {
        owner.setPassword(web.password().get().read());
        return Optional.empty();
      }
      if (owner.hasPassword()) {
        return Optional.empty();
      }
      if (!InetAddress.ofLiteral(web.address()).isLoopbackAddress()) {
        throw WebException.lasting(
            "web.address: expected a loopback address, because nobody has set the owner's password."
                + " Found: "
                + web.address()
                + ", which other machines can reach. Do: 'vedette login --new-password', or set"
                + " web.password, and start again.");
      }
      audit.write("password_made", "vedette", "", "first start");
      return Optional.of(owner.newPasswordSoon());
    }
  }
}
