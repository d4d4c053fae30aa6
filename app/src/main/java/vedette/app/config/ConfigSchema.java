package vedette.app.config;

import java.io.OutputStream;
import java.util.List;
import vedette.event.json.JsonDocument;

/// Writes the JSON Schema of `vedette.yaml`, for editors.
final class ConfigSchema {
  private final JsonDocument json;

  private ConfigSchema(JsonDocument json) {
    this.json = json;
  }

  /// @param out gets one line; not closed
  static void write(OutputStream out) {
    try (JsonDocument json = new JsonDocument(out)) {
      json.startObject();
      json.text("$schema", "https://json-schema.org/draft/2020-12/schema");
      json.text("title", "vedette.yaml");
      new ConfigSchema(json).kind(Settings.ALL);
      json.endObject();
      json.endLine();
    }
  }

  private void kind(Kind kind) {
    switch (kind) {
      case Kind.Whole(long least, long most) -> {
        json.text("type", "integer");
        json.number("minimum", least);
        json.number("maximum", most);
      }
      case Kind.Truth _ -> json.text("type", "boolean");
      case Kind.Choice choice -> json.texts("enum", choice.words());
      case Kind.Text text -> pattern(text.pattern());
      case Kind.Span _ -> pattern(Units.SPAN);
      case Kind.Size _ -> pattern(Units.SIZE);
      case Kind.File _ -> pattern(".+");
      case Kind.Address _ -> pattern("[0-9A-Fa-f:.]+");
      case Kind.Network _ -> pattern("[0-9A-Fa-f:.]+(/[0-9]{1,3})?");
      case Kind.Url _ -> pattern("https?://[^@]+");
      case Kind.Select _ -> json.text("type", "string");
      case Kind.Hidden _ -> {
        json.text("type", "object");
        json.startObject("properties");
        for (SecretReference.Form form : SecretReference.Form.values()) {
          json.startObject(form.word());
          pattern(form.pattern());
          json.endObject();
        }
        json.endObject();
        json.number("minProperties", 1);
        json.number("maxProperties", 1);
        json.truth("additionalProperties", false);
      }
      case Kind.Many(Kind of, int most) -> {
        json.texts("type", List.of("array", "null"));
        json.number("maxItems", most);
        json.startObject("items");
        kind(of);
        json.endObject();
      }
      case Kind.Section section -> section(section);
    }
  }

  private void section(Kind.Section section) {
    // A section whose settings are all commented out is null to YAML.
    json.texts("type", List.of("object", "null"));
    json.startObject("properties");
    for (Setting setting : section.settings()) {
      json.startObject(setting.name());
      json.text("description", setting.about());
      setting.preset().ifPresent(preset -> preset(setting.kind(), preset));
      kind(setting.kind());
      json.endObject();
    }
    json.endObject();
    json.texts(
        "required",
        section.settings().stream().filter(Setting::required).map(Setting::name).toList());
    json.truth("additionalProperties", false);
  }

  private void preset(Kind kind, String text) {
    switch (kind) {
      case Kind.Whole _ -> json.number("default", Long.parseLong(text));
      case Kind.Truth _ -> json.truth("default", text.equals("true"));
      default -> json.text("default", text);
    }
  }

  private void pattern(String pattern) {
    json.text("type", "string");
    json.text("pattern", "^(?:" + pattern + ")$");
  }
}
