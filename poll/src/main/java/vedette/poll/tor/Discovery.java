package vedette.poll.tor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/// Finds the control port of a Tor on this machine, without asking anybody.
public final class Discovery {
  private static final int PORT = 9051;

  /// Listening, in `/proc/net/tcp`.
  private static final String LISTENS = " 0A ";

  private Discovery() {}

  /// Looks where Tor has it by itself and where Debian puts it; empty: there is none.
  ///
  /// @param run where `/run` is
  /// @param proc where `/proc` is
  public static Optional<Tor.Where> find(Path run, Path proc) {
    Path socket = run.resolve("tor/control");
    if (Files.exists(socket)) {
      return Optional.of(new Tor.Where.Unix(socket));
    }
    // Addresses there are little-endian, ports are not.
    String local = String.format(Locale.ROOT, " 0100007F:%04X ", PORT);
    try (Stream<String> lines = Files.lines(proc.resolve("net/tcp"))) {
      return lines.limit(100_000).anyMatch(it -> it.contains(local) && it.contains(LISTENS))
          ? Optional.of(new Tor.Where.Tcp("127.0.0.1", PORT))
          : Optional.empty();
    } catch (IOException | RuntimeException hidden) {
      return Optional.empty();
    }
  }
}
