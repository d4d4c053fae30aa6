package vedette.event.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import vedette.event.CoinSelectionEvent;
import vedette.event.Event;
import vedette.event.MempoolEvent;
import vedette.event.NetEvent;
import vedette.event.NodeId;
import vedette.event.Origin;
import vedette.event.P2pMessage;
import vedette.event.P2pMessage.PayloadState;
import vedette.event.Peer;
import vedette.event.UtxoCacheEvent;
import vedette.event.VedetteEvent;
import vedette.event.json.Samples;
import vedette.wire.Bytes;
import vedette.wire.Decoding;
import vedette.wire.Message;

class EventTextTest {
  private static String plain(Event event) {
    return new EventText(false, EventText.ANY_WIDTH).line(event);
  }

  private static String plain(Message message) {
    return new EventText(false, EventText.ANY_WIDTH, decoding(message))
        .line(Samples.carrying(message));
  }

  private static MessageDecoding decoding(Message message) {
    return _ -> new Decoding.Decoded(message, Bytes.EMPTY, Optional.empty());
  }

  @Test
  void messageIsOneAlignedLine() {
    assertThat(plain(new Message.Pong(5)))
        .isEqualTo("03:41:24.000 ←      7 192.0.2.7:8333           pong                37  5");
    assertThat(
            plain(
                new Message.Inv(
                    List.of(
                        new Message.InventoryItem(5, Samples.ONE),
                        new Message.InventoryItem(2, Samples.ONE),
                        new Message.InventoryItem(5, Samples.ONE)))))
        .isEqualTo(
            "03:41:24.000 ←      7 192.0.2.7:8333           inv                 37  2 wtx, 1 block");
    assertThat(plain(Samples.outbound(new Message.Verack()))).startsWith("03:41:24.000 →      7 ");
  }

  @Test
  void aCoinOfTheMempoolIsInNoBlockYet() {
    UtxoCacheEvent.Coin coin =
        new UtxoCacheEvent.Coin(Samples.ONE, 3, Integer.MAX_VALUE, 5_000, false);
    assertThat(plain(new UtxoCacheEvent.Add(Samples.ORIGIN, coin)))
        .endsWith(":3  5000 sat, made in no block yet");
  }

  @Test
  void otherEventsStandInTheSameColumns() {
    assertThat(plain(Samples.added()))
        .isEqualTo(
            "03:41:24.000 +        mempool:added            1f1e1d1c1b1a…  141 vB, 1410 sat, 10.0 sat/vB");
    assertThat(
            plain(new NetEvent.ClosedConnection(Samples.ORIGIN, Samples.CONNECTED, 1_795_232_400)))
        .isEqualTo("03:41:24.000 ✕      9 [2001:db8::9]:50312      closed after 1m 24s");
  }

  @Test
  void everyEventAndMessageHasALine() {
    assertThat(Samples.events()).allSatisfy(event -> harmless(plain(event)));
    assertThat(Samples.undecoded()).allSatisfy(event -> harmless(plain(event)));
    assertThat(Samples.messages()).allSatisfy(message -> harmless(plain(message)));
  }

  private static void harmless(String line) {
    assertThat(line).isNotBlank();
    assertThat(line.codePoints())
        .noneMatch(point ->
            Character.isISOControl(point)
                || Character.getType(point) == Character.FORMAT
                || Character.getType(point) == Character.SURROGATE
                || Character.getType(point) == Character.LINE_SEPARATOR);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\u001b[31mred",
        "\u009b31m",
        "a\r\nb",
        "\u0007\u0008\u007f",
        "\u202egnirts",
        "\u2028",
        "e\u0301\u0301\u0301",
        "\ud800",
        "\u0000"
      })
  void nothingThatAPeerChoseReachesTheTerminal(String hostile) {
    Peer peer = new Peer(1, hostile, hostile, hostile);
    Origin origin = new Origin(0, 1, new NodeId(1, hostile));
    Bytes bytes = Samples.text(hostile);
    List<Event> events =
        List.of(
            new NetEvent.InboundMessage(
                origin, peer, new P2pMessage(hostile, 1, Bytes.EMPTY, PayloadState.NOT_TAKEN)),
            new NetEvent.MisbehavingConnection(origin, peer, hostile),
            new MempoolEvent.Rejected(origin, Samples.ONE, hostile),
            new MempoolEvent.Removed(origin, Samples.ONE, hostile, 1, 1, 1),
            new CoinSelectionEvent.SelectedCoins(origin, hostile, hostile, 1, 1, 1),
            new VedetteEvent.Node(
                origin,
                VedetteEvent.Node.State.APPEARED,
                hostile,
                List.of(hostile),
                List.of(hostile),
                true),
            new VedetteEvent.Loss(
                origin, List.of(new VedetteEvent.Loss.Count(hostile, 1, 0, 0, 0))));

    assertThat(events).allSatisfy(event -> harmless(plain(event)));
    harmless(plain(new Message.Reject(bytes, 1, bytes, Optional.empty())));
    harmless(plain(new Message.Feature(bytes, Bytes.EMPTY)));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 12, 20, 40, 79, 80, 120})
  void linesNeverGoBeyondTheWidth(int width) {
    EventText text = new EventText(false, width);

    assertThat(Samples.events())
        .allSatisfy(event -> assertThat(Cells.width(text.line(event))).isLessThanOrEqualTo(width));
    assertThat(Samples.messages())
        .allSatisfy(message ->
            assertThat(
                    Cells.width(
                        new EventText(false, width, decoding(message))
                            .line(Samples.carrying(message))))
                .isLessThanOrEqualTo(width));
  }

  @Test
  void wideCharactersCountTwice() {
    Event event = new CoinSelectionEvent.AttemptingApsCreateTx(Samples.ORIGIN, "财".repeat(100));

    String line = new EventText(false, 80).line(event);

    assertThat(line).endsWith("…");
    assertThat(line.codePoints().map(point -> point == '财' ? 2 : 1).sum()).isBetween(79, 80);
  }

  @Test
  void longAddressKeepsItsPort() {
    Peer peer = new Peer(3, "a".repeat(56) + ".onion:58333", "inbound", "onion");

    assertThat(plain(new NetEvent.InboundConnection(Samples.ORIGIN, peer, 1)))
        .contains("      3 " + "a".repeat(17) + "…:58333 inbound connection, now 1");
  }

  @Test
  void colourIsSwitchedOffAgainAndChangesNoText() {
    EventText coloured = new EventText(true, 60);
    EventText plain = new EventText(false, 60);

    assertThat(Samples.events())
        .allSatisfy(event -> {
          String line = coloured.line(event);
          assertThat(line).contains("\u001b[0m");
          assertThat(line.lastIndexOf("\u001b[")).isEqualTo(line.lastIndexOf("\u001b[0m"));
          assertThat(line.replaceAll("\u001b\\[[0-9]+m", "").stripTrailing())
              .isEqualTo(plain.line(event));
        });
  }

  @Test
  void nodeIsShownOnceThereIsASecond() {
    EventText text = new EventText(false, EventText.ANY_WIDTH);

    assertThat(text.line(flushed(new NodeId(1, "bitcoind")))).isEqualTo(line(""));
    assertThat(text.line(flushed(NodeId.UNKNOWN))).isEqualTo(line(""));
    assertThat(text.line(flushed(new NodeId(2, "bitcoin-node"))))
        .isEqualTo(line("bitcoin-node/2       "));
    assertThat(text.line(flushed(new NodeId(1, "bitcoind"))))
        .isEqualTo(line("bitcoind/1           "));
  }

  private static Event flushed(NodeId node) {
    return new VedetteEvent.Flushed(new Origin(0, 1, node));
  }

  private static String line(String node) {
    return "00:00:00.000 " + node + "#        vedette:flushed";
  }

  @Test
  void trailingBytesAndBrokenLimitsAreTold() {
    Message message = new Message.Verack();
    EventText text =
        new EventText(
            false,
            EventText.ANY_WIDTH,
            _ -> new Decoding.Decoded(message, Bytes.parse("00"), Optional.of("too many")));

    assertThat(text.line(Samples.carrying(message)))
        .endsWith(" +1 bytes behind the end over limit: too many");
  }

  @Test
  void manyInventedKindsStayShort() {
    List<Message.InventoryItem> items =
        LongStream.range(100, 50_100)
            .mapToObj(kind -> new Message.InventoryItem(kind, Samples.ONE))
            .toList();

    assertThat(plain(new Message.Inv(items)))
        .endsWith("1 unknown_104, 1 unknown_105, 49994 more kinds");
  }

  @Test
  void negativeWidthIsRefused() {
    assertThatThrownBy(() -> new EventText(false, -1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("event text: expected a width of 0 (any) or more columns. Found: -1.");
  }
}
