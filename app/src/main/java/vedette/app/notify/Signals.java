package vedette.app.notify;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// What goes to programs instead of people: to an Alertmanager, and to a dead man's switch.
public final class Signals {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private Signals() {}

  /// An alert for Alertmanager.
  ///
  /// @param labels tell it from others; `alertname` and `severity` among them
  /// @param startsAt ISO 8601
  /// @param endsAt when it is over unless it is told again
  public record Pushed(
      Map<String, String> labels, Map<String, String> annotations, String startsAt, String endsAt) {
    /// The same, over.
    public Pushed endedAt(String end) {
      return new Pushed(labels, annotations, startsAt, end);
    }
  }

  /// Tells an Alertmanager (API v2) what fires.
  ///
  /// @throws NotifyException if it was not taken
  public static void push(URI server, Optional<Hidden> token, List<Pushed> alerts) {
    ArrayNode body = JSON.createArrayNode();
    for (Pushed alert : alerts) {
      ObjectNode each = body.addObject();
      ObjectNode labels = each.putObject("labels");
      alert.labels().forEach(labels::put);
      ObjectNode annotations = each.putObject("annotations");
      alert.annotations().forEach(annotations::put);
      each.put("startsAt", alert.startsAt()).put("endsAt", alert.endsAt());
    }
    Http.Request request = Delivery.json("POST", Delivery.below(server, "/api/v2/alerts"), body);
    token.ifPresent(it -> request.with("Authorization", "Bearer " + it.read()));
    new Http(Route.DIRECT).send(request);
  }

  /// Says that Vedette lives.
  ///
  /// @throws NotifyException if it was not heard
  public static void ping(Hidden address, Route route) {
    new Http(route).send(Http.Request.of("GET", Delivery.uri(address), ""));
  }
}
