package vedette.poll.lnd;

import java.net.URI;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import vedette.poll.Call;
import vedette.poll.PollException;
import vedette.poll.Service;
import vedette.poll.Session;
import vedette.poll.Words;
import vedette.poll.http.Endpoints;

/// An LND to be polled: where its REST is, whom to trust there and what lets us in.
///
/// @param endpoint `https://host:port/`; `http` only on this machine, where LND has `no-rest-tls`,
///   because the macaroon would travel in the open
/// @param tlsCert the certificate that alone is trusted, LND's own `tls.cert`; empty to trust what
///   this machine trusts, where something with a public certificate stands in front of it
public record Lnd(URI endpoint, Optional<Path> tlsCert, Macaroon macaroon) implements Service {
  /// The port of REST if LND is not told another.
  public static final int REST_PORT = 8080;

  /// Listing channels takes locks that forwarding needs as well.
  private static final int CONCURRENCY = 3;

  private static final List<Call> CALLS =
      Arrays.stream(LndCall.values()).map(LndCall::call).toList();

  /// Refuses endpoints that nobody can be asked at.
  ///
  /// @throws PollException that says what is wrong with it
  public Lnd {
    Endpoints.check("LND's REST", "https://host:port", endpoint);
    if (!Endpoints.tls(endpoint) && !onThisMachine(endpoint.getHost())) {
      throw new PollException(
          ("LND's REST: expected https, because the macaroon would cross the network in the open."
                  + " Found: http://%s. Do: take https and LND's tls.cert")
              .formatted(Words.oneLine(endpoint.getHost(), 100)));
    }
  }

  /// An LND at a host, which is a name, an IPv4 address, or an IPv6 address without brackets.
  ///
  /// @throws PollException if that is no host or no port
  public static Lnd at(String host, int port, Optional<Path> tlsCert, Macaroon macaroon) {
    return new Lnd(Endpoints.at("LND's REST", "https", host, port), tlsCert, macaroon);
  }

  @Override
  public List<Call> calls() {
    return CALLS;
  }

  @Override
  public int concurrency() {
    return CONCURRENCY;
  }

  @Override
  public Session open() {
    return new LndSession(this);
  }

  /// Whether only this machine answers under this host name.
  public static boolean onThisMachine(String host) {
    return host.startsWith("127.") || host.equals("localhost") || host.equals("[::1]");
  }
}
