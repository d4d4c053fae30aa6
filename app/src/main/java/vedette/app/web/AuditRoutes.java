package vedette.app.web;

import static vedette.app.web.SessionRoutes.answers;
import static vedette.app.web.SessionRoutes.json;
import static vedette.app.web.SessionRoutes.ordered;

import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;
import vedette.app.web.auth.AuditLog;
import vedette.app.web.auth.Scope;
import vedette.app.web.json.ViewJson;

/// What was done by whom, under the name and with the field names that programs for a TrueBit
/// monitor know.
final class AuditRoutes {
  private static final int MOST = 1_000;

  private final AuditLog audit;

  AuditRoutes(AuditLog audit) {
    this.audit = audit;
  }

  List<Route> routes() {
    ObjectNode entry =
        Schemas.object(
            ordered(
                "timestamp", Schemas.text(),
                "event", Schemas.text(),
                "who", Schemas.text(),
                "ip?", Schemas.text(),
                "details?", Schemas.text()));
    return List.of(
        new Route(
            "GET",
            "/api/audit-log",
            Scope.ADMIN,
            "What was done by whom, newest first.",
            List.of(StateRoutes.optional("limit", Schemas.whole(), "1 to 1000; 100 unless given.")),
            Optional.empty(),
            answers(
                200,
                json(
                    Schemas.object(
                        ordered(
                            "entries", Schemas.array(entry),
                            "total", Schemas.whole(),
                            "maxSize", Schemas.whole())))),
            this::entries));
  }

  private Reply entries(Call call) {
    int limit = (int) call.number("limit", 1, MOST, Optional.of(100L));
    List<AuditLog.Line> lines = audit.last(MOST);
    ObjectNode tree = ViewJson.object();
    ArrayNode entries = tree.putArray("entries");
    lines.stream()
        .limit(limit)
        .forEach(line -> {
          ObjectNode entry =
              entries
                  .addObject()
                  .put("timestamp", line.at())
                  .put("event", line.what())
                  .put("who", line.who());
          TruebitJson.text(entry, "ip", TruebitJson.known(line.address()));
          TruebitJson.text(entry, "details", TruebitJson.known(line.detail()));
        });
    return Reply.json(tree.put("total", lines.size()).put("maxSize", MOST));
  }
}
