package vedette.app.web;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.lang.reflect.WildcardType;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.stream.Stream;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;
import vedette.app.web.json.ViewJson;
import vedette.event.Event;
import vedette.watch.Kinds;
import vedette.watch.view.KindPage;

/// JSON Schemas of records, made from the records, so that they cannot be out of date: keys in
/// lower snake case, what is not an `Optional` is required.
final class Schemas {
  private final Map<String, ObjectNode> components = new TreeMap<>();

  /// Every record that was asked for, with those within, by name.
  Map<String, ObjectNode> components() {
    return components;
  }

  /// A reference to the record's schema.
  ObjectNode of(Class<? extends Record> type) {
    String name = type.getSimpleName();
    if (!components.containsKey(name)) {
      ObjectNode schema = ViewJson.object().put("type", "object");
      components.put(name, schema);
      ObjectNode properties = schema.putObject("properties");
      ArrayNode required = schema.putArray("required");
      for (RecordComponent component : type.getRecordComponents()) {
        String key = snake(component.getName());
        properties.set(key, any(component.getGenericType()));
        if (!optional(component.getType())) {
          required.add(key);
        }
      }
      schema.put("additionalProperties", false);
    }
    return ViewJson.object().put("$ref", "#/components/schemas/" + name);
  }

  ObjectNode listOf(Class<? extends Record> type) {
    return array(of(type));
  }

  static ObjectNode array(ObjectNode items) {
    ObjectNode schema = ViewJson.object().put("type", "array");
    schema.set("items", items);
    return schema;
  }

  static ObjectNode text() {
    return ViewJson.object().put("type", "string");
  }

  static ObjectNode whole() {
    return ViewJson.object().put("type", "integer");
  }

  static ObjectNode truth() {
    return ViewJson.object().put("type", "boolean");
  }

  static ObjectNode words(String... words) {
    ObjectNode schema = text();
    ArrayNode all = schema.putArray("enum");
    Stream.of(words).forEach(all::add);
    return schema;
  }

  /// An object with these keys, all required but those that end with `?`.
  static ObjectNode object(Map<String, ObjectNode> byKey) {
    ObjectNode schema = ViewJson.object().put("type", "object");
    ObjectNode properties = schema.putObject("properties");
    ArrayNode required = schema.putArray("required");
    byKey.forEach((key, value) -> {
      boolean optional = key.endsWith("?");
      String name = optional ? key.substring(0, key.length() - 1) : key;
      properties.set(name, value);
      if (!optional) {
        required.add(name);
      }
    });
    return schema.put("additionalProperties", false);
  }

  private ObjectNode any(Type type) {
    if (type instanceof ParameterizedType generic) {
      Type[] inner = generic.getActualTypeArguments();
      if (generic.getRawType() == Optional.class) {
        return any(inner[0]);
      }
      if (generic.getRawType() == List.class) {
        return array(any(inner[0]));
      }
      if (generic.getRawType() == Map.class) {
        ObjectNode schema = ViewJson.object().put("type", "object");
        schema.set("additionalProperties", any(inner[1]));
        return schema;
      }
    }
    if (type instanceof WildcardType some) {
      return any(some.getUpperBounds()[0]);
    }
    if (type instanceof Class<?> plain) {
      return plain(plain);
    }
    throw new IllegalStateException("no schema for " + type.getTypeName());
  }

  /// One of the pages of all kinds.
  private ObjectNode kindPage() {
    ObjectNode schema = ViewJson.object().put("type", "object");
    ArrayNode all = ViewJson.object().putArray("anyOf");
    Kinds.ALL.forEach(kind -> all.add(of(kind.page().asSubclass(Record.class))));
    if (!all.isEmpty()) {
      schema.set("anyOf", all);
    }
    return schema;
  }

  private ObjectNode plain(Class<?> type) {
    if (type == String.class) {
      return text();
    }
    if (type == boolean.class || type == Boolean.class) {
      return truth();
    }
    if (type == double.class || type == Double.class || type == OptionalDouble.class) {
      return ViewJson.object().put("type", "number");
    }
    if (Stream.of(
            int.class, Integer.class, long.class, Long.class, OptionalInt.class, OptionalLong.class)
        .anyMatch(whole -> whole == type)) {
      return whole();
    }
    if (type.isEnum()) {
      return words(
          Stream.of(type.getEnumConstants())
              .map(c -> c.toString().toLowerCase(Locale.ROOT))
              .toArray(String[]::new));
    }
    if (Event.class.isAssignableFrom(type)) {
      return ViewJson.object().put("type", "object").put("description", "see docs/events.md");
    }
    if (type == KindPage.class) {
      return kindPage();
    }
    if (type.isRecord()) {
      return of(type.asSubclass(Record.class));
    }
    throw new IllegalStateException("no schema for " + type.getName());
  }

  private static boolean optional(Class<?> type) {
    return type == Optional.class
        || type == OptionalInt.class
        || type == OptionalLong.class
        || type == OptionalDouble.class;
  }

  private static String snake(String name) {
    return name.replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
  }
}
