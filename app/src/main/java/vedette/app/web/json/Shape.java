package vedette.app.web.json;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// What may be shown of a JSON value. Whatever is not named is left out, so that a key which is
/// added to a view stays hidden until somebody decides otherwise; and a text is shown only if it is
/// one of few or has a form that holds no address.
sealed interface Shape {
  /// A number or a truth value.
  record Plain() implements Shape {}

  record Form(Pattern pattern) implements Shape {}

  record Words(Set<String> words) implements Shape {}

  record Fields(Map<String, Shape> byKey) implements Shape {}

  record Each(Shape key, Shape value) implements Shape {}

  record Elements(Shape of) implements Shape {}

  static Shape words(String... words) {
    return new Words(Set.of(words));
  }

  static Shape form(String pattern) {
    return new Form(Pattern.compile(pattern));
  }

  /// An object with these keys: key, shape, key, shape …
  static Fields fields(Object... keysAndShapes) {
    Map<String, Shape> byKey = new LinkedHashMap<>();
    for (int i = 0; i < keysAndShapes.length; i += 2) {
      byKey.put((String) keysAndShapes[i], (Shape) keysAndShapes[i + 1]);
    }
    return new Fields(byKey);
  }

  /// What may be shown of the value; empty if nothing.
  default Optional<JsonNode> of(JsonNode value) {
    return switch (this) {
      case Plain _ -> Optional.of(value).filter(v -> v.isNumber() || v.isBoolean());
      case Form(Pattern pattern) ->
          Optional.of(value)
              .filter(v -> v.isString() && pattern.matcher(v.stringValue()).matches());
      case Words(Set<String> words) ->
          Optional.of(value).filter(v -> v.isString() && words.contains(v.stringValue()));
      case Fields(Map<String, Shape> byKey) -> fields(byKey, value);
      case Each(Shape key, Shape each) -> each(key, each, value);
      case Elements(Shape of) -> elements(of, value);
    };
  }

  private static Optional<JsonNode> fields(Map<String, Shape> byKey, JsonNode value) {
    if (!(value instanceof ObjectNode object)) {
      return Optional.empty();
    }
    ObjectNode shown = JsonNodeFactory.instance.objectNode();
    byKey.forEach((key, shape) ->
        Optional.ofNullable(object.get(key))
            .flatMap(shape::of)
            .ifPresent(inner -> shown.set(key, inner)));
    return Optional.of(shown);
  }

  private static Optional<JsonNode> each(Shape key, Shape each, JsonNode value) {
    if (!(value instanceof ObjectNode object)) {
      return Optional.empty();
    }
    ObjectNode shown = JsonNodeFactory.instance.objectNode();
    for (Map.Entry<String, JsonNode> entry : object.properties()) {
      if (key.of(JsonNodeFactory.instance.stringNode(entry.getKey())).isPresent()) {
        each.of(entry.getValue()).ifPresent(inner -> shown.set(entry.getKey(), inner));
      }
    }
    return Optional.of(shown);
  }

  private static Optional<JsonNode> elements(Shape of, JsonNode value) {
    if (!(value instanceof ArrayNode array)) {
      return Optional.empty();
    }
    ArrayNode shown = JsonNodeFactory.instance.arrayNode();
    array.forEach(element -> of.of(element).ifPresent(shown::add));
    return Optional.of(shown);
  }
}
