package vedette.app.web;

import io.javalin.http.Context;
import io.javalin.websocket.WsConfig;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ScheduledExecutorService;
import vedette.app.web.auth.Scope;

/// The WebSocket at `/ws` as programs for a TrueBit monitor know it: who connects may log in by a
/// message, and until then hears nothing.
final class PushWiring {
  private final WebServer.Setup setup;
  private final ScheduledExecutorService timer;

  PushWiring(WebServer.Setup setup, ScheduledExecutorService timer) {
    this.setup = setup;
    this.timer = timer;
  }

  void upgrade(Parts parts, Context context) {
    Caller caller = parts.callers().of(context.req());
    boolean fromPage = context.header("Origin") != null;
    if (fromPage && !parts.callers().originIsOurs(context.req())) {
      throw new ApiError(403, "origin", "not from this page. Do: add it to web.origins");
    }
    OptionalInt refusal = setup.pushes.refusal(SessionRoutes.text(caller));
    if (refusal.isPresent()) {
      throw new ApiError(
          refusal.getAsInt(),
          "clients",
          refusal.getAsInt() == 429
              ? "too many connections from this address"
              : "too many connections");
    }
    // Who has a browser's cookie and does not say from which page it asks is no browser.
    boolean trusted = fromPage || caller.session().isEmpty();
    if (trusted && caller.scope().includes(Scope.READ)) {
      SocketTalk.admitted(context, caller);
    } else {
      SocketTalk.admitted(context, anonymous(caller));
    }
  }

  private static Caller anonymous(Caller caller) {
    return new Caller(
        Scope.NONE,
        caller.address(),
        caller.local(),
        caller.secure(),
        Optional.empty(),
        "nobody",
        () -> true);
  }

  void socket(WsConfig socket) {
    SocketTalk.put(
        socket,
        timer,
        (caller, outlet) -> {
          setup.truebit.listen();
          return setup.pushes.join(
              SessionRoutes.text(caller),
              caller.scope().includes(Scope.READ) ? Optional.of(caller.alive()) : Optional.empty(),
              outlet);
        });
  }
}
