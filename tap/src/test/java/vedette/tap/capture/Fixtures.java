package vedette.tap.capture;

import java.util.List;
import java.util.OptionalInt;
import java.util.Random;
import java.util.stream.IntStream;
import vedette.event.CoinSelectionEvent;
import vedette.event.Event;
import vedette.event.MempoolEvent;
import vedette.event.NetEvent;
import vedette.event.NodeId;
import vedette.event.Origin;
import vedette.event.P2pMessage;
import vedette.event.Peer;
import vedette.event.ProbeEvent;
import vedette.event.UtxoCacheEvent;
import vedette.event.ValidationEvent;
import vedette.event.VedetteEvent;
import vedette.wire.Bytes;
import vedette.wire.Hash256;

/// Seeded random events of every type, extreme values included.
final class Fixtures {
  /// How many kinds of events [#event] makes.
  static final int KINDS = 24;

  private static final NodeId[] NODES = {
    NodeId.UNKNOWN, new NodeId(4711, "bitcoind"), new NodeId(Integer.MAX_VALUE, "bitcoin-node ü")
  };

  private Fixtures() {}

  static List<Event> events(long seed, int count) {
    Random random = new Random(seed);
    return IntStream.range(0, count).mapToObj(i -> event(random, i % KINDS, i + 1)).toList();
  }

  static Event event(Random random, int kind, long sequence) {
    Origin origin =
        new Origin(
            1_795_227_312_000_000_000L + sequence * 1_000_003,
            sequence,
            NODES[random.nextInt(NODES.length)]);
    return event(random, kind, origin);
  }

  static Event event(Random random, int kind, Origin o) {
    return switch (kind) {
      case 0 -> new NetEvent.InboundMessage(o, peer(random), message(random));
      case 1 -> new NetEvent.OutboundMessage(o, peer(random), message(random));
      case 2 -> new NetEvent.InboundConnection(o, peer(random), number(random));
      case 3 -> new NetEvent.OutboundConnection(o, peer(random), number(random));
      case 4 -> new NetEvent.EvictedInboundConnection(o, peer(random), number(random));
      case 5 -> new NetEvent.ClosedConnection(o, peer(random), number(random));
      case 6 -> new NetEvent.MisbehavingConnection(o, peer(random), text(random));
      case 7 -> new MempoolEvent.Added(o, hash(random), random.nextInt(), number(random));
      case 8 ->
          new MempoolEvent.Removed(
              o, hash(random), text(random), random.nextInt(), number(random), number(random));
      case 9 ->
          new MempoolEvent.Replaced(
              o,
              hash(random),
              random.nextInt(),
              number(random),
              number(random),
              hash(random),
              random.nextInt(),
              number(random),
              random.nextBoolean());
      case 10 -> new MempoolEvent.Rejected(o, hash(random), text(random));
      case 11 ->
          new ValidationEvent.BlockConnected(
              o,
              hash(random),
              random.nextInt(),
              number(random),
              random.nextInt(),
              number(random),
              number(random));
      case 12 ->
          new UtxoCacheEvent.Flush(
              o,
              number(random),
              text(random),
              number(random),
              number(random),
              random.nextBoolean());
      case 13 -> new UtxoCacheEvent.Add(o, coin(random));
      case 14 -> new UtxoCacheEvent.Spent(o, coin(random));
      case 15 -> new UtxoCacheEvent.Uncache(o, coin(random));
      case 16 ->
          new CoinSelectionEvent.SelectedCoins(
              o, text(random), text(random), number(random), number(random), number(random));
      case 17 ->
          new CoinSelectionEvent.NormalCreateTxInternal(
              o, text(random), random.nextBoolean(), number(random), position(random));
      case 18 -> new CoinSelectionEvent.AttemptingApsCreateTx(o, text(random));
      case 19 ->
          new CoinSelectionEvent.ApsCreateTxInternal(
              o,
              text(random),
              random.nextBoolean(),
              random.nextBoolean(),
              number(random),
              position(random));
      case 20 -> new ProbeEvent(o, "orphan:" + text(random), arguments(random));
      case 21 ->
          new VedetteEvent.Node(
              o,
              random.nextBoolean()
                  ? VedetteEvent.Node.State.APPEARED
                  : VedetteEvent.Node.State.GONE,
              text(random),
              List.of("mempool:added", text(random)),
              List.of(),
              random.nextBoolean());
      case 22 ->
          new VedetteEvent.Loss(
              o,
              List.of(
                  new VedetteEvent.Loss.Count(
                      text(random),
                      number(random),
                      number(random),
                      number(random),
                      number(random))));
      case 23 -> new VedetteEvent.Flushed(o);
      default -> throw new IllegalArgumentException("kind " + kind);
    };
  }

  static Event message(long sequence, String type, byte[] payload) {
    return new NetEvent.InboundMessage(
        new Origin(sequence * 1_000_000, sequence, NodeId.UNKNOWN),
        new Peer(7, "203.0.113.7:8333", "outbound-full-relay", ""),
        new P2pMessage(type, payload.length, Bytes.wrap(payload), P2pMessage.PayloadState.WHOLE));
  }

  private static Peer peer(Random random) {
    return new Peer(number(random), text(random), text(random), text(random));
  }

  private static P2pMessage message(Random random) {
    byte[] payload = new byte[random.nextInt(8) == 0 ? 0 : random.nextInt(300)];
    random.nextBytes(payload);
    P2pMessage.PayloadState[] states = P2pMessage.PayloadState.values();
    P2pMessage.PayloadState state = states[random.nextInt(states.length)];
    return new P2pMessage(text(random), number(random), Bytes.wrap(payload), state);
  }

  private static Hash256 hash(Random random) {
    return new Hash256(random.nextLong(), random.nextLong(), random.nextLong(), random.nextLong());
  }

  private static UtxoCacheEvent.Coin coin(Random random) {
    return new UtxoCacheEvent.Coin(
        hash(random), number(random), number(random), number(random), random.nextBoolean());
  }

  private static OptionalInt position(Random random) {
    return random.nextBoolean() ? OptionalInt.empty() : OptionalInt.of(random.nextInt());
  }

  private static List<ProbeEvent.Argument> arguments(Random random) {
    return IntStream.range(0, random.nextInt(13))
        .mapToObj(_ ->
            new ProbeEvent.Argument(number(random), 1 << random.nextInt(4), random.nextBoolean()))
        .toList();
  }

  private static long number(Random random) {
    return switch (random.nextInt(6)) {
      case 0 -> 0;
      case 1 -> -1;
      case 2 -> Long.MIN_VALUE;
      case 3 -> Long.MAX_VALUE;
      default -> random.nextLong() >> random.nextInt(64);
    };
  }

  private static String text(Random random) {
    return switch (random.nextInt(7)) {
      case 0 -> "";
      case 1 -> "outbound-full-relay";
      case 2 -> "quote\" nul\0 new\nline é 漢 \uD83D\uDE00";
      case 3 -> "unpaired \uD800 surrogate \uDFFF";
      case 4 -> "x".repeat(random.nextInt(400));
      default -> Long.toString(random.nextLong(), 36);
    };
  }
}
