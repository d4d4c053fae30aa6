package vedette.app.web.live;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;
import vedette.app.web.api.Backend;
import vedette.app.web.api.Topic;
import vedette.app.web.json.PublicView;
import vedette.app.web.json.ViewJson;

/// Topics as trees, for owners and for everybody. Trees are shared and must not be changed.
///
/// Keeps the last tree of each topic, so that an unchanged view is not written again. Bounded by
/// the topics that exist; not thread-safe.
public final class States {
  private final Backend backend;
  private final Map<Topic, Made> lastByTopic = new HashMap<>();
  private final Map<Topic, Shown> shownByTopic = new HashMap<>();

  private record Made(Record view, ObjectNode tree) {}

  private record Shown(ObjectNode tree, List<String> keys, Optional<ObjectNode> shown) {}

  public States(Backend backend) {
    this.backend = backend;
  }

  /// A topic's state.
  ///
  /// @param topic by the name that the client uses: in the public view nodes have other names
  /// @return empty if there is no such topic for this audience
  public Optional<ObjectNode> of(Topic topic, boolean inPublic) {
    if (!inPublic) {
      return tree(topic);
    }
    if (!topic.kind().inPublic()) {
      return Optional.empty();
    }
    List<String> keys = keys(backend);
    Optional<Topic> real =
        topic.kind().ofNode()
            ? PublicView.key(topic.node(), keys).map(topic::withNode)
            : Optional.of(topic);
    return real.flatMap(known -> tree(known).flatMap(tree -> shown(known, tree, keys)));
  }

  /// Forgets topics that nobody subscribes to.
  void clear() {
    lastByTopic.clear();
    shownByTopic.clear();
  }

  static List<String> keys(Backend backend) {
    return backend.nodes().stream().map(Backend.Node::key).toList();
  }

  // The same object means unchanged; comparing its parts is what is to be spared.
  @SuppressWarnings("ReferenceEquality")
  private Optional<ObjectNode> tree(Topic topic) {
    Optional<? extends Record> view = backend.view(topic);
    if (view.isEmpty()) {
      lastByTopic.remove(topic);
      return Optional.empty();
    }
    Made last = lastByTopic.get(topic);
    if (last == null || last.view() != view.get()) {
      last = new Made(view.get(), ViewJson.tree(view.get()));
      lastByTopic.put(topic, last);
    }
    return Optional.of(last.tree());
  }

  @SuppressWarnings("ReferenceEquality") // as above
  private Optional<ObjectNode> shown(Topic topic, ObjectNode tree, List<String> keys) {
    Shown last = shownByTopic.get(topic);
    if (last == null || last.tree() != tree || !last.keys().equals(keys)) {
      last = new Shown(tree, keys, PublicView.of(topic, tree, keys));
      shownByTopic.put(topic, last);
    }
    return last.shown();
  }
}
