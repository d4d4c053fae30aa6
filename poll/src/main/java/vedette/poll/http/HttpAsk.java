package vedette.poll.http;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// A request.
///
/// @param headers by name; may hold secrets
/// @param body not copied
public record HttpAsk(String method, URI uri, Map<String, String> headers, Optional<byte[]> body) {
  /// Keeps its own headers.
  public HttpAsk {
    headers = Map.copyOf(headers);
  }

  /// One without headers and body.
  public static HttpAsk of(String method, URI uri) {
    return new HttpAsk(method, uri, Map.of(), Optional.empty());
  }

  /// The same with a header more.
  public HttpAsk with(String header, String value) {
    Map<String, String> more = new LinkedHashMap<>(headers);
    String _ = more.put(header, value);
    return new HttpAsk(method, uri, more, body);
  }

  /// The same with a body.
  public HttpAsk with(byte[] content) {
    return new HttpAsk(method, uri, headers, Optional.of(content));
  }

  /// Without headers and body.
  @Override
  public String toString() {
    return "HttpAsk[" + method + " " + uri + "]";
  }
}
