package vedette.poll.http;

import java.nio.charset.StandardCharsets;

/// What a server answered, whole.
///
/// @param status such as 200
/// @param body not longer than was allowed; not copied
// The bytes are a whole that is handed on, not compared.
@SuppressWarnings("ArrayRecordComponent")
public record HttpAnswer(int status, byte[] body) {

  /// Whether it did what was asked: 200 to 299.
  public boolean well() {
    return status >= 200 && status < 300;
  }

  /// The body as text.
  public String text() {
    return new String(body, StandardCharsets.UTF_8);
  }

  /// Status and length only: a body may hold secrets.
  @Override
  public String toString() {
    return "HttpAnswer[" + status + ", " + body.length + " bytes]";
  }
}
