package vedette.app.web;

import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/// A request is answered with an error: what is wrong and what to do.
final class ApiError extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int status;
  private final String code;
  private final long retryAfter;
  private final transient Optional<ObjectNode> body;

  ApiError(int status, String code, String message) {
    this(status, code, message, 0, Optional.empty());
  }

  private ApiError(
      int status, String code, String message, long retryAfter, Optional<ObjectNode> body) {
    super(message, null, false, false);
    this.status = status;
    this.code = code;
    this.retryAfter = retryAfter;
    this.body = body;
  }

  static ApiError later(String message, long seconds) {
    return new ApiError(429, "later", message, seconds, Optional.empty());
  }

  /// An error with a body of its own.
  static ApiError of(int status, ObjectNode body) {
    return new ApiError(status, "", "", 0, Optional.of(body));
  }

  int status() {
    return status;
  }

  /// Seconds; 0 for none.
  long retryAfter() {
    return retryAfter;
  }

  String json() {
    return body.map(vedette.app.web.json.ViewJson::text)
        .orElseGet(() -> Gate.error(code, String.valueOf(getMessage())));
  }
}
