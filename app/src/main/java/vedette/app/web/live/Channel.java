package vedette.app.web.live;

import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.node.ObjectNode;
import vedette.app.web.api.Topic;
import vedette.app.web.json.MergePatch;
import vedette.app.web.json.ViewJson;

/// A topic at a pace for an audience: everybody here gets the same frames with the same numbers.
///
/// All methods under the lock of the [LiveHub] that owns it.
final class Channel {
  /// What is shared.
  ///
  /// @param topic by the name that the client uses
  record Key(Topic topic, boolean inPublic, Pace pace) {}

  private final Key key;
  private final Set<LiveClient> clients = new LinkedHashSet<>();
  private Optional<ObjectNode> state = Optional.empty();
  private Optional<String> snapshot = Optional.empty();
  private long number;
  private long dueNanos;

  Channel(Key key, long nowNanos) {
    this.key = key;
    this.dueNanos = nowNanos;
  }

  Key key() {
    return key;
  }

  Set<LiveClient> clients() {
    return clients;
  }

  boolean due(long nowNanos) {
    return nowNanos - dueNanos >= 0;
  }

  /// Takes a new state and tells the clients what changed.
  ///
  /// @param fresh the state now; the same object as before means that nothing changed
  @SuppressWarnings("ReferenceEquality") // spares comparing what is known to be the same
  void update(ObjectNode fresh, long nowNanos) {
    dueNanos = nowNanos + key.pace().of(key.topic().kind()).nanos();
    if (state.isEmpty()) {
      number = 1;
      state = Optional.of(fresh);
      clients.forEach(LiveClient::wake);
      return;
    }
    if (state.get() == fresh) {
      return;
    }
    Optional<ObjectNode> patch = MergePatch.between(state.get(), fresh);
    state = Optional.of(fresh);
    if (patch.isPresent()) {
      number++;
      snapshot = Optional.empty();
      String frame = frame("patch", patch.get());
      clients.forEach(client -> client.offer(this, frame));
    }
  }

  /// The whole state, written once for each number; empty while there is none.
  Optional<String> snapshot() {
    if (snapshot.isEmpty()) {
      snapshot = state.map(tree -> frame("state", tree));
    }
    return snapshot;
  }

  private String frame(String kind, ObjectNode content) {
    // Put together in one piece: a formatter would copy a long text several times.
    return "{\"topic\":\""
        + key.topic()
        + "\",\"n\":"
        + number
        + ",\""
        + kind
        + "\":"
        + ViewJson.text(content)
        + "}";
  }
}
