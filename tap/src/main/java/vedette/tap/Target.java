package vedette.tap;

import java.nio.file.Path;
import java.util.List;

/// Which processes a live tap watches.
public sealed interface Target {

  /// Every process that runs a Bitcoin Core node, now or later.
  Target EVERY_NODE = new EveryNode(List.of("bitcoind", "bitcoin-node", "bitcoin-qt"));

  /// Every process whose executable has one of these names, now or later.
  ///
  /// @param names file names without directory, or whole paths as `/proc/<pid>/exe` shows them
  record EveryNode(List<String> names) implements Target {
    /// Keeps its own list.
    public EveryNode {
      names = List.copyOf(names);
    }

    /// Whether at least one such process runs now.
    public boolean anyRunning() {
      return !new Processes().named(names).isEmpty();
    }
  }

  /// One process; the tap ends when it does.
  ///
  /// @param pid as Vedette's own pid namespace numbers it
  record Pid(int pid) implements Target {}

  /// The process that a pid file names; when it ends, the next one that the file names. The file
  /// need not be there yet.
  ///
  /// @param path written by `bitcoind -pid=…`
  record PidFile(Path path) implements Target {}

  /// Every process that runs this executable, now or later, also after it was replaced by another
  /// version. No process need run it yet.
  ///
  /// @param path a file; one inside a container is reached as `/proc/<pid>/root/…`
  record Executable(Path path) implements Target {}
}
