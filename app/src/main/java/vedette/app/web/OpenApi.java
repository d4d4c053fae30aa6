package vedette.app.web;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;
import vedette.app.web.auth.Scope;
import vedette.app.web.json.ViewJson;

/// The OpenAPI 3.1 document, made from the routes that the server registers.
final class OpenApi {
  private OpenApi() {}

  static ObjectNode document(List<Route> routes, Schemas schemas, String version) {
    ObjectNode all = ViewJson.object().put("openapi", "3.1.0");
    all.putObject("info")
        .put("title", "Vedette")
        .put("version", version)
        .put("description", "docs/live.md explains it, and the live stream beside it.");
    ObjectNode paths = all.putObject("paths");
    Map<String, ObjectNode> byPath = new TreeMap<>();
    for (Route route : routes) {
      byPath
          .computeIfAbsent(route.path(), _ -> ViewJson.object())
          .set(route.method().toLowerCase(java.util.Locale.ROOT), operation(route));
    }
    byPath.forEach(paths::set);
    ObjectNode components = all.putObject("components");
    ObjectNode shapes = components.putObject("schemas");
    schemas.components().forEach(shapes::set);
    shapes.set("Error", StateRoutes.errorSchema());
    ObjectNode security = components.putObject("securitySchemes");
    security.putObject("token").put("type", "http").put("scheme", "bearer");
    security
        .putObject("session")
        .put("type", "apiKey")
        .put("in", "cookie")
        .put("name", "vedette_PORT");
    return all;
  }

  private static ObjectNode operation(Route route) {
    ObjectNode operation = ViewJson.object().put("summary", route.about());
    operation.put("x-scope", route.scope().word());
    if (route.scope().includes(Scope.READ)) {
      ArrayNode security = operation.putArray("security");
      security.addObject().putArray("token");
      security.addObject().putArray("session");
    }
    ArrayNode parameters = operation.putArray("parameters");
    for (Route.Parameter parameter : route.parameters()) {
      parameters
          .addObject()
          .put("name", parameter.name())
          .put("in", parameter.in())
          .put("required", parameter.required())
          .put("description", parameter.about())
          .set("schema", parameter.schema());
    }
    route
        .body()
        .ifPresent(body -> {
          ObjectNode request = operation.putObject("requestBody").put("required", true);
          content(request, "application/json", body);
        });
    ObjectNode responses = operation.putObject("responses");
    new TreeMap<>(route.answers())
        .forEach((status, answer) -> response(responses, String.valueOf(status), answer));
    response(
        responses,
        "default",
        SessionRoutes.json(ViewJson.object().put("$ref", "#/components/schemas/Error")));
    return operation;
  }

  private static void response(ObjectNode responses, String status, Optional<Route.Answer> answer) {
    ObjectNode response = responses.putObject(status);
    response.put("description", status.equals("default") ? "What is wrong." : "Done.");
    answer.ifPresent(shape -> content(response, shape.type(), shape.schema()));
  }

  private static void content(ObjectNode in, String type, ObjectNode schema) {
    in.putObject("content").putObject(type).set("schema", schema);
  }
}
