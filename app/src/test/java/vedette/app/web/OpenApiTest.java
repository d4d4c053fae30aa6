package vedette.app.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;
import vedette.app.web.api.Topic;

/// The document is asked of the running server, and each of its requests is sent to that server.
class OpenApiTest {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final Map<String, String> VALUES =
      Map.of(
          "node", "bobs-node",
          "names", "bytes_in",
          "from", "1",
          "to", "2",
          "select", "event=net:*",
          "secret", "x".repeat(43));

  @TempDir Path folder;

  @Test
  void everyRequestOfTheDocumentIsAnsweredInItsShape() {
    try (Running running = Running.start(folder);
        TruebitNode node = new TruebitNode(running, folder)) {
      node.writes(
          TruebitNode.received("e-1"),
          "Execution e-1 completed",
          "Semaphore InvoiceSubscriber processing started - Using slot 1/4");
      node.records(TruebitNode.invoice("7250815217639925490001", "e-1", 1_763_992_549_000L));
      running.backend().views.put(new Topic(Topic.Kind.SERVICE, "truebit"), Planted.truebitPage());
      Running.Login login = running.login();
      JsonNode document = JSON.readTree(running.ask("GET", "/api/v1/openapi.json").body());
      assertThat(document.get("openapi").stringValue()).isEqualTo("3.1.0");
      Set<String> seen = new TreeSet<>();
      for (Sent sent : requests(running, login)) {
        JsonNode operation =
            document
                .get("paths")
                .get(sent.path())
                .get(sent.method().toLowerCase(java.util.Locale.ROOT));
        assertThat(operation).as(sent.path()).isNotNull();
        Http.Answer answer =
            running.send(
                sent.method(),
                sent.asked(),
                sent.body(),
                login.cookie(),
                login.csrf(),
                "X-Task-Data-Password: a-password-of-its-own");
        String as = sent.method() + " " + sent.asked() + ": " + answer.body();
        JsonNode response = operation.get("responses").get(String.valueOf(answer.status()));
        boolean error = answer.status() >= 400 && response == null;
        response = error ? operation.get("responses").get("default") : response;
        assertThat(response).as(as).isNotNull();
        assertThat(error).as(as).isEqualTo(sent.refused());
        if (!response.has("content")) {
          assertThat(answer.body()).as(as).isEmpty();
        } else if (response.get("content").has("application/json")) {
          assertThat(problems(document, response.get("content").get("application/json"), answer))
              .as(as)
              .isEmpty();
        }
        seen.add(sent.method() + " " + sent.path());
      }
      assertThat(seen).isEqualTo(documented(document));
    }
  }

  @Test
  void aWrongShapeWouldBeSeen() {
    try (Running running = Running.start(folder)) {
      JsonNode document = JSON.readTree(running.ask("GET", "/api/v1/openapi.json").body());
      JsonNode media =
          document
              .get("paths")
              .get("/healthz")
              .get("get")
              .get("responses")
              .get("200")
              .get("content")
              .get("application/json");
      assertThat(problems(document, media, new Http.Answer(200, "", "{\"state\":\"odd\"}")))
          .isNotEmpty();
      assertThat(problems(document, media, new Http.Answer(200, "", "{\"state\":\"ok\",\"x\":1}")))
          .isNotEmpty();
    }
  }

  /// @param path as in the document
  /// @param asked as it is sent
  private record Sent(String method, String path, String asked, String body, boolean refused) {}

  private static List<Sent> requests(Running running, Running.Login login) {
    String tokens =
        running
            .send(
                "POST",
                "/api/v1/tokens",
                "{\"name\":\"a\",\"scope\":\"read\"}",
                login.cookie(),
                login.csrf())
            .body();
    String id = tokens.replaceAll(".*\"id\":\"([^\"]+)\".*", "$1");
    List<Sent> all = new ArrayList<>();
    all.add(get("/api/v1/session"));
    all.add(post("/api/v1/session", "{\"password\":\"" + running.password() + "\"}", false));
    all.add(post("/api/v1/session", "{\"password\":\"wrong\"}", true));
    all.add(get("/api/v1/tokens"));
    all.add(post("/api/v1/tokens", "{\"name\":\"b\",\"scope\":\"admin\"}", false));
    all.add(post("/api/v1/tokens", "{\"name\":\"b\",\"scope\":\"owner\"}", true));
    all.add(new Sent("DELETE", "/api/v1/tokens/{id}", "/api/v1/tokens/" + id, "", false));
    for (String topic : List.of("now", "alerts", "system")) {
      all.add(get("/api/v1/topics/{topic}", "/api/v1/topics/" + topic, false));
    }
    for (String topic : List.of("peers", "blocks", "mempool", "network")) {
      all.add(
          get("/api/v1/topics/{topic}/{node}", "/api/v1/topics/" + topic + "/bobs-node", false));
    }
    all.add(get("/api/v1/topics/{topic}", "/api/v1/topics/nothing", true));
    all.add(get("/api/v1/nodes/{node}/peers/{id}", "/api/v1/nodes/bobs-node/peers/11", false));
    all.add(get("/api/v1/nodes/{node}/peers/{id}", "/api/v1/nodes/bobs-node/peers/x", true));
    all.add(asked("/api/v1/selection/check", "select", ""));
    all.add(get("/api/v1/selection/check", "/api/v1/selection/check?select=event=net:x", false));
    all.add(get("/api/v1/words"));
    all.add(asked("/api/v1/series", "node", "names", "from", "to", ""));
    all.add(get("/api/v1/series", "/api/v1/series?node=bobs-node&names=other&from=1&to=2", true));
    all.add(get("/api/v1/series/names"));
    all.add(asked("/api/v1/blocks", "node", ""));
    all.add(asked("/api/v1/sessions", "node", "from", "to", ""));
    all.add(post("/api/v1/recordings", "{\"name\":\"r\",\"select\":\"message=inv\"}", false));
    all.add(post("/api/v1/recordings", "{\"name\":\"r\"}", true));
    all.add(get("/api/v1/recordings"));
    all.add(new Sent("DELETE", "/api/v1/recordings/{id}", "/api/v1/recordings/r-r", "", false));
    all.add(get("/api/v1/alerts/rules"));
    all.add(post("/api/v1/alerts/mutes", "{\"rule\":\"TargetDown\",\"seconds\":60}", false));
    all.add(post("/api/v1/alerts/mutes", "{\"rule\":\"NoSuch\"}", true));
    all.add(post("/api/v1/alerts/mutes", "{\"seconds\":0}", true));
    String mutes = "/api/v1/alerts/mutes";
    all.add(new Sent("DELETE", mutes, mutes + "?id=mute//", "", false));
    all.add(new Sent("DELETE", mutes, mutes + "?id=other", "", true));
    all.add(post("/api/v1/alerts/test", "{}", false));
    all.addAll(truebit());
    all.add(get("/healthz"));
    all.add(get("/metrics"));
    all.add(get("/login/{secret}", running.server().loginLink().getPath(), false));
    all.add(new Sent("DELETE", "/api/v1/session", "/api/v1/session", "", false));
    return all;
  }

  private static List<Sent> truebit() {
    List<Sent> all = new ArrayList<>();
    for (String path :
        List.of(
            "/api/health",
            "/api/status",
            "/api/status/stats",
            "/api/tasks",
            "/api/tasks/stats/summary",
            "/api/tasks/auth/status",
            "/api/invoices",
            "/api/invoices/count",
            "/api/logs",
            "/api/logs/status",
            "/api/audit-log")) {
      all.add(get(path));
    }
    all.add(get("/api/tasks", "/api/tasks?status=odd", true));
    all.add(get("/api/tasks/{id}", "/api/tasks/e-1", false));
    all.add(get("/api/tasks/{id}", "/api/tasks/e-9", true));
    all.add(get("/api/tasks/{id}/data", "/api/tasks/e-1/data", true));
    all.add(get("/api/tasks/{id}/artifacts", "/api/tasks/e-1/artifacts", true));
    all.add(
        get(
            "/api/tasks/{id}/artifacts/{hash}",
            "/api/tasks/e-1/artifacts/" + "ab".repeat(32),
            true));
    all.add(post("/api/v1/truebit/data-password", "{}", false));
    return all;
  }

  private static Sent get(String path) {
    return get(path, path, false);
  }

  private static Sent get(String path, String asked, boolean refused) {
    return new Sent("GET", path, asked, "", refused);
  }

  private static Sent post(String path, String body, boolean refused) {
    return new Sent("POST", path, path, body, refused);
  }

  private static Sent asked(String path, String... names) {
    StringBuilder text = new StringBuilder(path + "?");
    for (String name : names) {
      if (!name.isEmpty()) {
        text.append(name).append('=').append(VALUES.get(name)).append('&');
      }
    }
    return get(path, text.toString(), false);
  }

  private static Set<String> documented(JsonNode document) {
    Set<String> all = new TreeSet<>();
    document
        .get("paths")
        .properties()
        .forEach(path ->
            path.getValue()
                .propertyNames()
                .forEach(method -> {
                  if (!path.getKey().equals("/api/v1/openapi.json")) {
                    all.add(method.toUpperCase(java.util.Locale.ROOT) + " " + path.getKey());
                  }
                }));
    return all;
  }

  private static List<String> problems(JsonNode document, JsonNode media, Http.Answer answer) {
    ObjectNode schema = JSON.createObjectNode();
    schema.put("$schema", "https://json-schema.org/draft/2020-12/schema");
    schema.set("components", document.get("components"));
    schema.putArray("allOf").add(media.get("schema"));
    Schema validator =
        SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
            .getSchema(schema.toString(), com.networknt.schema.InputFormat.JSON);
    return validator.validate(answer.body(), com.networknt.schema.InputFormat.JSON).stream()
        .map(Object::toString)
        .toList();
  }
}
