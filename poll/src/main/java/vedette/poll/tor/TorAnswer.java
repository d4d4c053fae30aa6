package vedette.poll.tor;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import vedette.poll.Answer;

/// What Tor says of itself.
public sealed interface TorAnswer extends Answer {

  /// How it is.
  ///
  /// @param version such as `0.4.9.11`
  /// @param progress of its way into the network, 0 to 100
  /// @param summary what it is doing there, in Tor's words
  /// @param warning what stands in its way, in Tor's words
  /// @param circuit whether it has had a circuit that works since it started
  /// @param circuits those that are built now
  /// @param read bytes since it started
  /// @param written bytes since it started
  /// @param uptime since it started; empty before Tor 0.3.5
  record Status(
      String version,
      OptionalInt progress,
      String summary,
      Optional<String> warning,
      boolean circuit,
      int circuits,
      OptionalLong read,
      OptionalLong written,
      Optional<Duration> uptime)
      implements TorAnswer {}

  /// Its onion services.
  record Onions(List<Onion> services) implements TorAnswer {
    /// Keeps its own list.
    public Onions {
      services = List.copyOf(services);
    }
  }

  /// One onion service.
  ///
  /// @param name of its folder; its address where it has none
  /// @param address with `.onion`; empty where its folder may not be read
  /// @param ports that it offers
  /// @param publication what became of the last try to publish it that we heard of; empty: we heard
  ///   of none yet. Tor tells of it when it happens, about once in an hour or two
  record Onion(
      String name,
      Optional<String> address,
      List<Integer> ports,
      Optional<Publication> publication) {
    /// Keeps its own list.
    public Onion {
      ports = List.copyOf(ports);
    }
  }

  /// What became of publishing.
  ///
  /// @param done whether a directory has taken it
  record Publication(boolean done, Instant at) {}
}
