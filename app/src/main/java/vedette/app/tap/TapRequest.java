package vedette.app.tap;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import vedette.event.Selection;
import vedette.tap.Target;

/// What a command line of `vedette tap` asks for, checked.
///
/// @param from where events come from
/// @param selection which of them
/// @param probes further probes of the binary
/// @param format how they are written
/// @param payload whether raw bytes are added
/// @param maxPayload how many bytes of a payload to take, 0 for none
/// @param ringBytes room of the ring buffer
/// @param output where to, empty for standard output
/// @param record capture file to write besides
/// @param count after how many events to end
/// @param duration after which time to end
/// @param stats whether to print counts at the end
/// @param interactive whether to read standard input
record TapRequest(
    From from,
    Selection selection,
    List<String> probes,
    Format format,
    boolean payload,
    long maxPayload,
    int ringBytes,
    Optional<Path> output,
    Optional<Path> record,
    OptionalLong count,
    Optional<Duration> duration,
    boolean stats,
    boolean interactive) {

  /// Keeps its own list.
  TapRequest {
    probes = List.copyOf(probes);
  }

  /// A place where events come from.
  sealed interface From {
    /// Whether a running process is tapped.
    default boolean live() {
      // Not a switch over types: see "Starting fast" in ARCHITECTURE.md.
      return !(this instanceof Messages || this instanceof Replay);
    }

    /// Running nodes.
    record Nodes(Target target) implements From {}

    /// Running nodes if there are any, otherwise the demo node.
    record NodesOrDemo(Target.EveryNode target) implements From {}

    /// The demo node.
    ///
    /// @param rate events per second, empty for its own default
    record Demo(Optional<String> rate) implements From {}

    /// What `bitcoind -capturemessages` writes.
    ///
    /// @param path its directory, or one file
    /// @param follow whether to wait for more at the end
    record Messages(Path path, boolean follow) implements From {}

    /// A capture file of Vedette's own.
    ///
    /// @param file made with `--record`
    /// @param realTime whether to keep the distances in time
    record Replay(Path file, boolean realTime) implements From {}
  }

  /// How events are written.
  sealed interface Format {
    /// Vedette's JSON lines.
    record Json() implements Format {}

    /// One line for people.
    ///
    /// @param colour whether to use colours
    /// @param width columns, 0 for any
    record Text(boolean colour, int width) implements Format {}

    /// bitcointap's JSON lines.
    record Bitcointap() implements Format {}
  }
}
