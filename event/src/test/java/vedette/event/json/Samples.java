package vedette.event.json;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
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
import vedette.wire.BlockHeader;
import vedette.wire.Bytes;
import vedette.wire.Decoding;
import vedette.wire.Hash256;
import vedette.wire.Message;
import vedette.wire.NetworkAddress;
import vedette.wire.Transaction;

/// One event of each kind and one message of each type, made by hand, so that the formats are
/// tested without the decoder.
public final class Samples {
  /// 2026-11-21T03:41:24.000000001Z.
  public static final long TIME = 1_795_232_484_000_000_001L;

  public static final NodeId NODE = new NodeId(4711, "bitcoind");
  public static final Origin ORIGIN = new Origin(TIME, 42, NODE);
  public static final Peer PEER = new Peer(7, "192.0.2.7:8333", "outbound-full-relay", "");
  public static final Peer CONNECTED = new Peer(9, "[2001:db8::9]:50312", "inbound", "ipv6");

  /// 000102…1f on the wire.
  public static final Hash256 WIRE_ORDER =
      Hash256.parse("1f1e1d1c1b1a191817161514131211100f0e0d0c0b0a09080706050403020100");

  public static final Hash256 ONE =
      Hash256.parse("0000000000000000000000000000000000000000000000000000000000000001");

  public static final BlockHeader HEADER =
      new BlockHeader(
          536870912, ONE, WIRE_ORDER, 1747158557L, 0x170331dbL, 4294967295L, WIRE_ORDER);

  /// Not a valid transaction: its parts only have to be told apart.
  public static final Transaction TRANSACTION =
      new Transaction(
          4294967295L,
          List.of(
              new Transaction.Input(
                  ONE,
                  4294967295L,
                  Bytes.parse("51"),
                  4294967294L,
                  List.of(Bytes.EMPTY, Bytes.parse("30ff")))),
          List.of(
              new Transaction.Output(2_100_000_000_000_000L, Bytes.parse("0014aabb")),
              new Transaction.Output(-1, Bytes.EMPTY)),
          4294967295L,
          ONE,
          WIRE_ORDER,
          110,
          281,
          Bytes.parse("02000000"));

  public static final NetworkAddress IPV4 =
      new NetworkAddress(NetworkAddress.Network.IPV4, Bytes.parse("c0000207"), 8333);
  public static final NetworkAddress UNKNOWN_NETWORK =
      new NetworkAddress(new NetworkAddress.Network(42), Bytes.parse("dead"), 1);

  private static final Bytes UTF8_AGENT = text("/Satoshi:31.0.0(Grüße)/");

  private Samples() {}

  /// The UTF-8 bytes of a text.
  public static Bytes text(String value) {
    return Bytes.wrap(value.getBytes(StandardCharsets.UTF_8));
  }

  /// One message of each type, the same type again where a field may be missing.
  public static List<Message> messages() {
    List<Message> all = new ArrayList<>();
    all.add(version());
    all.add(shortVersion());
    all.addAll(
        List.of(
            new Message.Verack(),
            new Message.SendAddrV2(),
            new Message.SendHeaders(),
            new Message.WtxidRelay(),
            new Message.GetAddr(),
            new Message.Mempool(),
            new Message.FilterClear()));
    List<Message.TimedAddress> addresses =
        List.of(
            new Message.TimedAddress(4294967295L, -1, IPV4),
            new Message.TimedAddress(0, 1033, UNKNOWN_NETWORK));
    all.add(new Message.Addr(addresses));
    all.add(new Message.AddrV2(addresses));
    List<Message.InventoryItem> items =
        List.of(
            new Message.InventoryItem(5, WIRE_ORDER),
            new Message.InventoryItem(0x40000001L, ONE),
            new Message.InventoryItem(0, ONE),
            new Message.InventoryItem(3, ONE),
            new Message.InventoryItem(4294967295L, ONE));
    all.add(new Message.Inv(items));
    all.add(new Message.GetData(items));
    all.add(new Message.NotFound(List.of()));
    all.add(new Message.GetHeaders(70017, List.of(ONE, WIRE_ORDER), Hash256.ZERO));
    all.add(new Message.GetBlocks(-1, List.of(), ONE));
    all.add(new Message.Headers(List.of(HEADER, HEADER), List.of(0L, 3L)));
    all.add(new Message.Tx(TRANSACTION));
    all.add(new Message.Block(HEADER, List.of(TRANSACTION, TRANSACTION)));
    all.add(new Message.MerkleBlock(HEADER, 4294967295L, List.of(ONE), Bytes.parse("05")));
    all.add(new Message.Ping(OptionalLong.of(-1)));
    all.add(new Message.Ping(OptionalLong.empty()));
    all.add(new Message.Pong(Long.MIN_VALUE));
    all.add(new Message.FeeFilter(-1));
    all.add(new Message.SendCmpct(2, -1));
    all.add(
        new Message.CmpctBlock(
            HEADER,
            -2,
            List.of(0xffff_ffff_ffffL, 1L),
            List.of(new Message.PrefilledTransaction(65535, 3, TRANSACTION))));
    all.add(new Message.GetBlockTxn(ONE, List.of(3, 4, 65535), List.of(3, 0, 65530)));
    all.add(new Message.BlockTxn(ONE, List.of(TRANSACTION)));
    all.add(new Message.GetCFilters(0, 4294967295L, ONE));
    all.add(new Message.CFilter(255, ONE, Bytes.parse("018fefa8")));
    all.add(new Message.GetCFHeaders(0, 2076, ONE));
    all.add(new Message.CFHeaders(0, ONE, WIRE_ORDER, List.of(ONE)));
    all.add(new Message.GetCFCheckpt(0, ONE));
    all.add(new Message.CFCheckpt(0, ONE, List.of(WIRE_ORDER)));
    all.add(new Message.FilterLoad(Bytes.parse("5acd"), 4294967295L, 966097040, 2));
    all.add(new Message.FilterAdd(Bytes.parse("00ff")));
    all.add(new Message.SendTxRcncl(4294967295L, -1));
    all.add(new Message.Feature(text("feat0003"), Bytes.EMPTY));
    all.add(new Message.Feature(Bytes.parse("fffe0000"), Bytes.parse("01")));
    all.add(new Message.Reject(text("tx"), 0x42, text("min relay fee"), Optional.of(ONE)));
    all.add(new Message.Reject(Bytes.parse("ff"), 1, Bytes.parse("ff00"), Optional.empty()));
    all.add(new Message.Alert(Bytes.parse("01ff"), Bytes.parse("3045")));
    return all;
  }

  /// A `version` with every field.
  public static Message.Version version() {
    return new Message.Version(
        70017,
        3081,
        1747158557,
        new Message.ServiceAddress(0, IPV4),
        Optional.of(new Message.ServiceAddress(-1, UNKNOWN_NETWORK)),
        OptionalLong.of(-1),
        Optional.of(UTF8_AGENT),
        OptionalInt.of(-1),
        Optional.of(true));
  }

  /// A `version` that ends after the first address.
  public static Message.Version shortVersion() {
    return new Message.Version(
        -1,
        0,
        -1,
        new Message.ServiceAddress(0, IPV4),
        Optional.empty(),
        OptionalLong.empty(),
        Optional.empty(),
        OptionalInt.empty(),
        Optional.empty());
  }

  /// An event that carries the message; decode it with [#decoding].
  public static NetEvent.InboundMessage carrying(Message message) {
    return inbound(
        new P2pMessage(message.type(), 37, Bytes.parse("aabb"), P2pMessage.PayloadState.WHOLE));
  }

  /// An event around a message as it came.
  public static NetEvent.InboundMessage inbound(P2pMessage message) {
    return new NetEvent.InboundMessage(ORIGIN, PEER, message);
  }

  /// The same in the other direction.
  public static NetEvent.OutboundMessage outbound(Message message) {
    return new NetEvent.OutboundMessage(ORIGIN, PEER, carrying(message).message());
  }

  /// A transaction entered the mempool.
  public static MempoolEvent.Added added() {
    return new MempoolEvent.Added(ORIGIN, WIRE_ORDER, 141, 1410);
  }

  /// "Decodes" whatever comes to this message.
  static MessageDecoding decoding(Message message) {
    return _ -> new Decoding.Decoded(message, Bytes.EMPTY, Optional.empty());
  }

  /// One event of each kind, without messages; what may be missing is missing in a twin.
  public static List<Event> events() {
    UtxoCacheEvent.Coin coin =
        new UtxoCacheEvent.Coin(WIRE_ORDER, 4294967295L, 897_000, 5_000_000_000L, true);
    return List.of(
        new NetEvent.InboundConnection(ORIGIN, CONNECTED, 12),
        new NetEvent.OutboundConnection(ORIGIN, CONNECTED, 10),
        new NetEvent.EvictedInboundConnection(ORIGIN, CONNECTED, 1_747_150_000),
        new NetEvent.ClosedConnection(ORIGIN, CONNECTED, 1_747_150_000),
        new NetEvent.MisbehavingConnection(
            ORIGIN, new Peer(9, "", "", ""), "headers message size = 2001"),
        added(),
        new MempoolEvent.Removed(ORIGIN, WIRE_ORDER, "block", 141, 1410, 1_747_158_000),
        new MempoolEvent.Rejected(ORIGIN, WIRE_ORDER, "min relay fee not met"),
        new MempoolEvent.Replaced(
            ORIGIN, WIRE_ORDER, 141, 1410, 1_747_158_000, ONE, 142, 2820, true),
        new MempoolEvent.Replaced(
            ORIGIN, WIRE_ORDER, 141, 1410, 1_747_158_000, ONE, 300, 2820, false),
        new ValidationEvent.BlockConnected(
            ORIGIN, WIRE_ORDER, 897_000, 3120, 7011, 22_000, 184_000_000),
        new UtxoCacheEvent.Flush(ORIGIN, 1500, "force_sync", 100, 4096, false),
        new UtxoCacheEvent.Add(ORIGIN, coin),
        new UtxoCacheEvent.Spent(ORIGIN, coin),
        new UtxoCacheEvent.Uncache(ORIGIN, coin),
        new CoinSelectionEvent.SelectedCoins(ORIGIN, "", "bnb", 1000, -5, 1100),
        new CoinSelectionEvent.NormalCreateTxInternal(ORIGIN, "w", true, 141, OptionalInt.of(1)),
        new CoinSelectionEvent.NormalCreateTxInternal(ORIGIN, "w", false, 0, OptionalInt.empty()),
        new CoinSelectionEvent.AttemptingApsCreateTx(ORIGIN, "w"),
        new CoinSelectionEvent.ApsCreateTxInternal(ORIGIN, "w", true, true, 150, OptionalInt.of(0)),
        new ProbeEvent(
            ORIGIN,
            "orphan:added",
            List.of(
                new ProbeEvent.Argument(-1, 8, true),
                new ProbeEvent.Argument(-1, 8, false),
                new ProbeEvent.Argument(255, 1, false))),
        new VedetteEvent.Node(
            ORIGIN,
            VedetteEvent.Node.State.APPEARED,
            "/usr/bin/bitcoind",
            List.of("mempool:added", "net:inbound_message"),
            List.of("mempool:replaced"),
            true),
        new VedetteEvent.Node(
            ORIGIN, VedetteEvent.Node.State.GONE, "", List.of(), List.of(), false),
        new VedetteEvent.Loss(
            ORIGIN, List.of(new VedetteEvent.Loss.Count("net:inbound_message", 3, 2, 1, 0))),
        new VedetteEvent.Flushed(ORIGIN));
  }

  /// Messages that did not decode, one for each reason.
  public static List<Event> undecoded() {
    List<Event> all = new ArrayList<>();
    Map<P2pMessage.PayloadState, Bytes> taken = new EnumMap<>(P2pMessage.PayloadState.class);
    for (P2pMessage.PayloadState state : P2pMessage.PayloadState.values()) {
      taken.put(state, Bytes.EMPTY);
    }
    taken.put(P2pMessage.PayloadState.CUT, Bytes.parse("00ff"));
    taken.put(P2pMessage.PayloadState.WHOLE, Bytes.parse("deadbeef"));
    taken.forEach(
        (state, payload) -> all.add(inbound(new P2pMessage("nosuchtype", 4, payload, state))));
    return all;
  }
}
