package vedette.event.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import vedette.event.CoinSelectionEvent;
import vedette.event.Event;
import vedette.event.MempoolEvent;
import vedette.event.NetEvent;
import vedette.event.NodeId;
import vedette.event.Origin;
import vedette.event.P2pMessage;
import vedette.event.P2pMessage.PayloadState;
import vedette.event.Peer;
import vedette.event.ProbeEvent;
import vedette.event.UtxoCacheEvent;
import vedette.event.ValidationEvent;
import vedette.event.VedetteEvent;
import vedette.wire.Bytes;
import vedette.wire.Message;
import vedette.wire.NetworkAddress;

class BitcointapJsonTest {
  /// `Samples.WIRE_ORDER` as an array.
  private static final String H =
      "[0,1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20,21,22,23,24,25,26,27,28,29,30,31]";

  private static final Origin ORIGIN =
      new Origin(1_747_158_557_000_001_999L, 3, new NodeId(1, "bitcoind"));
  private static final String HEAD =
      "{\"timestamp\":1747158557,\"timestamp_subsec_micros\":1,\"event\":";
  private static final Peer PEER = new Peer(9, "192.0.2.9:50312", "inbound", "ipv4");
  private static final String CONN =
      "\"conn\":{\"peer_id\":9,\"addr\":\"192.0.2.9:50312\",\"conn_type\":1,\"network\":1}";

  private static String line(Event event) {
    return line(event, P2pMessage::decode);
  }

  private static String line(Event event, MessageDecoding decoding) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (BitcointapJson json = new BitcointapJson(out, decoding)) {
      boolean written = json.write(event);
      assertThat(written).isEqualTo(out.size() > 0);
    } catch (IOException impossible) {
      throw new AssertionError(impossible);
    }
    return out.toString(StandardCharsets.UTF_8);
  }

  /// The `msg` member's value.
  private static String msg(Message message) {
    String line = line(Samples.carrying(message), Samples.decoding(message));
    return line.substring(line.indexOf("\"msg\":") + 6, line.length() - 4);
  }

  @Test
  void inventoryIsWrittenAsBitcointapWritesIt() {
    Event event =
        new NetEvent.InboundMessage(
            ORIGIN,
            new Peer(7, "192.0.2.7:8333", "outbound-full-relay", ""),
            new P2pMessage("inv", 37, Bytes.EMPTY, PayloadState.WHOLE));
    Message inv = new Message.Inv(List.of(new Message.InventoryItem(5, Samples.WIRE_ORDER)));

    assertThat(line(event, Samples.decoding(inv)))
        .isEqualTo(
            HEAD
                + "{\"Msg\":{\"meta\":{\"peer_id\":7,\"addr\":\"192.0.2.7:8333\",\"conn_type\":2,"
                + "\"command\":\"inv\",\"inbound\":true,\"size\":37},"
                + "\"msg\":{\"Inv\":{\"items\":[{\"item\":{\"Wtx\":"
                + H
                + "}}]}}}}}\n");
  }

  @Test
  void connectionsAreWrittenAsBitcointapWritesThem() {
    assertThat(line(new NetEvent.InboundConnection(ORIGIN, PEER, 12)))
        .isEqualTo(
            HEAD
                + "{\"Conn\":{\"event\":{\"Inbound\":{"
                + CONN
                + ",\"existing_connections\":12}}}}}\n");
    assertThat(line(new NetEvent.OutboundConnection(ORIGIN, PEER, 10)))
        .isEqualTo(
            HEAD
                + "{\"Conn\":{\"event\":{\"Outbound\":{"
                + CONN
                + ",\"existing_connections\":10}}}}}\n");
    assertThat(line(new NetEvent.ClosedConnection(ORIGIN, PEER, 1_747_150_000)))
        .isEqualTo(
            HEAD
                + "{\"Conn\":{\"event\":{\"Closed\":{"
                + CONN
                + ",\"time_established\":1747150000}}}}}\n");
    assertThat(line(new NetEvent.EvictedInboundConnection(ORIGIN, PEER, 1_747_150_000)))
        .isEqualTo(
            HEAD
                + "{\"Conn\":{\"event\":{\"InboundEvicted\":{"
                + CONN
                + ",\"time_established\":1747150000}}}}}\n");
    assertThat(
            line(
                new NetEvent.MisbehavingConnection(
                    ORIGIN, new Peer(9, "", "", ""), "headers message size = 2001")))
        .isEqualTo(
            HEAD
                + "{\"Conn\":{\"event\":{\"Misbehaving\":{\"id\":9,\"score_before\":0,"
                + "\"score_increase\":0,\"xmessage\":\"headers message size = 2001\","
                + "\"threshold_exceeded\":false}}}}}\n");
  }

  @Test
  void mempoolIsWrittenAsBitcointapWritesIt() {
    assertThat(line(new MempoolEvent.Added(ORIGIN, Samples.WIRE_ORDER, 141, 1410)))
        .isEqualTo(
            HEAD
                + "{\"Mempool\":{\"event\":{\"Added\":{\"txid\":"
                + H
                + ",\"vsize\":141,\"fee\":1410}}}}}\n");
    assertThat(
            line(
                new MempoolEvent.Removed(
                    ORIGIN, Samples.WIRE_ORDER, "block", 141, 1410, 1_747_158_000)))
        .isEqualTo(
            HEAD
                + "{\"Mempool\":{\"event\":{\"Removed\":{\"txid\":"
                + H
                + ",\"reason\":\"block\",\"vsize\":141,\"fee\":1410,\"entry_time\":1747158000}}}}}\n");
    assertThat(line(new MempoolEvent.Rejected(ORIGIN, Samples.WIRE_ORDER, "min relay fee not met")))
        .isEqualTo(
            HEAD
                + "{\"Mempool\":{\"event\":{\"Rejected\":{\"txid\":"
                + H
                + ",\"reason\":\"min relay fee not met\"}}}}}\n");
    assertThat(
            line(
                new MempoolEvent.Replaced(
                    ORIGIN,
                    Samples.WIRE_ORDER,
                    141,
                    1410,
                    1_747_158_000,
                    Samples.WIRE_ORDER,
                    141,
                    2820,
                    true)))
        .isEqualTo(
            HEAD
                + "{\"Mempool\":{\"event\":{\"Replaced\":{\"replaced_txid\":"
                + H
                + ",\"replaced_vsize\":141,\"replaced_fee\":1410,"
                + "\"replaced_entry_time\":1747158000,\"replacement_txid\":"
                + H
                + ",\"replacement_vsize\":141,\"replacement_fee\":2820}}}}}\n");
  }

  @Test
  void connectedBlockIsWrittenAsBitcointapWritesIt() {
    assertThat(
            line(
                new ValidationEvent.BlockConnected(
                    ORIGIN, Samples.WIRE_ORDER, 897_000, 3120, 7011, 22_000, 184_000_000)))
        .isEqualTo(
            HEAD
                + "{\"Validation\":{\"event\":{\"BlockConnected\":{\"hash\":"
                + H
                + ",\"height\":897000,\"transactions\":3120,\"inputs\":7011,\"sigops\":22000,"
                + "\"connection_time\":184000000}}}}}\n");
  }

  @Test
  void everyMessageHasItsVariant() throws IOException {
    List<String> lines = new ArrayList<>();
    for (Message message : Samples.messages()) {
      lines.add(line(Samples.carrying(message), Samples.decoding(message)).strip());
    }
    try (InputStream in =
        Objects.requireNonNull(getClass().getResourceAsStream("bitcointap.ndjson"))) {
      assertThat(lines)
          .containsExactlyElementsOf(
              new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList());
    }
  }

  @Test
  void eventsThatBitcointapDoesNotHaveAreSkipped() {
    assertThat(Samples.events())
        .filteredOn(event ->
            switch (event) {
              case UtxoCacheEvent _, CoinSelectionEvent _, ProbeEvent _, VedetteEvent _ -> true;
              case NetEvent _, MempoolEvent _, ValidationEvent _ -> false;
            })
        .isNotEmpty()
        .allSatisfy(event -> assertThat(line(event)).isEmpty());
  }

  @Test
  void undecodableMessageKeepsItsBytes() {
    assertThat(
            line(
                Samples.inbound(
                    new P2pMessage("x\"y", 2, Bytes.parse("00ff"), PayloadState.WHOLE))))
        .contains("\"command\":\"x\\\"y\",\"inbound\":true,\"size\":2}")
        .endsWith("\"msg\":{\"Unknown\":{\"command\":\"x\\\"y\",\"payload\":[0,255]}}}}}\n");
  }

  @Test
  void emptyAddrv2HasItsOwnVariant() {
    assertThat(line(Samples.inbound(new P2pMessage("addrv2", 0, Bytes.EMPTY, PayloadState.WHOLE))))
        .endsWith("\"msg\":{\"Emptyaddrv2\":true}}}}\n");
  }

  @Test
  void directionStandsInTheMetadata() {
    assertThat(line(Samples.outbound(new Message.Verack())))
        .contains("\"command\":\"verack\",\"inbound\":false,\"size\":37}");
  }

  @Test
  void onionNameLacksChecksumAsInBitcointap() {
    Bytes key = Bytes.parse("00".repeat(31) + "ff");

    assertThat(msg(addrv2(NetworkAddress.Network.TORV3, key)))
        .contains("\"address\":{\"Torv3\":\"" + "a".repeat(49) + "d7q.onion\"}");
  }

  @Test
  void addressesOfEachNetworkHaveTheirOwnKey() {
    assertThat(
            msg(
                addrv2(
                    NetworkAddress.Network.IPV6, Bytes.parse("20010db8" + "00".repeat(11) + "09"))))
        .contains("{\"Ipv6\":\"2001:db8::9\"}");
    assertThat(msg(addrv2(NetworkAddress.Network.TORV2, Bytes.parse("00".repeat(10)))))
        .contains("{\"Torv2\":\"aaaaaaaaaaaaaaaa.onion\"}");
    assertThat(msg(addrv2(NetworkAddress.Network.I2P, Bytes.parse("00".repeat(32)))))
        .contains("{\"I2p\":\"" + "a".repeat(52) + ".b32.i2p\"}");
    assertThat(
            msg(addrv2(NetworkAddress.Network.CJDNS, Bytes.parse("fc" + "00".repeat(14) + "01"))))
        .contains("{\"Cjdns\":\"fc00::1\"}");
    assertThat(msg(addrv2(NetworkAddress.Network.IPV4, Bytes.parse("01"))))
        .contains("{\"Unknown\":{\"id\":1,\"address\":[1]}}");
  }

  private static Message addrv2(NetworkAddress.Network network, Bytes address) {
    return new Message.AddrV2(
        List.of(new Message.TimedAddress(1, 1, new NetworkAddress(network, address, 1))));
  }

  @Test
  void unspecifiedAddressOfVersionIsShownAsIpv4() {
    NetworkAddress any =
        new NetworkAddress(NetworkAddress.Network.IPV6, Bytes.parse("00".repeat(16)), 0);
    Message version =
        new Message.Version(
            70016,
            0,
            0,
            new Message.ServiceAddress(0, any),
            Optional.of(new Message.ServiceAddress(0, any)),
            OptionalLong.of(0),
            Optional.of(Bytes.EMPTY),
            OptionalInt.of(0),
            Optional.of(false));

    assertThat(msg(version)).contains("\"address\":{\"Ipv4\":\"0.0.0.0\"}");
  }

  @ParameterizedTest
  @CsvSource({
    "inbound,1",
    "outbound-full-relay,2",
    "block-relay-only,3",
    "feeler,4",
    "manual,0",
    "addr-fetch,0",
    "private-broadcast,0",
    "'',0"
  })
  void connectionTypesAreNumbers(String word, int number) {
    assertThat(line(new NetEvent.InboundConnection(ORIGIN, new Peer(1, "a", word, ""), 1)))
        .contains("\"conn_type\":" + number + ",");
  }

  @ParameterizedTest
  @CsvSource({
    "unroutable,0",
    "ipv4,1",
    "ipv6,2",
    "onion,3",
    "i2p,4",
    "cjdns,5",
    "internal,6",
    "unknown_77,77",
    "unknown_x,0",
    "'',0"
  })
  void networksAreNumbers(String word, int number) {
    assertThat(line(new NetEvent.InboundConnection(ORIGIN, new Peer(1, "a", "", word), 1)))
        .contains("\"network\":" + number + "}");
  }
}
