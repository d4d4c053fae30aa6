package vedette.app.web;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// The dashboard's files, from the class path below `/vedette/ui/`.
///
/// Beside a file may be the same compressed, `.br` or `.gz`; the client's `Accept-Encoding`
/// chooses. Files below `assets/` have a hash in their name and never change. A path that is no
/// file's is the dashboard's own: it gets `index.html`.
final class StaticFiles {
  private static final String ROOT = "/vedette/ui/";
  private static final Pattern SAFE =
      Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9._-]*(/[A-Za-z0-9_-][A-Za-z0-9._-]*)*");
  private static final Map<String, String> TYPES =
      Map.of(
          "html", "text/html; charset=utf-8",
          "js", "text/javascript; charset=utf-8",
          "css", "text/css; charset=utf-8",
          "svg", "image/svg+xml",
          "png", "image/png",
          "ico", "image/x-icon",
          "json", "application/json",
          "webmanifest", "application/manifest+json",
          "woff2", "font/woff2",
          "txt", "text/plain; charset=utf-8");

  private StaticFiles() {}

  /// @param path from the request, decoded
  /// @param accepts the header `Accept-Encoding`, may be empty
  static Reply of(String path, String accepts) {
    String name = path.startsWith("/") ? path.substring(1) : path;
    if (name.isEmpty()
        || (safe(name) && !name.substring(name.lastIndexOf('/') + 1).contains("."))) {
      return file("index.html", accepts)
          .map(reply -> reply.with("Cache-Control", "no-cache"))
          .orElseThrow(() ->
              new ApiError(
                  404, "ui", "this build has no dashboard; the API is at /api/v1/openapi.json"));
    }
    return Optional.of(name)
        .filter(StaticFiles::safe)
        .flatMap(n -> file(n, accepts))
        .map(reply ->
            reply.with(
                "Cache-Control",
                name.startsWith("assets/") ? "public, max-age=31536000, immutable" : "no-cache"))
        .orElseThrow(() -> new ApiError(404, "file", "there is no such file"));
  }

  private static boolean safe(String name) {
    return name.length() <= 256 && SAFE.matcher(name).matches();
  }

  private static Optional<Reply> file(String name, String accepts) {
    String extension = name.substring(name.lastIndexOf('.') + 1);
    String type = TYPES.get(extension);
    if (type == null) {
      return Optional.empty();
    }
    for (String encoding : List.of("br", "gzip")) {
      if (accepts(accepts, encoding)) {
        Optional<Reply> compressed =
            read(name + (encoding.equals("br") ? ".br" : ".gz"))
                .map(bytes -> reply(type, bytes).with("Content-Encoding", encoding));
        if (compressed.isPresent()) {
          return compressed;
        }
      }
    }
    return read(name).map(bytes -> reply(type, bytes));
  }

  private static Reply reply(String type, byte[] bytes) {
    return new Reply(200, type, bytes, Map.of()).with("Vary", "Accept-Encoding");
  }

  /// Whether the encoding is named and not given the quality 0.
  static boolean accepts(String header, String encoding) {
    for (String each : header.toLowerCase(Locale.ROOT).split(",", 32)) {
      String[] parts = each.strip().split("\\s*;\\s*", 2);
      if (parts[0].equals(encoding)) {
        return parts.length < 2 || !parts[1].matches("q=0(\\.0*)?");
      }
    }
    return false;
  }

  private static Optional<byte[]> read(String name) {
    try (InputStream in = StaticFiles.class.getResourceAsStream(ROOT + name)) {
      return in == null ? Optional.empty() : Optional.of(in.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
