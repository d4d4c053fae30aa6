package vedette.poll.http;

import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// A request.
///
/// @param headers by name; may hold secrets
/// @param body not copied
/// @param question whether it changes nothing, so that it may be sent twice
public record HttpAsk(
    String method, URI uri, Map<String, String> headers, Optional<byte[]> body, boolean question) {
  /// Keeps its own headers.
  public HttpAsk {
    headers = Map.copyOf(headers);
  }

  /// One without headers and body. Sent once.
  public static HttpAsk of(String method, URI uri) {
    return new HttpAsk(method, uri, Map.of(), Optional.empty(), false);
  }

  /// Asks for what is there.
  public static HttpAsk get(URI uri) {
    return new HttpAsk("GET", uri, Map.of(), Optional.empty(), true);
  }

  /// Asks by a text of JSON, as RPC does.
  public static HttpAsk query(URI uri, String json) {
    return new HttpAsk(
        "POST",
        uri,
        Map.of("Content-Type", "application/json"),
        Optional.of(json.getBytes(StandardCharsets.UTF_8)),
        true);
  }

  /// The same with a header more.
  public HttpAsk with(String header, String value) {
    Map<String, String> more = new LinkedHashMap<>(headers);
    String _ = more.put(header, value);
    return new HttpAsk(method, uri, more, body, question);
  }

  /// The same with a body.
  public HttpAsk with(byte[] content) {
    return new HttpAsk(method, uri, headers, Optional.of(content), question);
  }

  /// For the JDK's client.
  ///
  /// @throws IllegalArgumentException if a header cannot be sent; its message may repeat it
  HttpRequest request() {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(uri)
            .method(
                method,
                body.map(HttpRequest.BodyPublishers::ofByteArray)
                    .orElseGet(HttpRequest.BodyPublishers::noBody));
    headers.forEach(request::header);
    return request.build();
  }

  /// Without headers and body.
  @Override
  public String toString() {
    return "HttpAsk[" + method + " " + uri + "]";
  }
}
