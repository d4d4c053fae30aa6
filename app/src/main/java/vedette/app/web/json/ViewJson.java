package vedette.app.web.json;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.cfg.EnumFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.node.ObjectNode;
import vedette.event.Event;

/// Views as JSON: keys in lower snake case, what is empty is absent, enums in lower case, events as
/// `vedette tap` writes them.
public final class ViewJson {
  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .enable(EnumFeature.WRITE_ENUMS_TO_LOWERCASE)
          .changeDefaultPropertyInclusion(i -> i.withValueInclusion(JsonInclude.Include.NON_ABSENT))
          .addModule(new SimpleModule().addSerializer(Event.class, new EventSerializer()))
          .build();

  private ViewJson() {}

  /// The record as a tree.
  public static ObjectNode tree(Record view) {
    return (ObjectNode) MAPPER.valueToTree(view);
  }

  /// The record or tree as text.
  public static String text(Object value) {
    return MAPPER.writeValueAsString(value);
  }

  /// An object from text.
  ///
  /// @return empty if it is none
  public static Optional<ObjectNode> parse(String text) {
    try {
      JsonNode node = MAPPER.readTree(text);
      return node instanceof ObjectNode object ? Optional.of(object) : Optional.empty();
    } catch (JacksonException _) {
      return Optional.empty();
    }
  }

  /// An empty object.
  public static ObjectNode object() {
    return MAPPER.createObjectNode();
  }

  private static final class EventSerializer extends ValueSerializer<Event> {
    @Override
    public void serialize(Event event, JsonGenerator out, SerializationContext context) {
      out.writeRawValue(EventLines.line(event, false));
    }
  }
}
