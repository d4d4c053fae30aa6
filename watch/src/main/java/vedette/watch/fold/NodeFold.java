package vedette.watch.fold;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import vedette.event.Event;
import vedette.poll.Outcome;
import vedette.poll.Reading;
import vedette.poll.bitcoind.BitcoindAnswer;
import vedette.watch.view.BlocksView;
import vedette.watch.view.MempoolView;
import vedette.watch.view.NetworkView;
import vedette.watch.view.NodeView;
import vedette.watch.view.PeerView;
import vedette.watch.view.PeersView;
import vedette.watch.view.SystemView;

/// One node: takes what is told of it to the fold that it concerns.
///
/// Not safe for several threads at once.
public final class NodeFold {
  private static final long TICK_MS = 1_000;
  private static final long RARE_TICK_MS = 10_000;
  private static final long SILENT_PEER_MS = 30 * 60_000;

  final String key;
  final String kind;
  final boolean demo;
  final Life life = new Life();
  final Calls calls = new Calls();
  final Chain chain = new Chain();
  final PeerTable peers;
  final Losses losses;
  Optional<String> withoutRpc = Optional.empty();
  Optional<String> withoutTracepoints = Optional.empty();

  /// When a process took the place of another, ms; −1 if that was not seen.
  long restartedAt = -1;

  /// ms; long ago if there was none.
  long lastEventAt = Long.MIN_VALUE / 2;

  private final Counters counters = new Counters();
  private final Oddities oddities = new Oddities();
  private final Sliding eventRate = Sliding.tenSeconds();
  private final Net net;
  private final Pool pool;
  private final Blocks blocks;
  private final BlockTalk talk;
  private final Messages messages;
  private final Told told = new Told();
  private final Turns turns;
  private final Progress progress;
  private final NodeEvents events;
  private long tickedAt = Long.MIN_VALUE / 2;
  private long rarelyTickedAt = Long.MIN_VALUE / 2;

  /// A node of which nothing is known yet.
  ///
  /// @param changes where what happens to it is written down, shared by all nodes
  public NodeFold(String key, String kind, boolean demo, Changes changes, Outbox outbox) {
    this.key = key;
    this.kind = kind;
    this.demo = demo;
    peers = new PeerTable(outbox);
    losses = new Losses(key, counters, changes);
    net = new Net(key, counters, oddities, changes);
    pool = new Pool(counters);
    blocks = new Blocks(outbox);
    talk = new BlockTalk(blocks, oddities);
    messages = new Messages(counters, peers, net, oddities, talk);
    turns = new Turns(this, changes);
    progress = new Progress(this, blocks, messages, counters, changes);
    events = new NodeEvents(this, counters, eventRate, messages, net, pool, progress);
  }

  /// The key.
  public String key() {
    return key;
  }

  /// Whether it is the demo node.
  public boolean isDemo() {
    return demo;
  }

  String title() {
    return demo ? "The demo node" : kind;
  }

  // ---- facts ----

  /// What discovery knows besides the process.
  public void facts(
      Optional<String> chainName, Optional<String> noRpc, Optional<String> noTracepoints) {
    told.configuredChain(chainName);
    withoutRpc = noRpc;
    withoutTracepoints = noTracepoints;
  }

  /// It runs as this process.
  ///
  /// @param startedAt ms, −1 if not known
  public void runs(int pid, long startedAt, long at) {
    Life.News news = life.runs(pid, startedAt, at);
    if (news == Life.News.AGAIN) {
      restarted(at);
    }
    turns.runs(news, startedAt, at);
  }

  private void restarted(long at) {
    restartedAt = at;
    peers.clear(at);
    oddities.forgetPeers();
    chain.restarted();
    blocks.forgetTalk();
  }

  /// Its process has ended.
  ///
  /// @param pid which, 0 for whatever runs
  public void ended(int pid, long at) {
    if (life.ended(pid, at)) {
      peers.clear(at);
      blocks.forgetTalk();
      turns.ended(at);
    }
  }

  // ---- events ----

  /// Takes an event.
  public void accept(Event event) {
    events.accept(event);
  }

  // ---- readings ----

  /// Takes what it said, or did not say.
  public void accept(Reading reading) {
    long at = reading.at().toEpochMilli();
    long asked = at - reading.took().toMillis();
    calls.accept(reading);
    if (life.process() == Life.Presence.GONE
        && reading.outcome() instanceof Outcome.Answered
        && asked > life.goneAt()) {
      // Whoever answers runs, whether or not its process is seen.
      runs(0, -1, at);
    }
    // An answer of the process before says nothing about this one.
    if (!(reading.outcome() instanceof Outcome.Answered(BitcoindAnswer answer))
        || asked < restartedAt
        || life.process() == Life.Presence.GONE) {
      return;
    }
    told.accept(answer, at);
    switch (answer) {
      case BitcoindAnswer.Blockchain blockchain -> chain.told(blockchain, at);
      case BitcoindAnswer.Network network -> {
        if (network.connectionsIn().isPresent() && network.connectionsOut().isPresent()) {
          peers.counted(network.connectionsIn().getAsInt(), network.connectionsOut().getAsInt());
        }
      }
      case BitcoindAnswer.Peers list -> peers.listed(list, asked, at);
      case BitcoindAnswer.AddressManager manager -> net.known(manager);
      case BitcoindAnswer.Mempool _,
          BitcoindAnswer.NetTotals _,
          BitcoindAnswer.ChainTips _,
          BitcoindAnswer.Indexes _,
          BitcoindAnswer.Uptime _,
          BitcoindAnswer.Memory _ -> {}
    }
  }

  /// Notices what happens by not happening.
  public void tick(long now) {
    if (Math.abs(now - tickedAt) < TICK_MS) {
      return;
    }
    tickedAt = now;
    for (PeerState peer : peers.peers()) {
      talk.tick(peer, now);
    }
    blocks.tick(now);
    if (Math.abs(now - rarelyTickedAt) >= RARE_TICK_MS) {
      rarelyTickedAt = now;
      net.tick(peers.peers(), now);
      if (life.isWatched()
          && !life.watches("net:closed_connection")
          && peers.listedAt().isEmpty()) {
        peers.endSilentSince(now - SILENT_PEER_MS, now);
      }
      turns.tip(oddities, now);
    }
    turns.tick(Judge.of(this, now), now);
  }

  Status status(long now) {
    Status status = Judge.of(this, now);
    turns.tick(status, now);
    return status;
  }

  // ---- what is known ----

  /// The chain in Core's word, such as `main`; empty while nobody has said it.
  public Optional<String> chainName() {
    return told.chain();
  }

  boolean networkOff() {
    return told.networkOff();
  }

  List<String> warnings() {
    return told.warnings();
  }

  /// Counts since it is watched.
  public Counters counters() {
    return counters;
  }

  /// Whether events of this name would be seen.
  public boolean watches(String event) {
    return life.watches(event);
  }

  /// Whether it is seen through tracepoints.
  public boolean isWatched() {
    return life.isWatched();
  }

  /// The pool's reasons since the last call: removed, then rejected.
  public List<Map<String, Long>> takeReasons() {
    return List.of(pool.takeRemoved(), pool.takeRejected());
  }

  /// Time that the slowest flush since the last call took, µs.
  public OptionalLong takeLongestFlush() {
    return progress.takeLongestFlush();
  }

  /// What is true now and worth keeping over time.
  public Gauges gauges(long now) {
    return Gauges.of(this, told, now);
  }

  // ---- views ----

  /// Its card.
  public NodeView view(long now) {
    Status status = Judge.of(this, now);
    return new Card(this, told, status, turns.since()).view(now, rates(now));
  }

  private NodeView.Rates rates(long now) {
    return Rates.of(life, messages, pool, eventRate, now);
  }

  /// Topic `peers`.
  public PeersView peersView(long now) {
    return PeerRows.view(peers, now);
  }

  /// One peer.
  public Optional<PeerView> peer(long id, long now) {
    return Optional.ofNullable(peers.get(id)).map(peer -> PeerRows.detail(peer, now));
  }

  /// Topic `blocks`.
  public BlocksView blocksView(long now) {
    return blocks.view(now);
  }

  /// Topic `mempool`.
  public MempoolView mempoolView(long now) {
    return pool.view(told.pool(), now);
  }

  /// Topic `network`.
  public NetworkView networkView(long now) {
    return net.view(peers.peers(), now);
  }

  /// Its calls, for topic `system`.
  public List<SystemView.PollRow> polls() {
    return calls.rows(key);
  }
}
