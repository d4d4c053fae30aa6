package vedette.poll.truebit.chain;

import java.net.URI;
import java.util.Locale;
import java.util.Optional;
import vedette.poll.PollException;
import vedette.poll.http.Endpoints;
import vedette.poll.tls.Trust;

/// Where a chain is asked. The address may hold a key, so only host and port are ever shown.
///
/// @param socks a proxy that looks up the name and connects, such as Tor's
/// @param trust whose certificate is believed, with `https`
public record Endpoint(URI uri, Optional<Socks> socks, Trust trust) {
  /// A SOCKS5 proxy.
  public record Socks(String host, int port) {}

  /// Believes the system's authorities.
  public Endpoint(URI uri, Optional<Socks> socks) {
    this(uri, socks, new Trust.Authorities());
  }

  /// Refuses what nobody can be asked at.
  ///
  /// @throws PollException that does not repeat it
  public Endpoint {
    String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
    boolean http = scheme.equals("http") || scheme.equals("https");
    if (!http || uri.getHost() == null || uri.getRawUserInfo() != null) {
      throw new PollException(
          "chain endpoint: expected an address such as https://host/, without user and password."
              + " Found: another. Do: correct it");
    }
  }

  boolean tls() {
    return Endpoints.tls(uri);
  }

  /// Host and port.
  public String where() {
    return Endpoints.hostAndPort(uri);
  }

  @Override
  public String toString() {
    return "Endpoint[" + where() + "]";
  }
}
