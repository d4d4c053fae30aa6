package vedette.app.web;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.node.ObjectNode;
import vedette.app.web.json.ViewJson;

/// What is answered.
///
/// Immutable, as long as nobody changes the bytes that were given.
final class Reply {
  static final Reply NOTHING = new Reply(204, "", new byte[0], Map.of());

  private final int status;
  private final String type;
  private final byte[] body;
  private final Map<String, String> headers;

  /// @param type of the body; empty if there is none
  /// @param headers besides those that every answer has
  Reply(int status, String type, byte[] body, Map<String, String> headers) {
    this.status = status;
    this.type = type;
    this.body = body;
    this.headers = headers;
  }

  int status() {
    return status;
  }

  String type() {
    return type;
  }

  byte[] body() {
    return body;
  }

  Map<String, String> headers() {
    return headers;
  }

  static Reply json(ObjectNode tree) {
    return json(200, tree);
  }

  static Reply json(int status, ObjectNode tree) {
    return json(status, ViewJson.text(tree));
  }

  static Reply json(int status, String text) {
    return new Reply(status, "application/json", text.getBytes(StandardCharsets.UTF_8), Map.of());
  }

  Reply with(String header, String value) {
    var more = new LinkedHashMap<>(headers);
    more.put(header, value);
    return new Reply(status, type, body, Map.copyOf(more));
  }
}
