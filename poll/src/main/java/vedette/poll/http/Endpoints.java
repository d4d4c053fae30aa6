package vedette.poll.http;

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
  /// @param what it is, such as `RPC endpoint`
  /// @param form how one looks
  /// @throws PollException that says what is wrong with it
  public static void check(String what, String form, URI endpoint) {
    String scheme = endpoint.getScheme() == null ? "" : endpoint.getScheme();
    boolean http = List.of("http", "https").contains(scheme.toLowerCase(Locale.ROOT));
    if (!http || endpoint.getHost() == null || endpoint.getRawUserInfo() != null) {
      throw new PollException(
          "%s: expected %s, user and password apart. Found: %s. Do: correct it"
              .formatted(what, form, shown(endpoint)));
    }
  }

  /// Where a host answers.
  ///
  /// @param what is asked there, such as `RPC`
  /// @param scheme `http` or `https`
  /// @param host a name, an IPv4 address, or an IPv6 address without brackets
  /// @throws PollException if that is no host or no port
  public static URI at(String what, String scheme, String host, int port) {
    if (port < 1 || port > MOST_PORT) {
      throw new PollException(
          "%s port: expected 1 to 65535. Found: %d. Do: correct it".formatted(what, port));
    }
    try {
      return new URI(scheme, null, host, port, "/", null, null);
    } catch (URISyntaxException wrong) {
      throw new PollException(
          "%s host: expected a name or an address. Found: %s. Do: correct it"
              .formatted(what, Words.oneLine(host, 100)));
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
