package vedette.app.web;

import static vedette.app.web.SessionRoutes.answers;
import static vedette.app.web.SessionRoutes.json;
import static vedette.app.web.SessionRoutes.ordered;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;
import vedette.app.web.api.Alarms;
import vedette.app.web.auth.AuditLog;
import vedette.app.web.auth.Scope;
import vedette.app.web.json.ViewJson;
import vedette.watch.view.AlertsView;

/// Rules, silences and the test button; what fires is topic `alerts`.
final class AlertRoutes {
  private static final long LONGEST = 366L * 86_400;
  private static final String WORD = "[A-Za-z0-9_-]{0,64}";
  private static final String FORM = "at most 64 letters, digits, - or _";

  private final Alarms alarms;
  private final AuditLog audit;
  private final Schemas schemas;

  AlertRoutes(Alarms alarms, AuditLog audit, Schemas schemas) {
    this.alarms = alarms;
    this.audit = audit;
    this.schemas = schemas;
  }

  List<Route> routes() {
    return List.of(
        new Route(
            "GET",
            "/api/v1/alerts/rules",
            Scope.READ,
            "The rules that count, with their thresholds.",
            List.of(),
            Optional.empty(),
            answers(
                200,
                json(
                    Schemas.object(
                        Map.of("rules", Schemas.array(schemas.of(AlertsView.RuleRow.class)))))),
            _ -> rules()),
        new Route(
            "POST",
            "/api/v1/alerts/mutes",
            Scope.ADMIN,
            "Keeps alerts from being told: of a rule, of a node or service, or all; without"
                + " `seconds` until it is taken back.",
            List.of(),
            Optional.of(
                Schemas.object(
                    ordered(
                        "rule?", Schemas.text(),
                        "subject?", Schemas.text(),
                        "seconds?", Schemas.whole(),
                        "maintenance?", Schemas.truth()))),
            answers(201, json(schemas.of(AlertsView.MuteRow.class))),
            this::mute),
        new Route(
            "DELETE",
            "/api/v1/alerts/mutes",
            Scope.ADMIN,
            "Takes a silence back.",
            List.of(StateRoutes.query("id", Schemas.text(), "The silence's id.")),
            Optional.empty(),
            answers(204, Optional.empty()),
            this::unmute),
        new Route(
            "POST",
            "/api/v1/alerts/test",
            Scope.ADMIN,
            "Sends a test message at once, to one channel or to all.",
            List.of(),
            Optional.of(Schemas.object(ordered("channel?", Schemas.text()))),
            answers(
                200,
                json(
                    Schemas.object(
                        Map.of("channels", Schemas.array(schemas.of(Alarms.Tried.class)))))),
            this::test));
  }

  private Reply rules() {
    ObjectNode tree = ViewJson.object();
    ArrayNode all = tree.putArray("rules");
    alarms.rules().forEach(rule -> all.add(ViewJson.tree(rule)));
    return Reply.json(tree);
  }

  private Reply mute(Call call) {
    ObjectNode body = call.body();
    String rule = optional(call, body, "rule");
    String subject = optional(call, body, "subject");
    JsonNode seconds = body.get("seconds");
    OptionalLong lasting = OptionalLong.empty();
    if (seconds != null) {
      if (!seconds.isIntegralNumber() || seconds.longValue() < 1 || seconds.longValue() > LONGEST) {
        throw Call.bad("seconds", "1 to " + LONGEST);
      }
      lasting = OptionalLong.of(seconds.longValue());
    }
    JsonNode maintenance = body.get("maintenance");
    if (maintenance != null && !maintenance.isBoolean()) {
      throw Call.bad("maintenance", "true or false");
    }
    AlertsView.MuteRow made =
        alarms.mute(rule, subject, lasting, maintenance != null && maintenance.booleanValue());
    note(call, "alerts_muted", made.id());
    return Reply.json(201, ViewJson.tree(made));
  }

  private static String optional(Call call, ObjectNode body, String key) {
    return body.has(key) ? call.text(body, key, WORD, FORM) : "";
  }

  private Reply unmute(Call call) {
    String id = call.needed("id");
    if (!alarms.unmute(id)) {
      throw new ApiError(404, "mute", "there is no such silence, or it stands in the settings");
    }
    note(call, "alerts_unmuted", id);
    return Reply.NOTHING;
  }

  private Reply test(Call call) {
    ObjectNode body = call.body();
    Optional<String> channel =
        Optional.of(optional(call, body, "channel")).filter(name -> !name.isEmpty());
    ObjectNode tree = ViewJson.object();
    ArrayNode all = tree.putArray("channels");
    alarms.test(channel).forEach(tried -> all.add(ViewJson.tree(tried)));
    note(call, "alerts_tested", channel.orElse("all"));
    return Reply.json(tree);
  }

  private void note(Call call, String what, String detail) {
    audit.write(what, call.caller().who(), SessionRoutes.text(call.caller()), detail);
  }
}
