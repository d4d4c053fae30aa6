package vedette.watch;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import vedette.event.Event;
import vedette.event.EventNames;
import vedette.event.MempoolEvent;
import vedette.event.NetEvent;
import vedette.event.NodeId;
import vedette.event.Origin;
import vedette.event.P2pMessage;
import vedette.event.Peer;
import vedette.event.UtxoCacheEvent;
import vedette.event.ValidationEvent;
import vedette.event.VedetteEvent;
import vedette.poll.Answer;
import vedette.poll.Outcome;
import vedette.poll.Reading;
import vedette.poll.Trouble;
import vedette.poll.bitcoind.BitcoindAnswer;
import vedette.watch.view.BlocksView;
import vedette.watch.view.NodeView;
import vedette.watch.view.PeersView;
import vedette.watch.view.SessionRow;
import vedette.wire.Bytes;
import vedette.wire.Hash256;

/// A watch and a clock that only moves when told, and events to tell a story with.
final class Story implements Happenings {
  static final String NODE = "main";
  static final Instant START = Instant.parse("2026-03-01T12:00:00Z");
  private static final long START_NANOS = START.getEpochSecond() * 1_000_000_000L;

  final Watch watch = new Watch(() -> Instant.ofEpochSecond(0, nowNanos()), this);
  final List<SessionRow> sessions = new ArrayList<>();
  final List<BlocksView.BlockRow> blocks = new ArrayList<>();
  final List<Reasons> reasons = new ArrayList<>();
  private long micros;
  private long sequence;
  private int pid = 100;
  private String speaker = NODE;

  private long nowNanos() {
    return START_NANOS + micros * 1_000;
  }

  long nowMillis() {
    return nowNanos() / 1_000_000;
  }

  Story after(Duration time) {
    micros += time.toNanos() / 1_000;
    return this;
  }

  Story afterMicros(long time) {
    micros += time;
    return this;
  }

  @Override
  public void block(String node, BlocksView.BlockRow block) {
    blocks.add(block);
  }

  @Override
  public void sessionEnded(String node, SessionRow session) {
    sessions.add(session);
  }

  @Override
  public void reasons(String node, Instant from, Instant to, Reasons counts) {
    reasons.add(counts);
  }

  Origin origin() {
    return new Origin(nowNanos(), ++sequence, new NodeId(pid, "bitcoind"));
  }

  /// What follows happens on this node.
  Story on(String node) {
    speaker = node;
    return this;
  }

  Story tell(Event event) {
    watch.accept(speaker, event);
    return this;
  }

  Story ticks(int seconds) {
    for (int i = 0; i < seconds; i++) {
      after(Duration.ofSeconds(1));
      watch.tick();
    }
    return this;
  }

  // ---- the node ----

  static final List<String> ALL = EventNames.TRACEPOINTS;

  Story appeared(int itsPid, boolean gapPossible) {
    pid = itsPid;
    return tell(
        new VedetteEvent.Node(
            origin(),
            VedetteEvent.Node.State.APPEARED,
            "/x/bitcoind",
            ALL,
            List.of(),
            gapPossible));
  }

  Story gone() {
    return tell(
        new VedetteEvent.Node(
            origin(), VedetteEvent.Node.State.GONE, "/x/bitcoind", List.of(), List.of(), false));
  }

  Story facts(Optional<String> withoutRpc) {
    watch.node(
        new NodeFacts(
            speaker,
            "bitcoind",
            false,
            Optional.empty(),
            Optional.empty(),
            withoutRpc,
            Optional.empty()));
    return this;
  }

  Story answered(String call, Answer answer) {
    watch.accept(
        new Reading(
            speaker,
            call,
            Instant.ofEpochMilli(nowMillis()),
            Duration.ofMillis(3),
            new Outcome.Answered(answer)));
    return this;
  }

  Story failed(String call, Trouble trouble, String said) {
    watch.accept(
        new Reading(
            speaker,
            call,
            Instant.ofEpochMilli(nowMillis()),
            Duration.ofMillis(3),
            new Outcome.Failed(trouble, said)));
    return this;
  }

  Story chain(long blocksHeight, long headers, boolean ibd, double progress, String... warnings) {
    return answered(
        "getblockchaininfo",
        new BitcoindAnswer.Blockchain(
            "main",
            blocksHeight,
            headers,
            Payloads.hash(blocksHeight).toString(),
            1,
            OptionalLong.of(nowMillis() / 1_000 - 240),
            OptionalLong.empty(),
            progress,
            ibd,
            OptionalLong.of(800_000_000_000L),
            false,
            OptionalLong.empty(),
            List.of(warnings)));
  }

  Story listed(BitcoindAnswer.PeerInfo... peers) {
    return answered("getpeerinfo", new BitcoindAnswer.Peers(List.of(peers)));
  }

  static BitcoindAnswer.PeerInfo info(long id, boolean inbound) {
    return new BitcoindAnswer.PeerInfo(
        id,
        "192.0.2." + id % 250 + ":8333",
        "ipv4",
        inbound,
        inbound ? "inbound" : "outbound-full-relay",
        Optional.of("v2"),
        List.of("NETWORK", "WITNESS", "NETWORK_LIMITED", "P2P_V2"),
        70016,
        "/Satoshi:31.0.0/",
        START.getEpochSecond() - 100,
        OptionalDouble.of(0.05),
        OptionalDouble.of(0.04),
        OptionalDouble.empty(),
        10,
        20,
        0,
        0,
        0,
        0,
        OptionalLong.empty(),
        OptionalLong.of(900_000),
        OptionalLong.empty(),
        0,
        OptionalLong.empty(),
        OptionalLong.empty(),
        OptionalLong.empty(),
        OptionalDouble.empty(),
        false,
        false,
        0,
        OptionalLong.empty());
  }

  // ---- peers ----

  static Peer peer(long id, boolean inbound) {
    return new Peer(
        id, "192.0.2." + id % 250 + ":8333", inbound ? "inbound" : "outbound-full-relay", "ipv4");
  }

  Story opened(long id, boolean inbound, long count) {
    return tell(
        inbound
            ? new NetEvent.InboundConnection(origin(), peer(id, true), count)
            : new NetEvent.OutboundConnection(origin(), peer(id, false), count));
  }

  Story closed(long id, boolean inbound) {
    return tell(
        new NetEvent.ClosedConnection(origin(), peer(id, inbound), START.getEpochSecond() - 60));
  }

  Story evicted(long id) {
    return tell(
        new NetEvent.EvictedInboundConnection(
            origin(), peer(id, true), START.getEpochSecond() - 60));
  }

  Story from(long id, String type, byte[] payload) {
    return tell(new NetEvent.InboundMessage(origin(), peer(id, true), message(type, payload)));
  }

  Story to(long id, String type, byte[] payload) {
    return tell(new NetEvent.OutboundMessage(origin(), peer(id, true), message(type, payload)));
  }

  /// So many events of a tracepoint never arrived.
  Story lost(String event, long count) {
    return tell(
        new VedetteEvent.Loss(
            origin(), List.of(new VedetteEvent.Loss.Count(event, count, 0, 0, 0))));
  }

  private static P2pMessage message(String type, byte[] payload) {
    return new P2pMessage(type, payload.length, Bytes.wrap(payload), P2pMessage.PayloadState.WHOLE);
  }

  // ---- chain and mempool ----

  Story connected(Hash256 hash, int height) {
    return tell(
        new ValidationEvent.BlockConnected(
            origin(), hash, height, 3_000, 7_000, 22_000, 182_000_000L));
  }

  Story flushed(long micros) {
    return tell(new UtxoCacheEvent.Flush(origin(), micros, "periodic", 1_000, 412L << 20, false));
  }

  Story added(int vsize, long fee) {
    return tell(new MempoolEvent.Added(origin(), Payloads.hash(sequence), vsize, fee));
  }

  Story rejected(String reason) {
    return tell(new MempoolEvent.Rejected(origin(), Payloads.hash(sequence), reason));
  }

  Story removed(String reason) {
    return tell(new MempoolEvent.Removed(origin(), Payloads.hash(sequence), reason, 100, 100, 0));
  }

  // ---- what is seen ----

  static <T> T at(Map<String, T> map, String key) {
    return Objects.requireNonNull(map.get(key), key);
  }

  PeersView.PeerRow peer(long id) {
    return at(watch.peers(NODE).orElseThrow().peers(), Long.toString(id));
  }

  NodeView node() {
    return at(watch.now().nodes(), NODE);
  }

  List<String> changes() {
    return watch.now().changes().stream().map(change -> change.text()).toList();
  }

  List<String> oddities() {
    return watch.network(NODE).orElseThrow().oddities().stream().map(o -> o.kind()).toList();
  }

  BlocksView.BlockRow block(Hash256 hash) {
    return at(watch.blocks(NODE).orElseThrow().blocks(), hash.toString());
  }
}
