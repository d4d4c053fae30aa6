package vedette.app.web.json;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;
import vedette.app.web.api.Topic;
import vedette.watch.view.State;

/// What everybody may see of a topic: of its tree what [PublicShapes] names, and nothing else.
///
/// Nodes are called `node1`, `node2` … in the order in which the owner has them. Sentences are made
/// here from the state alone, because those of the owner may name anything.
public final class PublicView {
  private PublicView() {}

  /// What may be shown of a topic's tree; empty if nothing.
  ///
  /// @param keys the nodes' keys, in order
  public static Optional<ObjectNode> of(Topic topic, ObjectNode tree, List<String> keys) {
    return switch (topic.kind()) {
      case NOW -> Optional.of(now(shown(PublicShapes.NOW, tree), keys));
      case BLOCKS -> Optional.of(shown(PublicShapes.BLOCKS, tree));
      case MEMPOOL -> Optional.of(shown(PublicShapes.MEMPOOL, tree));
      case NETWORK -> Optional.of(shown(PublicShapes.NETWORKS, tree));
      case PEERS, SERVICE, ALERTS, SYSTEM -> Optional.empty();
    };
  }

  /// What a node is called: `node1` for the first.
  public static String alias(int index) {
    return "node" + (index + 1);
  }

  /// The key of the node that is called so.
  public static Optional<String> key(String alias, List<String> keys) {
    for (int i = 0; i < keys.size(); i++) {
      if (alias(i).equals(alias)) {
        return Optional.of(keys.get(i));
      }
    }
    return Optional.empty();
  }

  private static ObjectNode shown(Shape shape, ObjectNode tree) {
    return (ObjectNode) shape.of(tree).orElseGet(ViewJson::object);
  }

  private static ObjectNode now(ObjectNode shown, List<String> keys) {
    List<State> states = new ArrayList<>();
    if (shown.get("nodes") instanceof ObjectNode nodes) {
      ObjectNode renamed = ViewJson.object();
      for (Map.Entry<String, JsonNode> entry : nodes.properties()) {
        int index = keys.indexOf(entry.getKey());
        if (index >= 0 && entry.getValue() instanceof ObjectNode node) {
          State state = state(node);
          states.add(state);
          node.put("key", alias(index));
          node.put("word", word(state));
          renamed.set(alias(index), node);
        }
      }
      shown.set("nodes", renamed);
    }
    // Of the nodes alone: the owner's verdict also tells how other services are.
    State worst = states.stream().max(Comparator.naturalOrder()).orElse(State.UNKNOWN);
    ObjectNode verdict = ViewJson.object();
    verdict.put("state", worst.name().toLowerCase(Locale.ROOT));
    verdict.put("sentence", sentence(worst, states));
    shown.set("verdict", verdict);
    return shown;
  }

  private static String sentence(State worst, List<State> states) {
    int all = states.size();
    long so = states.stream().filter(state -> state == worst).count();
    if (all == 0) {
      return "No node is watched yet.";
    }
    String who = all == 1 ? "The node" : (so == all ? "All " + so : so + " of " + all) + " nodes";
    return worst == State.OK
        ? who + (all == 1 ? " is at the tip." : " are at the tip.")
        : who + ": " + word(worst) + ".";
  }

  private static State state(ObjectNode of) {
    JsonNode state = of.get("state");
    return state == null ? State.UNKNOWN : State.valueOf(state.asString().toUpperCase(Locale.ROOT));
  }

  private static String word(State state) {
    return switch (state) {
      case OK -> "at the tip";
      case SYNCING -> "catching up with the network";
      case STARTING -> "starting";
      case WAITING -> "waits for another service";
      case LOCKED -> "locked";
      case WARN -> "works, needs a look";
      case STALE -> "not heard of for a while";
      case GONE -> "not running";
      case BAD -> "does not work";
      case UNKNOWN -> "not known";
    };
  }
}
