package vedette.app.web;

import static vedette.app.web.SessionRoutes.json;
import static vedette.app.web.SessionRoutes.ordered;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.databind.node.ObjectNode;
import vedette.app.web.auth.Scope;
import vedette.app.web.json.ViewJson;

/// The shapes of what [TruebitRoutes] answers, for the OpenAPI document.
final class TruebitShapes {
  static final String PASSWORD_HEADER = "X-Task-Data-Password";

  private TruebitShapes() {}

  /// A request that only asks.
  static Route get(
      String path,
      Scope scope,
      String about,
      List<Route.Parameter> parameters,
      ObjectNode shape,
      Route.Handler handler) {
    return new Route(
        "GET", path, scope, about, parameters, Optional.empty(), Map.of(200, json(shape)), handler);
  }

  /// `limit` and `offset`, and what else may be asked for.
  static List<Route.Parameter> page(Route.Parameter... more) {
    return Stream.concat(
            Stream.of(
                StateRoutes.optional("limit", Schemas.whole(), "1 to 999."),
                StateRoutes.optional("offset", Schemas.whole(), "From 0.")),
            Stream.of(more))
        .toList();
  }

  static Route.Parameter id() {
    return StateRoutes.path("id", "The execution's id.");
  }

  static Route.Parameter password() {
    return new Route.Parameter(
        PASSWORD_HEADER, "header", true, Schemas.text(), "The password of tasks' data.");
  }

  private static ObjectNode number() {
    return ViewJson.object().put("type", "number");
  }

  static ObjectNode health() {
    return Schemas.object(
        ordered(
            "status", Schemas.text(),
            "timestamp", Schemas.text(),
            "docker?", Schemas.words("connected", "disconnected")));
  }

  private static ObjectNode node() {
    return Schemas.object(
        ordered(
            "address?", Schemas.text(),
            "version?", Schemas.text(),
            "registered?", Schemas.truth()));
  }

  static ObjectNode status() {
    ObjectNode container =
        Schemas.object(
            ordered(
                "id", Schemas.text(),
                "name", Schemas.text(),
                "state", Schemas.text(),
                "running", Schemas.truth(),
                "image", Schemas.text(),
                "startedAt?", Schemas.text(),
                "created?", Schemas.text()));
    ObjectNode memory =
        Schemas.object(
            ordered("usage", Schemas.whole(), "limit?", Schemas.whole(), "percent?", number()));
    return Schemas.object(
        ordered(
            "node",
            node(),
            "container?",
            container,
            "stats?",
            Schemas.object(ordered("cpu?", number(), "memory?", memory)),
            "timestamp",
            Schemas.text()));
  }

  static ObjectNode counts() {
    return Schemas.object(
        ordered(
            "total", Schemas.whole(),
            "received", Schemas.whole(),
            "executing", Schemas.whole(),
            "completed", Schemas.whole(),
            "failed", Schemas.whole(),
            "cached", Schemas.whole(),
            "avg_elapsed_ms?", number(),
            "avg_gas_used?", number()));
  }

  static ObjectNode stats() {
    return Schemas.object(
        ordered(
            "tasks", counts(),
            "invoices", Schemas.object(ordered("total", Schemas.whole())),
            "semaphore?",
                Schemas.object(ordered("current", Schemas.whole(), "total", Schemas.whole())),
            "node?", node(),
            "timestamp", Schemas.text()));
  }

  static ObjectNode tasks() {
    return Schemas.object(ordered("tasks", Schemas.array(task()), "pagination", pagination()));
  }

  static ObjectNode oneTask() {
    Map<String, ObjectNode> all = new LinkedHashMap<>(taskFields());
    all.putAll(
        ordered(
            "hasSensitiveData", Schemas.truth(),
            "sensitiveDataRequiresAuth", Schemas.truth(),
            "invoices", Schemas.array(invoice())));
    return Schemas.object(all);
  }

  private static ObjectNode task() {
    return Schemas.object(taskFields());
  }

  private static Map<String, ObjectNode> taskFields() {
    return ordered(
        "id", Schemas.whole(),
        "execution_id", Schemas.text(),
        "chain_id?", Schemas.text(),
        "block_number?", Schemas.whole(),
        "block_hash?", Schemas.text(),
        "task_hash?", Schemas.text(),
        "task_type?", Schemas.text(),
        "status", Schemas.words("received", "executing", "completed", "failed"),
        "received_at?", Schemas.text(),
        "downloaded_at?", Schemas.text(),
        "started_at?", Schemas.text(),
        "completed_at?", Schemas.text(),
        "elapsed_ms?", number(),
        "gas_used?", Schemas.whole(),
        "gas_limit?", Schemas.whole(),
        "exit_code?", Schemas.whole(),
        "cached?", Schemas.truth(),
        "peak_memory_raw?", Schemas.whole(),
        "peak_call?", Schemas.whole(),
        "peak_frame?", Schemas.whole(),
        "wasm_size?", Schemas.whole(),
        "wasm_hash?", Schemas.text(),
        "metrics_inferred?", Schemas.truth());
  }

  static ObjectNode data() {
    return Schemas.object(
        ordered(
            "execution_id", Schemas.text(),
            "inputData?", Schemas.text(),
            "outputData?", Schemas.text(),
            "encryptedSolution?", Schemas.text()));
  }

  static ObjectNode dataStatus() {
    return Schemas.object(
        ordered(
            "authRequired", Schemas.truth(),
            "passwordRequired", Schemas.truth(),
            "passwordSet", Schemas.truth()));
  }

  static ObjectNode invoices() {
    return Schemas.object(
        ordered("invoices", Schemas.array(invoice()), "pagination", pagination()));
  }

  private static ObjectNode invoice() {
    ObjectNode line =
        Schemas.object(
            ordered(
                "operation", Schemas.text(),
                "account", Schemas.text(),
                "total_steps_computed?", Schemas.whole(),
                "peak_memory_used?", number(),
                "amount?", Schemas.text()));
    ObjectNode details =
        Schemas.object(
            ordered(
                "invoiceId", Schemas.text(),
                "executionId?", Schemas.text(),
                "taskId?", Schemas.text(),
                "taskCreated_timeStamp?", Schemas.whole(),
                "stepGasPrice?", Schemas.text(),
                "byteGasPrice?", Schemas.text(),
                "lineItem", Schemas.array(line)));
    return Schemas.object(
        ordered(
            "id", Schemas.whole(),
            "timestamp", Schemas.text(),
            "event_type", Schemas.words("invoice"),
            "details", details));
  }

  static ObjectNode count() {
    return Schemas.object(ordered("count", Schemas.whole()));
  }

  static ObjectNode logs() {
    ObjectNode entry =
        Schemas.object(
            ordered(
                "id", Schemas.whole(),
                "timestamp", Schemas.text(),
                "level?", Schemas.text(),
                "type", Schemas.text(),
                "message", Schemas.text(),
                "source?", Schemas.text(),
                "version?", Schemas.text(),
                "cut?", Schemas.whole()));
    return Schemas.object(ordered("logs", Schemas.array(entry), "pagination", pagination()));
  }

  static ObjectNode logStatus() {
    return Schemas.object(
        ordered(
            "source?", Schemas.text(),
            "trouble?", Schemas.text(),
            "lastLogAt?", Schemas.text()));
  }

  static ObjectNode made() {
    return Schemas.object(ordered("password", Schemas.text()));
  }

  private static ObjectNode pagination() {
    return Schemas.object(
        ordered(
            "limit", Schemas.whole(),
            "offset", Schemas.whole(),
            "hasMore", Schemas.truth(),
            "before?", Schemas.whole()));
  }
}
