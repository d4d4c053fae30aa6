package vedette.watch.metrics;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/// Serves expositions on loopback, as the program does.
final class ScrapeServer implements AutoCloseable {
  private final List<HttpServer> servers = new ArrayList<>();
  private final Set<String> contentTypes = ConcurrentHashMap.newKeySet();

  /// Opens a port.
  ///
  /// @param exposition gets the header Accept
  /// @return the port
  int serve(Function<String, Exposition> exposition) {
    try {
      HttpServer server =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 8);
      server.createContext(
          "/metrics",
          exchange -> {
            String accept =
                Optional.ofNullable(exchange.getRequestHeaders().getFirst("Accept")).orElse("");
            Exposition answer = exposition.apply(accept);
            contentTypes.add(answer.contentType());
            exchange.getResponseHeaders().set("Content-Type", answer.contentType());
            exchange.sendResponseHeaders(200, 0);
            try (OutputStream body = exchange.getResponseBody()) {
              answer.writeTo(body);
            }
          });
      server.start();
      servers.add(server);
      return server.getAddress().getPort();
    } catch (IOException failed) {
      throw new UncheckedIOException("no server", failed);
    }
  }

  /// What was served until now.
  Set<String> contentTypes() {
    return contentTypes;
  }

  @Override
  public void close() {
    servers.forEach(server -> server.stop(0));
  }
}
