package vedette.app.web.live;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;
import vedette.app.web.api.Backend;
import vedette.app.web.api.Topic;
import vedette.app.web.auth.Scope;
import vedette.app.web.json.SelectionJson;
import vedette.app.web.json.ViewJson;
import vedette.event.Selection;
import vedette.event.SelectionException;

/// Understands what a client says. What it does not understand it answers with an error, and the
/// connection goes on; who says too much is sent away.
final class Talk {
  private static final int TOPICS = 160;

  private final LiveClient client;
  private final LiveHub hub;
  private final Backend backend;
  private Set<Topic> topics = Set.of();
  private Pace pace = Pace.FASTEST;
  private final Allowance allowance = new Allowance();

  Talk(LiveClient client, LiveHub hub, Backend backend) {
    this.client = client;
    this.hub = hub;
    this.backend = backend;
  }

  void receive(String text) {
    if (!allowance.take()) {
      client.close(1008, "says too much");
      return;
    }
    Optional<ObjectNode> said = ViewJson.parse(text);
    if (said.isEmpty() || said.get().size() != 1) {
      error("expected an object with one of subscribe, resync, events, pace");
      return;
    }
    String key = said.get().propertyNames().iterator().next();
    JsonNode value = said.get().get(key);
    switch (key) {
      case "subscribe" -> subscribe(value);
      case "resync" -> resync(value);
      case "events" -> events(value);
      case "pace" -> pace(value);
      default -> error("expected one of subscribe, resync, events, pace");
    }
  }

  private void subscribe(JsonNode value) {
    if (!(value instanceof ArrayNode list) || list.size() > TOPICS) {
      error("subscribe: expected a list of at most " + TOPICS + " topics");
      return;
    }
    Set<Topic> wanted = new LinkedHashSet<>();
    for (JsonNode element : list) {
      Optional<Topic> topic =
          element.isString() ? Topic.parse(element.stringValue()) : Optional.empty();
      if (topic.isPresent() && there(topic.get())) {
        wanted.add(topic.get());
      } else {
        error("subscribe: no such topic: " + cut(element.toString()));
      }
    }
    topics = wanted;
    hub.subscribe(client, topics, pace);
  }

  private boolean there(Topic topic) {
    boolean inPublic = client.audience().inPublic();
    if (inPublic && !topic.kind().inPublic()) {
      return false;
    }
    List<String> keys = States.keys(backend);
    return !topic.kind().ofNode()
        || (inPublic
            ? vedette.app.web.json.PublicView.key(topic.node(), keys).isPresent()
            : (topic.kind() == Topic.Kind.SERVICE ? backend.services() : keys)
                .contains(topic.node()));
  }

  private void resync(JsonNode value) {
    Optional<Topic> topic = value.isString() ? Topic.parse(value.stringValue()) : Optional.empty();
    if (topic.isEmpty() || !topics.contains(topic.get())) {
      error("resync: expected a topic that is subscribed to");
      return;
    }
    hub.resync(client, topic.get());
  }

  private void events(JsonNode value) {
    if (!client.audience().scope().includes(Scope.READ)) {
      error("events: log in first");
    } else if (!(value instanceof ObjectNode wish)) {
      error("events: expected {\"node\":KEY,\"select\":TEXT}, or {} for none");
    } else if (wish.isEmpty()) {
      client.stopListening();
    } else {
      events(wish);
    }
  }

  private void events(ObjectNode wish) {
    JsonNode node = wish.get("node");
    JsonNode select = wish.get("select");
    if (node == null || !node.isString() || !States.keys(backend).contains(node.stringValue())) {
      error("events: node: expected the key of a node");
      return;
    }
    if (select != null && !select.isString()) {
      error("events: select: expected a text");
      return;
    }
    JsonNode most = wish.get("most");
    if (most != null
        && !(most.isIntegralNumber() && most.asLong() >= 1 && most.asLong() <= Ration.MOST)) {
      error("events: most: expected 1 to " + Ration.MOST + " a second");
      return;
    }
    String text = select == null ? "" : select.stringValue();
    try {
      JsonNode payload = wish.get("payload");
      client.listen(
          node.stringValue(),
          Selection.parse(text),
          payload != null && payload.asBoolean(false),
          most == null ? Ration.none() : Ration.of(most.asInt()));
    } catch (SelectionException e) {
      client.say(ViewJson.text(SelectionJson.error(e)));
    }
  }

  private void pace(JsonNode value) {
    if (!value.isIntegralNumber() || value.asLong() < 100 || value.asLong() > 10_000) {
      error("pace: expected 100 to 10000");
      return;
    }
    pace = Pace.of(value.asLong());
    hub.subscribe(client, topics, pace);
  }

  private void error(String message) {
    ObjectNode error = ViewJson.object();
    error.putObject("error").put("message", message);
    client.say(ViewJson.text(error));
  }

  private static String cut(String text) {
    return text.length() > 80 ? text.substring(0, 80) + "…" : text;
  }
}
