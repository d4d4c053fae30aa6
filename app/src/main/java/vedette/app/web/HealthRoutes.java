package vedette.app.web;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;
import vedette.app.config.Config;
import vedette.app.web.api.Backend;
import vedette.app.web.auth.Scope;
import vedette.app.web.json.ViewJson;

/// How Vedette is, for programs: health and metrics.
final class HealthRoutes {
  private static final String OPEN_METRICS =
      "application/openmetrics-text; version=1.0.0; charset=utf-8";

  private final Config.Web web;
  private final Backend backend;

  HealthRoutes(Config.Web web, Backend backend) {
    this.web = web;
    this.backend = backend;
  }

  List<Route> routes() {
    Optional<Route.Answer> health =
        SessionRoutes.json(
            Schemas.object(
                SessionRoutes.ordered(
                    "state", Schemas.words("ok", "bad"), "reason?", Schemas.text())));
    return List.of(
        new Route(
            "GET",
            "/healthz",
            Scope.NONE,
            "200 while the daemon works, otherwise 503; the reason is for this machine and for"
                + " those who may read.",
            List.of(),
            Optional.empty(),
            Map.of(200, health, 503, health),
            this::health),
        new Route(
            "GET",
            "/metrics",
            Scope.NONE,
            "Vedette's metric families; setting web.metrics says who may read them without a token.",
            List.of(),
            Optional.empty(),
            Map.of(200, Optional.of(new Route.Answer(OPEN_METRICS, Schemas.text()))),
            this::metrics));
  }

  private Reply health(Call call) {
    Backend.Health health = backend.health();
    ObjectNode tree = ViewJson.object().put("state", health.well() ? "ok" : "bad");
    if (!health.well() && (call.caller().local() || call.caller().scope().includes(Scope.READ))) {
      tree.put("reason", health.reason());
    }
    return Reply.json(health.well() ? 200 : 503, tree);
  }

  private Reply metrics(Call call) {
    boolean open =
        switch (web.metrics()) {
          case LOOPBACK -> call.caller().local();
          case EVERYBODY -> true;
          case NOBODY -> false;
        };
    if (!open && !call.caller().scope().includes(Scope.READ)) {
      throw new ApiError(401, "login", "expected a token with scope read");
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream(64 << 10);
    try {
      String type = backend.metrics(call.header("Accept").orElse(""), out);
      return new Reply(200, type, out.toByteArray(), Map.of()).with("Vary", "Accept");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
