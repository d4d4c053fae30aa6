package vedette.event.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;
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
import vedette.wire.Bytes;
import vedette.wire.Message;

class EventJsonTest {
  private static final String HEAD =
      "{\"time\":\"2026-11-21T03:41:24.000000001Z\",\"sequence\":42,"
          + "\"node\":{\"pid\":4711,\"name\":\"bitcoind\"},";

  private static List<String> expected(String resource) throws IOException {
    try (InputStream in =
        Objects.requireNonNull(EventJsonTest.class.getResourceAsStream(resource), resource)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
    }
  }

  @Test
  void everyEventIsWrittenAsTheContractSays() throws IOException {
    List<String> lines = Samples.events().stream().map(event -> Lines.of(event).strip()).toList();

    assertThat(lines).containsExactlyElementsOf(expected("events.ndjson"));
  }

  @Test
  void everyMessageIsWrittenAsTheContractSays() throws IOException {
    List<String> lines = new ArrayList<>();
    for (Message message : Samples.messages()) {
      lines.add(Lines.messageOf(Lines.of(message)));
    }

    assertThat(lines).containsExactlyElementsOf(expected("messages.ndjson"));
  }

  @Test
  void messageStandsBehindItsPeer() {
    assertThat(Lines.of(new Message.Pong(5)))
        .isEqualTo(
            HEAD
                + "\"event\":\"net:inbound_message\",\"peer\":{\"id\":7,"
                + "\"address\":\"192.0.2.7:8333\",\"connection\":\"outbound-full-relay\"},"
                + "\"message\":{\"type\":\"pong\",\"size\":37,\"nonce\":\"5\"}}\n");
  }

  @Test
  void whatIsNotKnownIsLeftOut() {
    Origin nowhere = new Origin(0, 1, NodeId.UNKNOWN);
    Peer nobody = new Peer(Peer.UNKNOWN_ID, "", "", "");

    assertThat(Lines.of(new NetEvent.ClosedConnection(nowhere, nobody, 5)))
        .isEqualTo(
            "{\"time\":\"1970-01-01T00:00:00.000000000Z\",\"sequence\":1,"
                + "\"event\":\"net:closed_connection\",\"established\":5}\n");
    assertThat(Lines.of(new NetEvent.MisbehavingConnection(nowhere, nobody, "")))
        .endsWith("\"event\":\"net:misbehaving_connection\"}\n");
    assertThat(Lines.of(new NetEvent.ClosedConnection(nowhere, new Peer(-1, "a:1", "", "ipv4"), 5)))
        .contains(",\"peer\":{\"address\":\"a:1\",\"network\":\"ipv4\"},");
    assertThat(Lines.of(new VedetteEvent.Flushed(new Origin(0, 1, new NodeId(5, "")))))
        .contains(",\"node\":{\"pid\":5},");
    assertThat(Lines.of(new VedetteEvent.Flushed(new Origin(0, 1, new NodeId(0, "x")))))
        .contains(",\"node\":{\"name\":\"x\"},");
    assertThat(Lines.of(new MempoolEvent.Removed(nowhere, Samples.ONE, "", 1, 2, 3)))
        .doesNotContain("reason");
    assertThat(Lines.of(new UtxoCacheEvent.Flush(nowhere, 1, "", 2, 3, true)))
        .doesNotContain("mode");
  }

  @Test
  void peerZeroIsKnown() {
    assertThat(
            Lines.of(
                new NetEvent.MisbehavingConnection(Samples.ORIGIN, new Peer(0, "", "", ""), "r")))
        .contains("\"peer\":{\"id\":0}");
  }

  @Test
  void timesBeforeTheEpochAndAtBothEndsAreWritten() {
    assertThat(Lines.of(at(-1))).contains("\"1969-12-31T23:59:59.999999999Z\"");
    assertThat(Lines.of(at(Long.MAX_VALUE))).contains("\"2262-04-11T23:47:16.854775807Z\"");
    assertThat(Lines.of(at(Long.MIN_VALUE))).contains("\"1677-09-21T00:12:43.145224192Z\"");
  }

  private static Event at(long nanos) {
    return new VedetteEvent.Flushed(new Origin(nanos, 1, NodeId.UNKNOWN));
  }

  @Test
  void countsAreReadAsUnsigned() {
    assertThat(Lines.of(new UtxoCacheEvent.Flush(Samples.ORIGIN, -1, "none", -1, -2, false)))
        .contains("\"duration_us\":-1,")
        .contains("\"coins\":18446744073709551615,\"memory\":18446744073709551614,");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "\"},\"x\":{\"",
        "\\",
        "\n{}",
        "\u0000\u0001\u001f",
        "\u001b[2J\u007f\u009b31m",
        "\u2028\u2029\u202e\ufeff",
        "Grüße 世界 \ud83d\ude00"
      })
  void hostileTextComesBackAsItWas(String hostile) {
    String line =
        Lines.of(Samples.inbound(new P2pMessage(hostile, 0, Bytes.EMPTY, PayloadState.WHOLE)));

    assertThat(line.lines()).hasSize(1);
    assertThat(line.chars().filter(c -> c != '\n'))
        .noneMatch(c -> c < ' ' || (c >= 0x7f && c <= 0x9f))
        .noneMatch(c -> (c >= 0x2028 && c <= 0x202e) || c == 0xfeff);
    assertThat(strings(line)).contains(hostile);
  }

  @Test
  void halfSurrogatesBecomeReplacementCharacters() {
    String line =
        Lines.of(
            Samples.inbound(
                new P2pMessage("a\ud800b\udc00\ud83d\ude00", 0, Bytes.EMPTY, PayloadState.WHOLE)));

    assertThat(strings(line)).contains("a\ufffdb\ufffd\ud83d\ude00");
  }

  /// Every string and number of a line, read by a parser.
  private static List<String> strings(String line) {
    List<String> all = new ArrayList<>();
    try (JsonParser parser = new JsonFactory().createParser(ObjectReadContext.empty(), line)) {
      while (parser.nextToken() != null) {
        if (parser.currentToken().isScalarValue()) {
          all.add(parser.getString());
        }
      }
    }
    return all;
  }

  @Test
  void payloadOfFourMegabytesIsWrittenWholeAndInPlace() {
    byte[] payload = new byte[4_000_000];
    for (int i = 0; i < payload.length; i++) {
      payload[i] = (byte) (i * 31);
    }
    Bytes bytes = Bytes.wrap(payload);
    String line =
        Lines.of(
            Samples.inbound(new P2pMessage("x", payload.length, bytes, PayloadState.WHOLE)),
            new EventJson.Options(false, true),
            P2pMessage::decode);

    assertThat(Lines.messageOf(line))
        .isEqualTo("{\"type\":\"x\",\"size\":4000000,\"payload\":\"" + bytes + "\"}");
  }

  @Test
  void payloadIsAddedOnlyWhereItIs() {
    EventJson.Options options = new EventJson.Options(true, true);

    assertThat(
            Lines.messageOf(
                Lines.of(
                    Samples.carrying(new Message.Pong(5)),
                    options,
                    Samples.decoding(new Message.Pong(5)))))
        .isEqualTo("{\"type\":\"pong\",\"size\":37,\"nonce\":\"5\",\"payload\":\"aabb\"}");
    assertThat(
            Lines.messageOf(
                Lines.of(
                    Samples.inbound(new P2pMessage("tx", 9, Bytes.EMPTY, PayloadState.RING_FULL)),
                    options,
                    P2pMessage::decode)))
        .isEqualTo(
            "{\"type\":\"tx\",\"size\":9,"
                + "\"undecoded\":{\"reason\":\"payload lost, ring buffer full\"}}");
  }

  @Test
  void shortenedPayloadIsToldEvenWithoutDecoding() {
    P2pMessage cut = new P2pMessage("tx", 9, Bytes.parse("01"), PayloadState.CUT);
    P2pMessage notTaken = new P2pMessage("tx", 9, Bytes.EMPTY, PayloadState.NOT_TAKEN);

    assertThat(
            Lines.messageOf(
                Lines.of(Samples.inbound(cut), EventJson.Options.HEADERS_ONLY, never())))
        .isEqualTo(
            "{\"type\":\"tx\",\"size\":9,\"undecoded\":"
                + "{\"reason\":\"payload cut at the configured maximum\",\"payload\":\"01\"}}");
    assertThat(
            Lines.messageOf(
                Lines.of(Samples.inbound(notTaken), EventJson.Options.HEADERS_ONLY, never())))
        .isEqualTo("{\"type\":\"tx\",\"size\":9}");
  }

  private static MessageDecoding never() {
    return _ -> {
      throw new AssertionError("decoding was switched off");
    };
  }

  @Test
  void linesFollowEachOtherAndAreHandedOverWhole() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (EventJson json = new EventJson(out, EventJson.Options.DEFAULT)) {
      StringBuilder expected = new StringBuilder();
      for (Event event : Samples.events()) {
        json.write(event);
        expected.append(Lines.of(event));
        assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo(expected.toString());
      }
    }
  }

  @Test
  void brokenStreamIsAnIoException() {
    OutputStream broken =
        new OutputStream() {
          @Override
          public void write(int b) throws IOException {
            throw new IOException("Broken pipe");
          }
        };
    EventJson json = new EventJson(broken, EventJson.Options.DEFAULT);

    assertThatThrownBy(() -> json.write(Samples.added()))
        .isInstanceOf(IOException.class)
        .hasMessage("Broken pipe");
    assertThatCode(json::close).doesNotThrowAnyException();
  }
}
