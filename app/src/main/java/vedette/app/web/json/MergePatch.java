package vedette.app.web.json;

import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// What changed, as JSON Merge Patch (RFC 7386): objects merge, everything else replaces, null
/// deletes. Views hold no nulls, so every change can be told.
public final class MergePatch {
  private MergePatch() {}

  /// What makes the second of the first; empty if they are equal.
  public static Optional<ObjectNode> between(ObjectNode before, ObjectNode after) {
    ObjectNode patch = JsonNodeFactory.instance.objectNode();
    for (Map.Entry<String, JsonNode> entry : after.properties()) {
      JsonNode old = before.get(entry.getKey());
      JsonNode now = entry.getValue();
      if (old instanceof ObjectNode oldObject && now instanceof ObjectNode nowObject) {
        between(oldObject, nowObject).ifPresent(inner -> patch.set(entry.getKey(), inner));
      } else if (!now.equals(old)) {
        patch.set(entry.getKey(), now);
      }
    }
    for (Map.Entry<String, JsonNode> entry : before.properties()) {
      if (!after.has(entry.getKey())) {
        patch.putNull(entry.getKey());
      }
    }
    return patch.isEmpty() ? Optional.empty() : Optional.of(patch);
  }
}
