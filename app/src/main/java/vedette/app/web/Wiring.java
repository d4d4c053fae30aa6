package vedette.app.web;

import io.javalin.Javalin;
import io.javalin.compression.CompressionStrategy;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import io.javalin.websocket.WsConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import vedette.app.web.api.RefusedException;
import vedette.app.web.api.UnavailableException;
import vedette.app.web.auth.Scope;
import vedette.app.web.live.Audience;

/// Puts the routes, the live stream and the limits into Javalin and Jetty.
final class Wiring {
  /// What Jetty and Javalin say when all is well is no news for operators. Held, because a logger
  /// that nobody holds forgets its level.
  private static final List<Logger> QUIET =
      Stream.of("org.eclipse.jetty", "io.javalin").map(Logger::getLogger).toList();

  private static final System.Logger LOG = System.getLogger(Wiring.class.getName());
  private static final long IDLE_MILLIS = 30_000;
  private static final int HEADERS = 16 << 10;
  private static final int FROM_CLIENT = 64 << 10;

  private final WebServer.Setup setup;
  private final ScheduledExecutorService timer;

  Wiring(WebServer.Setup setup, ScheduledExecutorService timer) {
    this.setup = setup;
    this.timer = timer;
  }

  Javalin start() {
    // Why it does not start stands in what is thrown.
    QUIET.forEach(logger -> logger.setLevel(Level.OFF));
    try {
      return Javalin.create(this::configure).start();
    } finally {
      QUIET.forEach(logger -> logger.setLevel(Level.WARNING));
    }
  }

  private void configure(JavalinConfig config) {
    config.startup.showJavalinBanner = false;
    config.startup.showOldJavalinVersionWarning = false;
    config.startup.startupWatcherEnabled = false;
    config.concurrency.useVirtualThreads = true;
    config.http.maxRequestSize = Gate.LARGEST_BODY;
    config.http.compressionStrategy = CompressionStrategy.NONE;
    config.http.defaultContentType = "text/plain";
    config.jetty.modifyHttpConfiguration(Wiring::limit);
    config.jetty.modifyServer(this::server);
    config.jetty.addConnector(this::connector);
    config.jetty.modifyWebSocketServletFactory(factory -> {
      factory.setMaxTextMessageSize(FROM_CLIENT);
      factory.setMaxBinaryMessageSize(FROM_CLIENT);
      factory.setMaxFrameSize(FROM_CLIENT);
      // What is sent may be larger and then goes in pieces.
      factory.setAutoFragment(true);
      factory.setIdleTimeout(java.time.Duration.ofMillis(IDLE_MILLIS));
    });
    Parts parts = setup.parts(setup.web.port());
    for (Route route : routes(parts)) {
      config.routes.addHttpHandler(
          HandlerType.findOrCreate(route.method()),
          route.path(),
          context -> answer(route, parts, context));
    }
    config.routes.ws("/api/v1/live", this::live);
    config.routes.wsBeforeUpgrade("/api/v1/live", context -> upgrade(parts, context));
    PushWiring pushes = new PushWiring(setup, timer);
    config.routes.ws("/ws", pushes::socket);
    config.routes.wsBeforeUpgrade("/ws", context -> pushes.upgrade(parts, context));
    config.routes.get(
        "/api/*",
        _ -> {
          throw new ApiError(
              404, "path", "there is no such request; /api/v1/openapi.json has them all");
        });
    config.routes.get("/*", Wiring::file);
    config.routes.exception(Exception.class, (e, context) -> failed(e, context));
    config.routes.error(404, context -> plain(context, "path", "there is no such request"));
    config.routes.error(405, context -> plain(context, "method", "not with this method"));
  }

  private List<Route> routes(Parts parts) {
    Schemas schemas = new Schemas();
    SessionRoutes sessions = new SessionRoutes(parts);
    List<Route> all = new ArrayList<>(sessions.routes());
    all.addAll(new StateRoutes(parts.backend(), schemas).routes());
    all.addAll(new HistoryRoutes(parts.backend(), parts.audit(), schemas).routes());
    all.addAll(new AlertRoutes(parts.backend().alarms(), parts.audit(), schemas).routes());
    all.addAll(new HealthRoutes(parts.web(), parts.backend()).routes());
    all.addAll(new AuditRoutes(parts.audit()).routes());
    all.addAll(new TruebitRoutes(parts).routes());
    all.add(
        new Route(
            "GET",
            "/login/{secret}",
            Scope.NONE,
            "Logs a browser in, once, and leads on to the dashboard.",
            List.of(StateRoutes.path("secret", "From 'vedette login'.")),
            Optional.empty(),
            Map.of(303, Optional.empty()),
            call -> sessions.redeem(call, call.path("secret"))));
    byte[] document =
        vedette.app.web.json.ViewJson.text(
                OpenApi.document(all, schemas, parts.backend().version()))
            .getBytes(java.nio.charset.StandardCharsets.UTF_8);
    all.add(
        new Route(
            "GET",
            "/api/v1/openapi.json",
            Scope.NONE,
            "This document.",
            List.of(),
            Optional.empty(),
            Map.of(),
            _ -> new Reply(200, "application/json", document, Map.of())));
    return all;
  }

  private static void limit(HttpConfiguration http) {
    http.setSendServerVersion(false);
    http.setSendXPoweredBy(false);
    http.setRequestHeaderSize(HEADERS);
    http.setIdleTimeout(IDLE_MILLIS);
    http.setMaxUnconsumedRequestContentReads(4);
  }

  private void server(Server server) {
    server.setHandler(new Gate(setup.web.hosts(), setup.web.origins()));
    server.setErrorHandler(new PlainErrors());
    server.setStopTimeout(1_000);
  }

  private Connector connector(Server server, HttpConfiguration http) {
    // Two selectors and one acceptor are enough for the connections that are let in.
    ServerConnector connector = new ServerConnector(server, 1, 2, new HttpConnectionFactory(http));
    connector.setHost(setup.web.address());
    connector.setPort(setup.web.port());
    connector.setIdleTimeout(IDLE_MILLIS);
    connector.setAcceptQueueSize(128);
    connector.addBean(setup.connections);
    connector.addBean(setup.slow);
    return connector;
  }

  private void answer(Route route, Parts parts, Context context) {
    Caller caller = parts.callers().of(context.req());
    if (!route.method().equals("GET")) {
      mayChange(route, parts, caller, context);
    }
    demand(caller, route.scope());
    write(route.handler().answer(new Call(context, caller)), context);
  }

  /// What a page on another site must not be able to do with the owner's cookie.
  private static void mayChange(Route route, Parts parts, Caller caller, Context context) {
    if (!parts.callers().originIsOurs(context.req())) {
      throw new ApiError(403, "origin", "not from this page. Do: add it to web.origins");
    }
    boolean logsIn = route.scope() == Scope.NONE;
    if (!logsIn && caller.session().isPresent()) {
      String sent = String.valueOf(context.header("X-Vedette-Csrf"));
      if (!vedette.app.web.auth.Secrets.equal(sent, caller.session().get().csrf())) {
        throw new ApiError(
            403, "csrf", "expected X-Vedette-Csrf with the value from /api/v1/session");
      }
    }
  }

  private static void demand(Caller caller, Scope scope) {
    if (!caller.scope().includes(scope)) {
      throw caller.scope().includes(Scope.READ)
          ? new ApiError(403, "scope", "this needs the scope " + scope.word())
          : new ApiError(401, "login", "log in first, or send a token");
    }
  }

  private void upgrade(Parts parts, Context context) {
    Caller caller = parts.callers().of(context.req());
    demand(caller, Scope.PUBLIC);
    boolean program = context.header("Authorization") != null;
    boolean fromPage = context.header("Origin") != null;
    // A browser always says from where; who has its cookie and does not is no browser.
    if (!program && (!fromPage || !parts.callers().originIsOurs(context.req()))) {
      throw new ApiError(403, "origin", "not from this page. Do: add it to web.origins");
    }
    if (!String.valueOf(context.header("Sec-WebSocket-Protocol")).contains("vedette.v1")) {
      throw new ApiError(400, "protocol", "expected the subprotocol vedette.v1");
    }
    SocketTalk.admitted(context, caller);
  }

  private void live(WsConfig socket) {
    SocketTalk.put(
        socket,
        timer,
        (caller, outlet) ->
            setup.hub.join(
                new Audience(caller.scope(), SessionRoutes.text(caller), caller.alive()), outlet));
  }

  private static void file(Context context) {
    String accepts = String.valueOf(context.header("Accept-Encoding"));
    write(StaticFiles.of(context.path(), accepts), context);
  }

  private static void write(Reply reply, Context context) {
    context.status(reply.status());
    reply.headers().forEach((name, value) -> context.res().setHeader(name, value));
    if (!reply.type().isEmpty()) {
      context.contentType(reply.type());
      context.result(reply.body());
    }
  }

  private static void failed(Exception e, Context context) {
    switch (e) {
      case ApiError error -> {
        if (error.retryAfter() > 0) {
          context.header("Retry-After", String.valueOf(error.retryAfter()));
        }
        write(Reply.json(error.status(), error.json()), context);
      }
      case UnavailableException unavailable ->
          write(
              Reply.json(503, Gate.error("unavailable", String.valueOf(unavailable.getMessage()))),
              context);
      case RefusedException refused ->
          write(
              Reply.json(409, Gate.error("refused", String.valueOf(refused.getMessage()))),
              context);
      default -> {
        LOG.log(System.Logger.Level.ERROR, "web: a request failed", e);
        write(
            Reply.json(
                500, Gate.error("bug", "an error that Vedette did not foresee; see its log")),
            context);
      }
    }
  }

  private static void plain(Context context, String code, String message) {
    if (!String.valueOf(context.res().getHeader(HttpHeader.CONTENT_TYPE.asString()))
        .startsWith("application/json")) {
      context.contentType("application/json").result(Gate.error(code, message));
    }
  }
}
