package vedette.poll.openbao;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import vedette.poll.Call;
import vedette.poll.PollException;
import vedette.poll.Service;
import vedette.poll.Session;
import vedette.poll.Words;

/// An OpenBao to be polled.
///
/// @param endpoint `http://host:port` or `https://host:port`
/// @param certificate PEM file with the only certificates that are trusted; empty: those of this
///   Java
public record OpenBao(URI endpoint, Optional<Path> certificate) implements Service {
  /// The only call.
  static final Call HEALTH = new Call("health", Duration.ofSeconds(15), Duration.ofSeconds(10));

  /// Refuses endpoints that nobody can be asked at.
  ///
  /// @throws PollException that says what is wrong with it
  public OpenBao {
    if (!String.valueOf(endpoint.getScheme()).matches("https?")
        || endpoint.getHost() == null
        || endpoint.getRawUserInfo() != null) {
      throw new PollException(
          "openbao: expected https://host:port. Found: %s. Do: correct it"
              .formatted(Words.oneLine(String.valueOf(endpoint.getHost()), 100)));
    }
  }

  @Override
  public List<Call> calls() {
    return List.of(HEALTH);
  }

  @Override
  public int concurrency() {
    return 1;
  }

  @Override
  public Session open() {
    return new HealthSession(this);
  }
}
