package vedette.watch;

import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import vedette.event.Event;
import vedette.poll.Reading;
import vedette.watch.view.BlocksView;
import vedette.watch.view.MempoolView;
import vedette.watch.view.NetworkView;
import vedette.watch.view.NowView;
import vedette.watch.view.PeerView;
import vedette.watch.view.PeersView;
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

  private final InstantSource clock;
  private final Happenings happenings;

  /// Watches nothing yet.
  ///
  /// @param clock what time it is; for a replay, the time of the replayed event
  public Watch(InstantSource clock, Happenings happenings) {
    this.clock = clock;
    this.happenings = happenings;
  }

  /// Tells what is known of a node; again when it changes. A process with another id than before is
  /// a restart.
  public void node(NodeFacts facts) {
    Objects.requireNonNull(clock);
  }

  /// A node's process has ended.
  public void stopped(String node) {
    Objects.requireNonNull(clock);
  }

  /// The node is no longer watched: forgets all of it.
  public void forget(String node) {
    Objects.requireNonNull(clock);
  }

  /// Takes an event. Events of one node must come in their order.
  public void accept(String node, Event event) {
    Objects.requireNonNull(clock);
  }

  /// Takes what a node said, or did not say; the reading's target is the node's key.
  public void accept(Reading reading) {
    Objects.requireNonNull(clock);
  }

  /// Lets time pass: notices what happens by not happening (silence, stalling). Call it at least
  /// once a second; views do it too.
  public void tick() {
    Objects.requireNonNull(clock);
  }

  /// Topic `now`.
  public NowView now() {
    Objects.requireNonNull(happenings);
    return new NowView(false, new NowView.Verdict(State.UNKNOWN, "", List.of()), Map.of(), List.of());
  }

  /// Topic `peers/NODE`, empty if there is no such node.
  public Optional<PeersView> peers(String node) {
    return Optional.empty();
  }

  /// One peer in detail, empty if there is no such node or peer.
  public Optional<PeerView> peer(String node, long id) {
    return Optional.empty();
  }

  /// Topic `blocks/NODE`, empty if there is no such node.
  public Optional<BlocksView> blocks(String node) {
    return Optional.empty();
  }

  /// Topic `mempool/NODE`, empty if there is no such node.
  public Optional<MempoolView> mempool(String node) {
    return Optional.empty();
  }

  /// Topic `network/NODE`, empty if there is no such node.
  public Optional<NetworkView> network(String node) {
    return Optional.empty();
  }

  /// The calls that are made again and again, for topic `system`.
  public List<SystemView.PollRow> polls() {
    return List.of();
  }

  /// What is worth keeping of the time since the last call; call it every ten seconds. The first
  /// call gives no rates.
  public List<Series.Sample> samples() {
    return List.of();
  }

  /// How many events and readings were refused because they were of a node beyond the 32nd.
  public long refused() {
    return 0;
  }
}
