package vedette.app.web;

import static vedette.app.web.SessionRoutes.answers;
import static vedette.app.web.SessionRoutes.json;
import static vedette.app.web.SessionRoutes.ordered;
import static vedette.app.web.StateRoutes.optional;
import static vedette.app.web.StateRoutes.path;
import static vedette.app.web.StateRoutes.query;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;
import vedette.app.web.api.Backend;
import vedette.app.web.auth.AuditLog;
import vedette.app.web.auth.Scope;
import vedette.app.web.json.SelectionJson;
import vedette.app.web.json.ViewJson;
import vedette.event.Selection;
import vedette.event.SelectionException;
import vedette.watch.view.BlocksView;

/// What was: series, blocks, peers' sessions; and recordings.
final class HistoryRoutes {
  private static final int NAMES = 32;
  private static final long LATEST = 1L << 52;

  private final Backend backend;
  private final AuditLog audit;
  private final Schemas schemas;

  HistoryRoutes(Backend backend, AuditLog audit, Schemas schemas) {
    this.backend = backend;
    this.audit = audit;
    this.schemas = schemas;
  }

  List<Route> routes() {
    Route.Parameter node = query("node", Schemas.text(), "The node's key.");
    Route.Parameter from = query("from", Schemas.whole(), "Begin, ms.");
    Route.Parameter to = query("to", Schemas.whole(), "End, ms.");
    Route.Parameter limit = optional("limit", Schemas.whole(), "1 to 1000; 100 unless given.");
    return List.of(
        new Route(
            "GET",
            "/api/v1/series",
            Scope.PUBLIC,
            "Values over time: points of a time, the mean, the least and the greatest sample of a step that"
                + " begins then; a step without a sample has no point.",
            List.of(
                node,
                query("names", Schemas.text(), "At most 32 names with commas between them."),
                from,
                to,
                optional(
                    "points", Schemas.whole(), "About how many, 1 to 5000; 600 unless given.")),
            Optional.empty(),
            answers(200, json(seriesSchema())),
            this::series),
        new Route(
            "GET",
            "/api/v1/series/names",
            Scope.PUBLIC,
            "The series there are.",
            List.of(),
            Optional.empty(),
            answers(200, json(list("series", Backend.SeriesName.class))),
            _ -> list("series", backend.seriesNames())),
        new Route(
            "GET",
            "/api/v1/blocks",
            Scope.READ,
            "Blocks from history, newest first.",
            List.of(node, optional("before", Schemas.whole(), "Only below this height."), limit),
            Optional.empty(),
            answers(200, json(list("blocks", BlocksView.BlockRow.class))),
            this::blocks),
        new Route(
            "GET",
            "/api/v1/sessions",
            Scope.READ,
            "Peers' sessions from history, newest first.",
            List.of(node, from, to, limit),
            Optional.empty(),
            answers(200, json(list("sessions", Backend.PeerSession.class))),
            this::sessions),
        new Route(
            "GET",
            "/api/v1/recordings",
            Scope.ADMIN,
            "Recordings of events into capture files.",
            List.of(),
            Optional.empty(),
            answers(200, json(list("recordings", Backend.Recording.class))),
            _ -> list("recordings", backend.recordings())),
        new Route(
            "POST",
            "/api/v1/recordings",
            Scope.ADMIN,
            "Begins to record.",
            List.of(),
            Optional.of(Schemas.object(ordered("name", Schemas.text(), "select?", Schemas.text()))),
            answers(201, json(schemas.of(Backend.Recording.class))),
            this::record),
        new Route(
            "DELETE",
            "/api/v1/recordings/{id}",
            Scope.ADMIN,
            "Ends a recording; its files stay.",
            List.of(path("id", "The recording's id.")),
            Optional.empty(),
            answers(204, Optional.empty()),
            this::stop));
  }

  private Reply series(Call call) {
    String node = StateRoutes.nodeOrService(backend, call);
    Set<String> names = new LinkedHashSet<>(List.of(call.needed("names").split(",", NAMES + 1)));
    List<String> known = backend.seriesNames().stream().map(Backend.SeriesName::name).toList();
    if (names.size() > NAMES || !known.containsAll(names)) {
      throw Call.bad("names", "at most " + NAMES + " of those that /api/v1/series/names tells");
    }
    long from = call.number("from", 0, LATEST, Optional.empty());
    long to = call.number("to", from + 1, LATEST, Optional.empty());
    int points = (int) call.number("points", 1, 5_000, Optional.of(600L));
    Backend.Series series = backend.series(node, List.copyOf(names), from, to, points);
    ObjectNode tree = ViewJson.object().put("step_seconds", series.stepSeconds());
    ArrayNode lines = tree.putArray("series");
    for (Backend.Line line : series.series()) {
      ObjectNode each = lines.addObject().put("name", line.name()).put("unit", line.unit());
      ArrayNode all = each.putArray("points");
      line.points()
          .forEach(point ->
              all.addArray().add(point.at()).add(point.mean()).add(point.min()).add(point.max()));
    }
    return Reply.json(tree);
  }

  private Reply blocks(Call call) {
    return list(
        "blocks",
        backend.blocks(
            StateRoutes.node(backend, call),
            call.number("before", 0, LATEST, Optional.of(LATEST)),
            (int) call.number("limit", 1, 1_000, Optional.of(100L))));
  }

  private Reply sessions(Call call) {
    long from = call.number("from", 0, LATEST, Optional.empty());
    return list(
        "sessions",
        backend.sessions(
            StateRoutes.node(backend, call),
            from,
            call.number("to", from + 1, LATEST, Optional.empty()),
            (int) call.number("limit", 1, 1_000, Optional.of(100L))));
  }

  private Reply record(Call call) {
    ObjectNode body = call.body();
    String name = call.text(body, "name", "[A-Za-z0-9_-]{1,64}", "1 to 64 letters, digits, - or _");
    String select =
        body.has("select") ? call.text(body, "select", "(?s).{0,65536}", "a selection") : "";
    try {
      Backend.Recording made = backend.record(name, Selection.parse(select));
      audit.write(
          "recording_begun",
          call.caller().who(),
          SessionRoutes.text(call.caller()),
          name + " " + select);
      return Reply.json(201, ViewJson.text(made));
    } catch (SelectionException e) {
      throw ApiError.of(422, SelectionJson.error(e));
    }
  }

  private Reply stop(Call call) {
    if (!backend.stopRecording(call.path("id"))) {
      throw new ApiError(404, "recording", "there is no such recording");
    }
    audit.write(
        "recording_ended", call.caller().who(), SessionRoutes.text(call.caller()), call.path("id"));
    return Reply.NOTHING;
  }

  private ObjectNode list(String key, Class<? extends Record> type) {
    return Schemas.object(Map.of(key, schemas.listOf(type)));
  }

  private static Reply list(String key, List<? extends Record> records) {
    ObjectNode tree = ViewJson.object();
    ArrayNode all = tree.putArray(key);
    records.forEach(record -> all.add(ViewJson.tree(record)));
    return Reply.json(tree);
  }

  private static ObjectNode seriesSchema() {
    ObjectNode number = ViewJson.object().put("type", "number");
    ObjectNode point = Schemas.array(number).put("minItems", 4).put("maxItems", 4);
    return Schemas.object(
        ordered(
            "step_seconds", Schemas.whole(),
            "series",
                Schemas.array(
                    Schemas.object(
                        ordered(
                            "name", Schemas.text(),
                            "unit", Schemas.text(),
                            "points", Schemas.array(point))))));
  }
}
