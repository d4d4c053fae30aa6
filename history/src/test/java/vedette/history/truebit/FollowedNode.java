package vedette.history.truebit;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import vedette.poll.truebit.LogSource;
import vedette.poll.truebit.NodeFollower;

/// A node's tree, what follows it, and what is kept of it.
abstract class FollowedNode {
  private final int longestData;

  @TempDir Path folder;
  NodeTree node;
  StoreOptions options;
  TruebitStore store;
  TruebitReader reader;
  NodeFollower follower;

  /// @param longestData how much is kept of what goes into a task and comes out of it
  FollowedNode(int longestData) {
    this.longestData = longestData;
  }

  @BeforeEach
  void begin() throws Exception {
    node = new NodeTree(folder.resolve("node"));
    options = StoreOptions.of(folder.resolve("truebit.db"));
    store = TruebitStore.open(options, InstantSource.fixed(NodeTree.NOW));
    reader = new TruebitReader(options);
    follower = follower();
  }

  private NodeFollower follower() {
    return new NodeFollower(
        new LogSource(
            Optional.empty(),
            "runner-node",
            Optional.of(node.root.resolve("logs")),
            Optional.of(node.data),
            longestData),
        store,
        _ -> {});
  }

  @AfterEach
  void end() {
    follower.close();
    reader.close();
    store.close();
  }

  /// Ends following and begins again with the same database.
  void restart() {
    follower.close();
    store.close();
    store = TruebitStore.open(options, InstantSource.fixed(NodeTree.NOW));
    follower = follower();
    follower.start();
  }
}
