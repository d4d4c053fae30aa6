package vedette.app.truebit;

import java.time.Clock;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import vedette.app.config.Config;
import vedette.app.config.TruebitConfig;
import vedette.history.truebit.StoreOptions;
import vedette.history.truebit.TruebitReader;
import vedette.history.truebit.TruebitStore;
import vedette.poll.truebit.Ledger;

/// The TrueBit node that is watched, if one is, and its ledger. Made once, closed at the end. Any
/// thread may call.
public final class TruebitNodes implements AutoCloseable {
  private final List<Consumer<TruebitEvent>> listeners = new CopyOnWriteArrayList<>();
  private @Nullable Node node;

  /// Nothing is watched yet.
  public TruebitNodes() {}

  /// A node with its ledger.
  ///
  /// @param config by which it was opened
  public record Watched(TruebitConfig config, Ledger ledger, TruebitReader reader) {}

  private record Node(StoreOptions options, TruebitStore store, Watched watched) {}

  /// Hears what the node does from now on, on the threads that read its log: it must not wait.
  ///
  /// @return ends it
  public Runnable listen(Consumer<TruebitEvent> listener) {
    listeners.add(listener);
    return () -> {
      boolean _ = listeners.remove(listener);
    };
  }

  private void tell(TruebitEvent event) {
    listeners.forEach(listener -> listener.accept(event));
  }

  /// The node that is watched.
  public synchronized Optional<Watched> watched() {
    return Optional.ofNullable(node).map(Node::watched);
  }

  /// The node of these settings: the same as before, if what concerns its ledger is the same.
  public synchronized Watched open(Config config) {
    TruebitConfig wish = config.truebit();
    StoreOptions options =
        new StoreOptions(
            config.historyFile().resolveSibling("truebit-" + wish.key() + ".db"),
            ZoneId.of(wish.timeZone()),
            wish.keepLogs(),
            wish.keepTasks(),
            wish.size(),
            wish.address().map(a -> a.toLowerCase(Locale.ROOT)));
    Node open = node;
    if (open != null && open.options().equals(options)) {
      if (!open.watched().config().equals(wish)) {
        Watched before = open.watched();
        open = new Node(options, open.store(), new Watched(wish, before.ledger(), before.reader()));
        node = open;
      }
      return open.watched();
    }
    close();
    TruebitStore store = TruebitStore.open(options);
    Ledger ledger = new TellingLedger(store, options.zone(), Clock.systemUTC(), this::tell);
    Watched made = new Watched(wish, ledger, new TruebitReader(options));
    node = new Node(options, store, made);
    return made;
  }

  @Override
  public synchronized void close() {
    Node open = node;
    node = null;
    if (open != null) {
      open.watched().reader().close();
      open.store().close();
    }
  }
}
