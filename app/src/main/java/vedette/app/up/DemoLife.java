package vedette.app.up;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import vedette.app.config.Config;
import vedette.app.process.DemoNode;
import vedette.tap.TapException;
import vedette.watch.NodeFacts;

/// The demo node's life: it is there while there is no other node, or as the settings want it.
///
/// For one thread at a time.
final class DemoLife implements AutoCloseable {
  /// Its key.
  static final String KEY = "demo";

  private final List<String> options;
  private final Voice voice;
  private @Nullable DemoNode node;
  private NodeFacts.@Nullable Running process;
  private boolean refused;
  private boolean begun;

  /// @param options of the demo node's own, such as `--rate`
  DemoLife(List<String> options, Voice voice) {
    this.options = options;
    this.voice = voice;
  }

  /// Starts or ends it as is fit now.
  ///
  /// @param others whether there are other nodes
  void settle(Config.Demo wanted, boolean others) {
    boolean wish =
        switch (wanted) {
          case AUTO -> !others;
          case ALWAYS -> true;
          case NEVER -> false;
        };
    if (wish && (node == null || !node.alive()) && !refused) {
      start();
    } else if (!wish && node != null) {
      voice.info("a node was found: the demo node has ended");
      close();
    }
  }

  private void start() {
    try {
      DemoNode started = DemoNode.start(options);
      node = started;
      process = new NodeFacts.Running(started.pid(), Instant.now());
      if (begun) {
        started.begin();
      }
    } catch (TapException noDemo) {
      refused = true;
      voice.warn(String.valueOf(noDemo.getMessage()));
    }
  }

  /// Lets things happen in it, now that it is watched.
  void begin() {
    begun = true;
    if (node != null) {
      node.begin();
    }
  }

  /// Its process, while it runs.
  Optional<NodeFacts.Running> running() {
    return Optional.ofNullable(process);
  }

  /// What is known of it.
  static NodeFacts facts(NodeFacts.Running process, String tapTrouble) {
    return new NodeFacts(
        KEY,
        Known.KIND,
        true,
        Optional.of("regtest"),
        Optional.of(process),
        Optional.of("The demo node has no RPC."),
        tapTrouble.isEmpty() ? Optional.empty() : Optional.of(tapTrouble));
  }

  @Override
  public void close() {
    if (node != null) {
      node.close();
      node = null;
      process = null;
    }
  }
}
