package vedette.poll.certificates;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import vedette.poll.Call;
import vedette.poll.PollException;
import vedette.poll.Service;
import vedette.poll.Session;

/// The certificates that are watched.
///
/// @param files PEM or DER
/// @param servers that present one
public record Certificates(List<Path> files, List<Server> servers) implements Service {
  /// Looks at files.
  static final Call FILES = new Call("files", Duration.ofMinutes(1), Duration.ofSeconds(20));

  /// Asks servers.
  static final Call SERVERS = new Call("servers", Duration.ofMinutes(30), Duration.ofSeconds(60));

  private static final int MOST = 64;

  /// Keeps its own lists.
  ///
  /// @throws PollException if there is nothing to look at, or too much
  public Certificates {
    files = files.stream().distinct().toList();
    servers = servers.stream().distinct().toList();
    int all = files.size() + servers.size();
    if (all == 0 || all > MOST) {
      throw new PollException(
          "certificates: expected 1 to %d. Found: %d. Do: name fewer".formatted(MOST, all));
    }
  }

  /// Who presents a certificate.
  public record Server(String host, int port) {
    /// As it is written and shown.
    @Override
    public String toString() {
      return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    }
  }

  /// Files are looked at even if there is none: that tells that somebody looks.
  @Override
  public List<Call> calls() {
    return servers.isEmpty() ? List.of(FILES) : List.of(FILES, SERVERS);
  }

  @Override
  public int concurrency() {
    return 2;
  }

  @Override
  public Session open() {
    return new CertificatesSession(this);
  }
}
