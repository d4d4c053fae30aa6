package vedette.app.web;

import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import vedette.app.web.json.ViewJson;

/// What every request must pass before anything else looks at it: its method, the name under which
/// it asks, its size. Also puts the headers on every answer that keep browsers strict.
final class Gate extends Handler.Wrapper {
  /// Larger than any body that the API takes.
  static final int LARGEST_BODY = 64 << 10;

  private static final Set<String> METHODS = Set.of("GET", "HEAD", "POST", "DELETE");
  private static final String POLICY =
      String.join(
          "; ",
          "default-src 'none'",
          "script-src 'self'",
          "style-src 'self'",
          "connect-src 'self'",
          "img-src 'self' data:",
          "font-src 'self'",
          "manifest-src 'self'",
          "base-uri 'none'",
          "form-action 'self'",
          "frame-ancestors 'none'");

  private final Set<String> hosts = new TreeSet<>();

  private final Set<String> origins = new TreeSet<>();

  /// @param hosts names that are ours besides `localhost`, lower or upper case
  /// @param origins whose pages may read answers, lower or upper case
  Gate(Iterable<String> hosts, Iterable<String> origins) {
    this.hosts.add("localhost");
    hosts.forEach(host -> this.hosts.add(host.toLowerCase(Locale.ROOT)));
    origins.forEach(origin -> this.origins.add(origin.toLowerCase(Locale.ROOT)));
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    HttpFields.Mutable headers = response.getHeaders();
    headers.put("Content-Security-Policy", POLICY);
    headers.put("X-Content-Type-Options", "nosniff");
    headers.put("X-Frame-Options", "DENY");
    headers.put("Referrer-Policy", "no-referrer");
    headers.put("Cross-Origin-Opener-Policy", "same-origin");
    headers.put("Cross-Origin-Resource-Policy", "same-origin");
    headers.put("Cross-Origin-Embedder-Policy", "require-corp");
    headers.put(
        "Permissions-Policy",
        "accelerometer=(), camera=(), geolocation=(), gyroscope=(), magnetometer=(),"
            + " microphone=(), payment=(), usb=()");
    headers.put(HttpHeader.CACHE_CONTROL, "no-store");
    boolean invited = invited(request, headers);
    if (invited && preflight(request)) {
      return allowed(request, response, callback);
    }
    if (!METHODS.contains(request.getMethod())) {
      headers.put(HttpHeader.ALLOW, "GET, HEAD, POST, DELETE");
      return refuse(response, callback, 405, "method", "expected GET, HEAD, POST or DELETE");
    }
    if (!ours(request)) {
      return refuse(
          response,
          callback,
          421,
          "host",
          "this name is not one of this server's. Do: add it to web.hosts in vedette.yaml");
    }
    if (request.getLength() > LARGEST_BODY) {
      return refuse(response, callback, 413, "size", "expected at most " + LARGEST_BODY + " bytes");
    }
    return super.handle(Nearby.plain(request), response, callback);
  }

  /// Whether a page of an origin that the owner named asks; it may then read what it is answered.
  /// Cookies are not allowed along: such a page needs a token.
  private boolean invited(Request request, HttpFields.Mutable headers) {
    String origin = request.getHeaders().get(HttpHeader.ORIGIN);
    if (origin == null || !origins.contains(origin.toLowerCase(Locale.ROOT))) {
      return false;
    }
    headers.put("Access-Control-Allow-Origin", origin);
    headers.put("Access-Control-Expose-Headers", "Retry-After");
    headers.put(HttpHeader.VARY, "Origin");
    return true;
  }

  private static boolean preflight(Request request) {
    return request.getMethod().equals("OPTIONS")
        && request.getHeaders().contains("Access-Control-Request-Method");
  }

  private boolean allowed(Request request, Response response, Callback callback) {
    if (!ours(request)) {
      return refuse(response, callback, 421, "host", "this name is not one of this server's");
    }
    HttpFields.Mutable headers = response.getHeaders();
    headers.put("Access-Control-Allow-Methods", "GET, POST, DELETE");
    headers.put(
        "Access-Control-Allow-Headers", "Authorization, Content-Type, X-Task-Data-Password");
    headers.put("Access-Control-Max-Age", "600");
    response.setStatus(204);
    callback.succeeded();
    return true;
  }

  /// A page on another site can make its own name point here (DNS rebinding), but then the browser
  /// asks under that name. An IP address it cannot take over.
  private boolean ours(Request request) {
    java.util.List<HttpField> fields = request.getHeaders().getFields(HttpHeader.HOST);
    if (fields.size() != 1) {
      return false;
    }
    String host = host(fields.getFirst().getValue());
    return hosts.contains(host) || isAddress(host);
  }

  /// Without port and brackets, lower case.
  static String host(String authority) {
    String text = authority.strip().toLowerCase(Locale.ROOT);
    if (text.startsWith("[")) {
      int end = text.indexOf(']');
      return end < 0 ? text : text.substring(1, end);
    }
    int colon = text.lastIndexOf(':');
    return colon >= 0 && text.indexOf(':') == colon ? text.substring(0, colon) : text;
  }

  private static boolean isAddress(String host) {
    try {
      boolean form = host.contains(":") || host.matches("[0-9]{1,3}(\\.[0-9]{1,3}){3}");
      return form && host.length() < 64 && InetAddress.ofLiteral(host).getAddress().length > 0;
    } catch (IllegalArgumentException _) {
      return false;
    }
  }

  private static boolean refuse(
      Response response, Callback callback, int status, String code, String message) {
    response.setStatus(status);
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/json");
    // What may still come of this request is not worth reading.
    response.getHeaders().put(HttpHeader.CONNECTION, "close");
    byte[] body = error(code, message).getBytes(StandardCharsets.UTF_8);
    response.write(true, java.nio.ByteBuffer.wrap(body), callback);
    return true;
  }

  static String error(String code, String message) {
    var all = ViewJson.object();
    all.putObject("error").put("message", message).put("code", code);
    return ViewJson.text(all);
  }
}
