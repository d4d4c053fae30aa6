package vedette.app.web;

import io.javalin.http.Context;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;
import vedette.app.web.json.ViewJson;

/// A request as a route sees it: who asks, and its parameters read by type.
///
/// What does not fit is an [ApiError] with status 400.
record Call(Context context, Caller caller) {
  /// How long a body may take.
  private static final long SLOWEST_NANOS = 10_000_000_000L;

  String path(String name) {
    return context.pathParam(name);
  }

  Optional<String> header(String name) {
    return Optional.ofNullable(context.header(name));
  }

  Optional<String> query(String name) {
    String value = context.queryParam(name);
    if (value != null && value.length() > 4_096) {
      throw bad(name, "at most 4096 characters");
    }
    return Optional.ofNullable(value);
  }

  String needed(String name) {
    return query(name).filter(s -> !s.isEmpty()).orElseThrow(() -> bad(name, "a value"));
  }

  /// A whole number within limits.
  long number(String name, long least, long most, Optional<Long> preset) {
    Optional<String> text = query(name);
    if (text.isEmpty()) {
      return preset.orElseThrow(() -> bad(name, least + " to " + most));
    }
    if (text.get().matches("-?[0-9]{1,18}")) {
      long number = Long.parseLong(text.get());
      if (number >= least && number <= most) {
        return number;
      }
    }
    throw bad(name, least + " to " + most);
  }

  static ApiError bad(String name, String expected) {
    return new ApiError(400, "parameter", name + ": expected " + expected);
  }

  /// The body as a JSON object.
  ObjectNode body() {
    String type = String.valueOf(context.contentType());
    if (!type.equals("application/json") && !type.startsWith("application/json;")) {
      // Forms of other sites cannot send this type.
      throw new ApiError(415, "type", "expected Content-Type: application/json");
    }
    return ViewJson.parse(text())
        .orElseThrow(() -> new ApiError(400, "body", "expected a JSON object"));
  }

  /// A text of the body's object.
  String text(ObjectNode body, String key, String pattern, String form) {
    JsonNode value = body.get(key);
    if (value == null || !value.isString() || !value.stringValue().matches(pattern)) {
      throw bad(key, form);
    }
    return value.stringValue();
  }

  private String text() {
    byte[] bytes = new byte[Gate.LARGEST_BODY + 1];
    int length = 0;
    long began = System.nanoTime();
    try {
      InputStream in = context.req().getInputStream();
      int read = in.read(bytes, 0, bytes.length);
      while (read > 0) {
        length += read;
        // Each read may wait as long as the connection may be idle, and dripping bytes add up.
        if (System.nanoTime() - began > SLOWEST_NANOS) {
          throw new ApiError(408, "slow", "the body took too long");
        }
        read = length < bytes.length ? in.read(bytes, length, bytes.length - length) : -1;
      }
      if (length == bytes.length) {
        throw new ApiError(413, "size", "expected at most " + Gate.LARGEST_BODY + " bytes");
      }
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(bytes, 0, length))
          .toString();
    } catch (CharacterCodingException _) {
      throw new ApiError(400, "body", "expected UTF-8");
    } catch (IOException _) {
      throw new ApiError(400, "body", "the body did not come whole");
    }
  }
}
