package vedette.app.notify;

import java.nio.file.Path;
import java.util.Optional;

/// How a channel reaches its server.
///
/// @param socks a SOCKS5 proxy, which looks up names too; empty: directly
/// @param ca file with the only certificates to trust; empty: those of the JDK
public record Route(Optional<Proxy> socks, Optional<Path> ca) {
  /// Directly.
  public static final Route DIRECT = new Route(Optional.empty(), Optional.empty());

  /// A proxy.
  public record Proxy(String host, int port) {
    /// The proxy with this `HOST:PORT`.
    public static Proxy parse(String text) {
      int colon = text.lastIndexOf(':');
      return new Proxy(text.substring(0, colon), Integer.parseInt(text.substring(colon + 1)));
    }
  }
}
