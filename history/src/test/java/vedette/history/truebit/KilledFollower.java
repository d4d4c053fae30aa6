package vedette.history.truebit;

import java.nio.file.Path;
import java.util.Optional;
import vedette.poll.truebit.LogSource;
import vedette.poll.truebit.NodeFollower;

/// What [PodmanNodeTest] kills: follows a node until then.
final class KilledFollower {
  private KilledFollower() {}

  /// Runs until it is killed.
  ///
  /// @param args the database, the container, the folder of its logs
  public static void main(String[] args) throws Exception {
    LogSource source =
        new LogSource(
            Optional.empty(), args[1], Optional.of(Path.of(args[2])), Optional.empty(), 10_000);
    TruebitStore store = TruebitStore.open(StoreOptions.of(Path.of(args[0])));
    new NodeFollower(source, store, _ -> {}).start();
    Thread.currentThread().join();
  }
}
