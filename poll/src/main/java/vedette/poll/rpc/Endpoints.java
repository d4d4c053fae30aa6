package vedette.poll.rpc;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import vedette.poll.PollException;
import vedette.poll.Words;

/// Addresses of services that are asked by HTTP.
public final class Endpoints {
  private static final int MOST_PORT = 65_535;

  private Endpoints() {}

  /// Refuses what nobody can be asked at, and user and password in an address: they would be shown
  /// with it.
  ///
  /// @throws PollException that says what is wrong with it
  public static void check(URI endpoint) {
    String scheme = endpoint.getScheme() == null ? "" : endpoint.getScheme();
    boolean http = List.of("http", "https").contains(scheme.toLowerCase(Locale.ROOT));
    if (!http || endpoint.getHost() == null || endpoint.getRawUserInfo() != null) {
      throw new PollException(
          "RPC endpoint: expected http://host:port, user and password apart. Found: %s. Do: "
                  .formatted(shown(endpoint))
              + "correct it");
    }
  }

  /// Where a host answers without TLS.
  ///
  /// @param host a name, an IPv4 address, or an IPv6 address without brackets
  /// @throws PollException if that is no host or no port
  public static URI at(String host, int port) {
    if (port < 1 || port > MOST_PORT) {
      throw new PollException(
          "RPC port: expected 1 to 65535. Found: %d. Do: correct it".formatted(port));
    }
    try {
      return new URI("http", null, host, port, "/", null, null);
    } catch (URISyntaxException wrong) {
      throw new PollException(
          "RPC host: expected a name or an address. Found: %s. Do: correct it"
              .formatted(Words.oneLine(host, 100)));
    }
  }

  /// Whether it speaks TLS.
  public static boolean tls(URI endpoint) {
    return "https".equalsIgnoreCase(endpoint.getScheme());
  }

  /// Host and port, for messages and as a name.
  public static String hostAndPort(URI endpoint) {
    int port = endpoint.getPort();
    return endpoint.getHost() + ":" + (port >= 0 ? port : tls(endpoint) ? 443 : 80);
  }

  private static String shown(URI endpoint) {
    String text = endpoint.toString();
    int at = text.lastIndexOf('@');
    return Words.oneLine(at < 0 ? text : "…" + text.substring(at), 100);
  }
}
