package vedette.app.web;

import static vedette.app.web.SessionRoutes.answers;
import static vedette.app.web.SessionRoutes.json;
import static vedette.app.web.SessionRoutes.ordered;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;
import vedette.app.web.api.Backend;
import vedette.app.web.api.Topic;
import vedette.app.web.auth.Scope;
import vedette.app.web.json.PublicView;
import vedette.app.web.json.SelectionJson;
import vedette.app.web.json.ViewJson;
import vedette.app.web.live.States;
import vedette.event.EventNames;
import vedette.event.Selection;
import vedette.event.SelectionException;
import vedette.watch.view.AlertsView;
import vedette.watch.view.BlocksView;
import vedette.watch.view.MempoolView;
import vedette.watch.view.NetworkView;
import vedette.watch.view.NowView;
import vedette.watch.view.PeerView;
import vedette.watch.view.PeersView;
import vedette.watch.view.ServicePage;
import vedette.watch.view.SystemView;
import vedette.wire.MessageTypes;

/// What is true now: topics and peers; and the words of the Selection grammar.
final class StateRoutes {
  private static final List<String> CONNECTIONS =
      List.of(
          "inbound",
          "manual",
          "feeler",
          "outbound-full-relay",
          "block-relay-only",
          "addr-fetch",
          "private-broadcast");
  private static final List<String> NETWORKS =
      List.of("unroutable", "ipv4", "ipv6", "onion", "i2p", "cjdns", "internal");

  private final Backend backend;
  private final Schemas schemas;

  StateRoutes(Backend backend, Schemas schemas) {
    this.backend = backend;
    this.schemas = schemas;
  }

  List<Route> routes() {
    return List.of(
        topic("/api/v1/topics/{topic}", List.of(NowView.class, AlertsView.class, SystemView.class)),
        topic(
            "/api/v1/topics/{topic}/{node}",
            List.of(
                PeersView.class,
                BlocksView.class,
                MempoolView.class,
                NetworkView.class,
                ServicePage.class)),
        new Route(
            "GET",
            "/api/v1/nodes/{node}/peers/{id}",
            Scope.READ,
            "A peer in detail.",
            List.of(path("node", "The node's key."), path("id", "The peer's id.")),
            Optional.empty(),
            answers(200, json(schemas.of(PeerView.class))),
            this::peer),
        new Route(
            "GET",
            "/api/v1/selection/check",
            Scope.READ,
            "Whether a text is a selection; 422 says where it is not.",
            List.of(query("select", Schemas.text(), "The text.")),
            Optional.empty(),
            Map.of(204, Optional.empty(), 422, json(errorSchema())),
            StateRoutes::check),
        new Route(
            "GET",
            "/api/v1/words",
            Scope.READ,
            "The words of the Selection grammar.",
            List.of(),
            Optional.empty(),
            answers(200, json(wordsSchema())),
            _ -> words()));
  }

  private Route topic(String path, List<Class<? extends Record>> views) {
    ObjectNode state = ViewJson.object();
    ArrayNode any = state.putArray("anyOf");
    views.forEach(view -> any.add(schemas.of(view)));
    List<Route.Parameter> parameters = new ArrayList<>();
    parameters.add(path("topic", "The topic's first word."));
    if (path.contains("{node}")) {
      parameters.add(path("node", "The node's key; a service's for topic `service`."));
    }
    return new Route(
        "GET",
        path,
        Scope.PUBLIC,
        "A topic's state now. In the public view keys are absent.",
        parameters,
        Optional.empty(),
        answers(200, json(Schemas.object(ordered("topic", Schemas.text(), "state", state)))),
        this::topic);
  }

  private Reply topic(Call call) {
    boolean ofNode = call.context().pathParamMap().containsKey("node");
    String name = call.path("topic") + (ofNode ? "/" + call.path("node") : "");
    boolean inPublic = !call.caller().scope().includes(Scope.READ);
    Topic topic = Topic.parse(name).orElseThrow(StateRoutes::noTopic);
    ObjectNode state = new States(backend).of(topic, inPublic).orElseThrow(StateRoutes::noTopic);
    ObjectNode tree = ViewJson.object().put("topic", name);
    tree.set("state", state);
    return Reply.json(tree);
  }

  private static ApiError noTopic() {
    return new ApiError(404, "topic", "there is no such topic");
  }

  private Reply peer(Call call) {
    String id = call.path("id");
    PeerView view =
        (id.matches("[0-9]{1,18}")
                ? backend.peer(call.path("node"), Long.parseLong(id))
                : Optional.<PeerView>empty())
            .orElseThrow(() -> new ApiError(404, "peer", "there is no such peer"));
    return Reply.json(200, ViewJson.text(view));
  }

  private static Reply check(Call call) {
    try {
      Selection.parse(call.query("select").orElse(""));
      return Reply.NOTHING;
    } catch (SelectionException e) {
      throw ApiError.of(422, SelectionJson.error(e));
    }
  }

  private static Reply words() {
    ObjectNode tree = ViewJson.object();
    put(tree, "keys", List.of(Selection.Key.values()).stream().map(Selection.Key::word).toList());
    put(tree, "events", EventNames.KNOWN);
    put(tree, "messages", MessageTypes.KNOWN);
    put(tree, "directions", List.of("inbound", "outbound"));
    put(tree, "connections", CONNECTIONS);
    put(tree, "networks", NETWORKS);
    return Reply.json(tree);
  }

  private static void put(ObjectNode tree, String key, List<String> words) {
    ArrayNode all = tree.putArray(key);
    words.forEach(all::add);
  }

  private static ObjectNode wordsSchema() {
    ObjectNode texts = Schemas.array(Schemas.text());
    return Schemas.object(
        ordered(
            "keys", texts,
            "events", texts,
            "messages", texts,
            "directions", texts,
            "connections", texts,
            "networks", texts));
  }

  static ObjectNode errorSchema() {
    return Schemas.object(
        Map.of(
            "error",
            Schemas.object(
                ordered(
                    "message", Schemas.text(),
                    "code?", Schemas.text(),
                    "at?", Schemas.whole(),
                    "length?", Schemas.whole(),
                    "nearest?", Schemas.text()))));
  }

  static Route.Parameter path(String name, String about) {
    return new Route.Parameter(name, "path", true, Schemas.text(), about);
  }

  static Route.Parameter query(String name, ObjectNode schema, String about) {
    return new Route.Parameter(name, "query", true, schema, about);
  }

  static Route.Parameter optional(String name, ObjectNode schema, String about) {
    return new Route.Parameter(name, "query", false, schema, about);
  }

  /// The key of the node or, for its owner, the service that the caller names.
  static String nodeOrService(Backend backend, Call call) {
    String named = call.needed("node");
    return call.caller().scope().includes(Scope.READ) && backend.services().contains(named)
        ? named
        : node(backend, call);
  }

  /// The key of the node that the caller names: in the public view nodes have other names.
  static String node(Backend backend, Call call) {
    List<String> keys = backend.nodes().stream().map(Backend.Node::key).toList();
    String named = call.needed("node");
    Optional<String> key =
        call.caller().scope().includes(Scope.READ)
            ? Optional.of(named).filter(keys::contains)
            : PublicView.key(named, keys);
    return key.orElseThrow(() -> new ApiError(404, "node", "there is no such node"));
  }
}
