package vedette.poll.http;

import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.util.Optional;

/// What a server answered, whole.
///
/// @param status such as 200
/// @param body not longer than was allowed; not copied
/// @param certificate that the server showed, empty without TLS
// The bytes are a whole that is handed on, not compared.
@SuppressWarnings("ArrayRecordComponent")
public record HttpAnswer(
    int status, HttpHeaders headers, byte[] body, Optional<X509Certificate> certificate) {

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
