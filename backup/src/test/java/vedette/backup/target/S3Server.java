package vedette.backup.target;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import vedette.poll.Secret;

/// A bucket that looks at every signature, as a store does: the headers that are signed must be
/// those that came, the body must be the one of the hash. Lists two keys a page.
final class S3Server implements AutoCloseable {
  static final String ACCESS = "AKIDEXAMPLE";
  static final String SECRET = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";
  private static final Pattern AUTHORIZATION =
      Pattern.compile(
          "AWS4-HMAC-SHA256 Credential=([^/]+)/\\d{8}/([^/]+)/s3/aws4_request,"
              + " SignedHeaders=([^,]+), Signature=[0-9a-f]{64}");

  final ConcurrentSkipListMap<String, byte[]> objects = new ConcurrentSkipListMap<>();
  volatile int failWith;
  private final HttpServer server;

  private S3Server(HttpServer server) {
    this.server = server;
  }

  static S3Server start() throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 16);
    S3Server made = new S3Server(server);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/bucket", made::answer);
    server.start();
    return made;
  }

  URI address() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] body = exchange.getRequestBody().readAllBytes();
      SortedMap<String, String> query = query(exchange.getRequestURI().getRawQuery());
      String path = exchange.getRequestURI().getPath();
      if (failWith != 0) {
        reply(exchange, failWith, "<Error><Code>SlowDown</Code></Error>");
      } else if (!signed(exchange, path, query, body)) {
        reply(
            exchange,
            403,
            "<?xml version=\"1.0\"?>\n<Error><Code>SignatureDoesNotMatch</Code></Error>");
      } else {
        serve(exchange, path.substring("/bucket".length()), query, body);
      }
    }
  }

  private boolean signed(
      HttpExchange exchange, String path, SortedMap<String, String> query, byte[] body) {
    String given = String.valueOf(exchange.getRequestHeaders().getFirst("Authorization"));
    Matcher matcher = AUTHORIZATION.matcher(given);
    if (!matcher.matches() || !matcher.group(1).equals(ACCESS)) {
      return false;
    }
    SortedMap<String, String> headers = new TreeMap<>();
    for (String name : matcher.group(3).split(";", -1)) {
      headers.put(name, String.valueOf(exchange.getRequestHeaders().getFirst(name)));
    }
    Instant at =
        DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'")
            .withZone(ZoneOffset.UTC)
            .parse(headers.getOrDefault("x-amz-date", ""), Instant::from);
    String hash = exchange.getRequestHeaders().getFirst("x-amz-content-sha256");
    AwsSignature right =
        new AwsSignature(matcher.group(2), "s3", Secret.of(ACCESS), Secret.of(SECRET));
    return headers.containsKey("host")
        && hash.equals(
            right.headers("PUT", "", "", new TreeMap<>(), body, at).get("x-amz-content-sha256"))
        && given.equals(
            right.authorization(exchange.getRequestMethod(), path, query, headers, hash, at));
  }

  private void serve(
      HttpExchange exchange, String key, SortedMap<String, String> query, byte[] body)
      throws IOException {
    switch (exchange.getRequestMethod()) {
      case "PUT" -> {
        objects.put(key, body);
        reply(exchange, 200, "");
      }
      case "DELETE" -> {
        objects.remove(key);
        exchange.sendResponseHeaders(204, -1);
      }
      case "GET" -> {
        if (key.isEmpty() || key.equals("/")) {
          reply(exchange, 200, list(query));
        } else if (objects.containsKey(key)) {
          byte[] found = objects.get(key);
          exchange.sendResponseHeaders(200, found.length);
          exchange.getResponseBody().write(found);
        } else {
          reply(exchange, 404, "<Error><Code>NoSuchKey</Code></Error>");
        }
      }
      default -> reply(exchange, 405, "");
    }
  }

  private String list(SortedMap<String, String> query) {
    String after = query.getOrDefault("continuation-token", "");
    List<String> keys =
        objects.keySet().stream()
            .map(it -> it.substring(1))
            .filter(it -> it.startsWith(query.getOrDefault("prefix", "")))
            .filter(it -> it.compareTo(after) > 0)
            .limit(2)
            .toList();
    StringBuilder xml = new StringBuilder("<ListBucketResult>");
    keys.forEach(it -> xml.append("<Contents><Key>").append(it).append("</Key></Contents>"));
    if (keys.size() == 2) {
      xml.append("<NextContinuationToken>")
          .append(keys.getLast())
          .append("</NextContinuationToken>");
    }
    return xml.append("</ListBucketResult>").toString();
  }

  private static SortedMap<String, String> query(String raw) {
    SortedMap<String, String> query = new TreeMap<>();
    if (raw != null) {
      for (String part : raw.split("&", -1)) {
        String[] pair = part.split("=", 2);
        query.put(
            URLDecoder.decode(pair[0], StandardCharsets.UTF_8),
            URLDecoder.decode(pair[1], StandardCharsets.UTF_8));
      }
    }
    return query;
  }

  private static void reply(HttpExchange exchange, int status, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
    exchange.getResponseBody().write(bytes);
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
