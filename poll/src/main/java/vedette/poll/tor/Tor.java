package vedette.poll.tor;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import vedette.poll.Call;
import vedette.poll.Secret;
import vedette.poll.Service;
import vedette.poll.Session;

/// A Tor to be polled.
///
/// @param where its control port
/// @param password what its `HashedControlPassword` was made of; empty: what it accepts otherwise,
///   its cookie or nothing
public record Tor(Where where, Optional<Secret> password) implements Service {
  /// How far it is, circuits, traffic.
  static final Call STATUS = new Call("status", Duration.ofSeconds(15), Duration.ofSeconds(10));

  /// Its onion services.
  static final Call ONIONS = new Call("onions", Duration.ofSeconds(60), Duration.ofSeconds(10));

  /// Where a control port is.
  public sealed interface Where {
    /// A socket in the file system.
    record Unix(Path socket) implements Where {
      @Override
      public String toString() {
        return socket.toString();
      }
    }

    /// A TCP port.
    record Tcp(String host, int port) implements Where {
      @Override
      public String toString() {
        return host + ":" + port;
      }
    }
  }

  @Override
  public List<Call> calls() {
    return List.of(STATUS, ONIONS);
  }

  /// One connection, one question at a time.
  @Override
  public int concurrency() {
    return 1;
  }

  @Override
  public Session open() {
    return new TorSession(this);
  }
}
