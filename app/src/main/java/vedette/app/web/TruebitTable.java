package vedette.app.web;

import static vedette.app.web.TruebitShapes.get;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;
import vedette.app.web.auth.Scope;

/// The requests that [TruebitRoutes] answers, with what they take and give.
final class TruebitTable {
  private TruebitTable() {}

  static List<Route> of(TruebitRoutes routes) {
    return List.of(
        get(
            "/api/health",
            Scope.NONE,
            "Whether Vedette answers; for those who may read also whether the engine does.",
            List.of(),
            TruebitShapes.health(),
            routes::health),
        read(
            "/api/status",
            "The TrueBit node's container.",
            List.of(),
            TruebitShapes.status(),
            routes::status),
        read(
            "/api/status/stats",
            "How many tasks and invoices there are.",
            List.of(),
            TruebitShapes.stats(),
            _ -> routes.stats()),
        read(
            "/api/tasks",
            "Tasks, newest first.",
            TruebitShapes.page(
                StateRoutes.optional(
                    "status",
                    Schemas.words(TruebitRoutes.STATUSES.toArray(String[]::new)),
                    "Only those.")),
            TruebitShapes.tasks(),
            routes::tasks),
        read(
            "/api/tasks/stats/summary",
            "How many tasks there are.",
            List.of(),
            TruebitShapes.counts(),
            _ -> routes.summary()),
        read(
            "/api/tasks/auth/status",
            "Whether there is a password for tasks' data.",
            List.of(),
            TruebitShapes.dataStatus(),
            _ -> routes.dataStatus()),
        read(
            "/api/tasks/{id}",
            "A task with its invoices.",
            List.of(TruebitShapes.id()),
            TruebitShapes.oneTask(),
            routes::task),
        read(
            "/api/tasks/{id}/data",
            "What a task was given and what it gave.",
            List.of(TruebitShapes.id(), TruebitShapes.password()),
            TruebitShapes.data(),
            routes::data),
        read(
            "/api/invoices",
            "Invoices with all their lines, newest first.",
            TruebitShapes.page(),
            TruebitShapes.invoices(),
            routes::invoices),
        read(
            "/api/invoices/count",
            "How many invoices there are.",
            List.of(),
            TruebitShapes.count(),
            _ -> routes.count()),
        read(
            "/api/logs",
            "Entries of the log, newest first.",
            TruebitShapes.page(
                StateRoutes.optional("level", Schemas.text(), "Only of this level."),
                StateRoutes.optional("type", Schemas.text(), "Only of this kind."),
                StateRoutes.optional("search", Schemas.text(), "Words that all are in it."),
                StateRoutes.optional("before", Schemas.whole(), "The id of an entry.")),
            TruebitShapes.logs(),
            routes::logs),
        read(
            "/api/logs/status",
            "Where the log comes from, and when its last entry was written.",
            List.of(),
            TruebitShapes.logStatus(),
            _ -> routes.logStatus()),
        new Route(
            "POST",
            "/api/v1/truebit/data-password",
            Scope.ADMIN,
            "Makes the password of tasks' data; it is in this answer only.",
            List.of(),
            Optional.empty(),
            Map.of(201, SessionRoutes.json(TruebitShapes.made())),
            routes::newPassword));
  }

  private static Route read(
      String path,
      String about,
      List<Route.Parameter> parameters,
      ObjectNode shape,
      Route.Handler handler) {
    return get(path, Scope.READ, about, parameters, shape, handler);
  }
}
