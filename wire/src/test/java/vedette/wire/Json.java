package vedette.wire;

import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/// JSON lines as maps and lists, every whole number a `Long`.
final class Json {
  private static final JsonMapper MAPPER =
      JsonMapper.builder().enable(DeserializationFeature.USE_LONG_FOR_INTS).build();

  private Json() {}

  static Map<String, @Nullable Object> object(String line) {
    return MAPPER.readValue(line, new TypeReference<>() {});
  }

  static String text(Map<String, @Nullable Object> object, String key) {
    return (String) Objects.requireNonNull(object.get(key), key);
  }

  static long number(Map<String, @Nullable Object> object, String key) {
    return (Long) Objects.requireNonNull(object.get(key), key);
  }
}
