package vedette.poll.electrum;

import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import vedette.poll.Call;
import vedette.poll.PollException;
import vedette.poll.Service;
import vedette.poll.Session;
import vedette.poll.Words;
import vedette.poll.http.Endpoints;
import vedette.poll.tls.Trust;

/// An Electrum server to be polled.
///
/// @param host a name, an IPv4 address, or an IPv6 address without brackets
/// @param tls whom to believe; empty: the connection is not encrypted
/// @param stats Fulcrum's figures, such as `http://127.0.0.1:8080/stats`
/// @param metrics electrs' figures, such as `http://127.0.0.1:4224/metrics`
public record Electrum(
    String host, int port, Optional<Trust> tls, Optional<URI> stats, Optional<URI> metrics)
    implements Service {
  /// electrs serves all its clients with one thread.
  private static final int CONCURRENCY = 2;

  private static final int MOST_PORT = 65_535;

  /// Refuses what nobody can be asked at.
  ///
  /// @throws PollException that says what is wrong with it
  public Electrum {
    if (host.isEmpty() || host.chars().anyMatch(c -> c <= ' ' || c == '/' || c == '@')) {
      throw new PollException(
          "Electrum server: expected a host name or an address. Found: %s. Do: correct it"
              .formatted(host.isEmpty() ? "nothing" : Words.oneLine(host, 100)));
    }
    if (port < 1 || port > MOST_PORT) {
      throw new PollException(
          "Electrum port: expected 1 to 65535. Found: %d. Do: correct it".formatted(port));
    }
    stats.ifPresent(url -> Endpoints.check("address of figures", "http://host:port", url));
    metrics.ifPresent(url -> Endpoints.check("address of figures", "http://host:port", url));
  }

  /// A server that does not encrypt and shows no figures.
  public static Electrum plain(String host, int port) {
    return new Electrum(host, port, Optional.empty(), Optional.empty(), Optional.empty());
  }

  /// Where it is, as people write it.
  public String address() {
    return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
  }

  /// All that any Electrum server is asked, and its figures if it shows some. Those first: where
  /// the server hangs, they are what still tells something.
  @Override
  public List<Call> calls() {
    return Arrays.stream(ElectrumCall.values())
        .filter(call -> call != ElectrumCall.STATS || stats.isPresent())
        .filter(call -> call != ElectrumCall.METRICS || metrics.isPresent())
        .map(ElectrumCall::call)
        .toList();
  }

  @Override
  public int concurrency() {
    return CONCURRENCY;
  }

  @Override
  public Session open() {
    return new ElectrumSession(this);
  }
}
