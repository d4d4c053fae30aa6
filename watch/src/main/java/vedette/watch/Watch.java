package vedette.watch;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import vedette.event.Event;
import vedette.poll.Reading;
import vedette.watch.fold.Changes;
import vedette.watch.fold.NodeFold;
import vedette.watch.fold.Verdicts;
import vedette.watch.service.Services;
import vedette.watch.view.BlocksView;
import vedette.watch.view.MempoolView;
import vedette.watch.view.NetworkView;
import vedette.watch.view.NodeView;
import vedette.watch.view.NowView;
import vedette.watch.view.PeerView;
import vedette.watch.view.PeersView;
import vedette.watch.view.ServiceView;
import vedette.watch.view.State;
import vedette.watch.view.SystemView;

/// Knows what is true now: takes events, readings and discovery's facts, gives immutable views.
///
/// ```java
/// Watch watch = new Watch(InstantSource.system(), happenings);
/// watch.node(facts);
/// tap.poll(timeout, event -> watch.accept(keyOf(event), event));
/// NowView now = watch.now();
/// ```
///
/// Any thread may call anything. One lock guards it all; an event holds it for about a microsecond,
/// a view for less than a millisecond with 500 peers, and nothing is written, waited for or called
/// back under it. Time comes from the events, the readings and the given clock alone, so that the
/// same calls with the same clock give equal views: a capture can be replayed.
///
/// Memory is bounded whatever peers do: at most 32 nodes, each with at most 2,000 peers; every
/// list, map and text has a limit of its own.
public final class Watch {
  /// Most nodes.
  public static final int MAX_NODES = 32;

  private final Object lock = new Object();
  private final InstantSource clock;
  private final Services services;

  // All below is guarded by the lock.
  private final Map<String, NodeFold> nodes = new LinkedHashMap<>();

  /// What is on its way from a node that was forgotten must not bring it back, under its key alone.
  /// Keys come from discovery and settings, so they are few.
  private final Set<String> forgotten = new HashSet<>();

  private final Changes changes = new Changes();
  private final Samples samples = new Samples();
  private final News news;
  private long refused;

  /// Watches nothing yet.
  ///
  /// @param clock what time it is; for a replay, the time of the replayed event
  public Watch(InstantSource clock, Happenings happenings) {
    this.clock = clock;
    this.news = new News(happenings);
    this.services = new Services(clock, new Seen());
  }

  /// The services besides the nodes. Has a lock of its own, under which it asks for nodes: nothing
  /// here may call it while it holds this one's.
  public Services services() {
    return services;
  }

  /// Tells what is known of a node; again when it changes. A process with another id than before is
  /// a restart. Whether it is the demo node is settled by the first call.
  public void node(NodeFacts facts) {
    change(() -> {
      forgotten.remove(facts.key());
      NodeFold node = nodes.get(facts.key());
      if (node == null && nodes.size() < MAX_NODES) {
        node = make(facts.key(), facts.kind(), facts.demo());
      }
      if (node == null) {
        refused++;
        return;
      }
      node.facts(facts.chain(), facts.withoutRpc(), facts.withoutTracepoints());
      if (facts.process().isPresent()) {
        NodeFacts.Running process = facts.process().get();
        node.runs(process.pid(), process.startedAt().toEpochMilli(), clock.millis());
      }
    });
  }

  /// A node's process has ended, whatever its id.
  public void stopped(String key) {
    change(() -> {
      NodeFold node = nodes.get(key);
      if (node != null) {
        node.ended(0, clock.millis());
      }
    });
  }

  /// The node is no longer watched: forgets all of it. Events and readings of it are ignored until
  /// [#node] tells of it again.
  public void forget(String key) {
    synchronized (lock) {
      nodes.remove(key);
      forgotten.add(key);
      changes.forget(key);
      samples.forget(key);
    }
  }

  /// Takes an event. Events of one node must come in their order.
  public void accept(String key, Event event) {
    List<Runnable> out;
    synchronized (lock) {
      NodeFold node = known(key);
      if (node != null) {
        node.accept(event);
      }
      out = news.take();
    }
    out.forEach(Runnable::run);
  }

  /// Takes what a node said, or did not say; the reading's target is the node's key.
  public void accept(Reading reading) {
    change(() -> {
      NodeFold node = known(reading.target());
      if (node != null) {
        node.accept(reading);
      }
    });
  }

  /// Lets time pass: notices what happens by not happening (silence, stalling). Call it at least
  /// once a second.
  public void tick() {
    change(() -> nodes.values().forEach(node -> node.tick(clock.millis())));
    services.tick();
  }

  /// Topic `now`.
  public NowView now() {
    Map<String, ServiceView> views = services.views();
    List<NowView.Change> changed = services.changes();
    synchronized (lock) {
      return Verdicts.now(nodes.values(), views, changes, changed, clock.millis());
    }
  }

  /// The chains of all nodes by their keys, in the order in which they became known; an empty text
  /// where it is not known yet.
  public Map<String, String> chains() {
    synchronized (lock) {
      Map<String, String> chains = new LinkedHashMap<>();
      nodes.forEach((key, node) -> chains.put(key, node.chainName().orElse("")));
      return chains;
    }
  }

  /// Topic `peers/NODE`, empty if there is no such node.
  public Optional<PeersView> peers(String key) {
    return view(key, NodeFold::peersView);
  }

  /// One peer in detail, empty if there is no such node or peer.
  public Optional<PeerView> peer(String key, long id) {
    return view(key, (node, now) -> node.peer(id, now)).flatMap(peer -> peer);
  }

  /// Topic `blocks/NODE`, empty if there is no such node.
  public Optional<BlocksView> blocks(String key) {
    return view(key, NodeFold::blocksView);
  }

  /// Topic `mempool/NODE`, empty if there is no such node.
  public Optional<MempoolView> mempool(String key) {
    return view(key, NodeFold::mempoolView);
  }

  /// Topic `network/NODE`, empty if there is no such node.
  public Optional<NetworkView> network(String key) {
    return view(key, NodeFold::networkView);
  }

  /// The calls that are made again and again, for topic `system`.
  public List<SystemView.PollRow> polls() {
    List<SystemView.PollRow> rows;
    synchronized (lock) {
      rows =
          new ArrayList<>(nodes.values().stream().flatMap(node -> node.polls().stream()).toList());
    }
    rows.addAll(services.polls());
    return rows;
  }

  /// What is worth keeping of the time since the last call; call it every ten seconds. The first
  /// call gives no rates.
  public List<Series.Sample> samples() {
    List<Series.Sample> taken;
    List<Runnable> out;
    synchronized (lock) {
      long now = clock.millis();
      Instant to = Instant.ofEpochMilli(now);
      Instant from = samples.at() < 0 ? to : Instant.ofEpochMilli(samples.at());
      for (NodeFold node : nodes.values()) {
        List<Map<String, Long>> reasons = node.takeReasons();
        news.reasons(node.key(), from, to, reasons.getFirst(), reasons.getLast());
      }
      taken = samples.take(nodes.values(), now);
      out = news.take();
    }
    out.forEach(Runnable::run);
    return taken;
  }

  /// How many events, readings and facts were refused because they were of a node beyond the 32nd.
  public long refused() {
    synchronized (lock) {
      return refused;
    }
  }

  // ---- under the lock ----

  private void change(Runnable change) {
    List<Runnable> out;
    synchronized (lock) {
      change.run();
      out = news.take();
    }
    out.forEach(Runnable::run);
  }

  private <T> Optional<T> view(String key, BiFunction<NodeFold, Long, T> view) {
    synchronized (lock) {
      NodeFold node = nodes.get(key);
      return node == null ? Optional.empty() : Optional.of(view.apply(node, clock.millis()));
    }
  }

  /// The node with this key, made if nobody named it before; null beyond the bound.
  private @Nullable NodeFold known(String key) {
    NodeFold node = nodes.get(key);
    if (node == null && forgotten.contains(key)) {
      return null;
    }
    if (node == null && nodes.size() < MAX_NODES) {
      node = make(key, "bitcoind", false);
    }
    if (node == null) {
      refused++;
    }
    return node;
  }

  /// What services may know of nodes.
  private final class Seen implements Services.Nodes {
    @Override
    public Optional<State> state(String key) {
      return view(key, NodeFold::view).map(NodeView::state);
    }

    @Override
    public OptionalLong height(String key) {
      return view(key, NodeFold::view)
          .filter(node -> isFresh(node.state()))
          .flatMap(NodeView::tip)
          .map(tip -> OptionalLong.of(tip.height()))
          .orElse(OptionalLong.empty());
    }

    @Override
    public Optional<String> chain(String key) {
      return view(key, NodeFold::view).flatMap(NodeView::chain);
    }

    private static boolean isFresh(State state) {
      return switch (state) {
        case OK, SYNCING, WARN -> true;
        case STARTING, WAITING, LOCKED, STALE, UNKNOWN, GONE, BAD -> false;
      };
    }
  }

  private NodeFold make(String key, String kind, boolean demo) {
    NodeFold node = new NodeFold(key, kind, demo, changes, news.outbox(key));
    nodes.put(key, node);
    return node;
  }
}
