package vedette.history.truebit;

import java.nio.file.Path;
import java.util.Optional;
import vedette.poll.docker.DockerEngine;
import vedette.poll.truebit.LogSource;
import vedette.poll.truebit.NodeFollower;

/// What [PodmanNodeTest] kills: follows a node until then.
final class KilledFollower {
  private KilledFollower() {}

  /// Runs until it is killed.
  ///
  /// @param args the database, the container, then the engine's socket, or the folders of its logs
  ///   and of its EventDB
  public static void main(String[] args) throws Exception {
    boolean engine = args.length == 3;
    LogSource source =
        new LogSource(
            engine ? Optional.of(new DockerEngine(Path.of(args[2]))) : Optional.empty(),
            args[1],
            engine ? Optional.empty() : Optional.of(Path.of(args[2])),
            engine ? Optional.empty() : Optional.of(Path.of(args[3])),
            10_000);
    TruebitStore store = TruebitStore.open(StoreOptions.of(Path.of(args[0])));
    new NodeFollower(source, store, _ -> {}).start();
    Thread.currentThread().join();
  }
}
