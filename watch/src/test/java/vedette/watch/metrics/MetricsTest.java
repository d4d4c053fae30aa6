package vedette.watch.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static vedette.watch.metrics.Happenings.HASH;
import static vedette.watch.metrics.Happenings.START;
import static vedette.watch.metrics.Happenings.at;
import static vedette.watch.metrics.Happenings.in;
import static vedette.watch.metrics.Happenings.inventory;
import static vedette.watch.metrics.Happenings.nonce;
import static vedette.watch.metrics.Happenings.out;
import static vedette.watch.metrics.Happenings.peer;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import vedette.event.Event;
import vedette.event.MempoolEvent;
import vedette.event.NetEvent;
import vedette.event.P2pMessage;
import vedette.event.P2pMessage.PayloadState;
import vedette.event.ValidationEvent;
import vedette.event.VedetteEvent;
import vedette.poll.Trouble;
import vedette.poll.bitcoind.BitcoindAnswer;
import vedette.wire.Bytes;
import vedette.wire.Decoding;
import vedette.wire.Hash256;
import vedette.wire.Message;
import vedette.wire.MessageDecoder;

/// Vedette's own families say what happened.
class MetricsTest {
  private final Metrics metrics = Metrics.create("test");

  private Scrape scrape() {
    return Scrape.of(metrics.own(""));
  }

  private void fire(Event... events) {
    for (Event event : events) {
      metrics.accept("main", event);
    }
  }

  @Test
  void inventoryIsCountedByKindAndSize() {
    fire(in(0, 1, "inv", inventory(1, 5, 5, 0x40000001L, 0x40000003L)));
    Scrape scrape = scrape();
    String name =
        "vedette_inventory_entries_total{direction=\"inbound\",kind=\"%s\",message=\"inv\",node=\"main\"}";
    assertThat(scrape.series())
        .containsEntry(name.formatted("tx"), 1.0)
        .containsEntry(name.formatted("wtx"), 2.0)
        .containsEntry(name.formatted("witness_tx"), 1.0)
        .containsEntry(name.formatted("other"), 1.0)
        .containsEntry("vedette_inv_size_sum{direction=\"inbound\",node=\"main\"}", 5.0);
  }

  @Test
  void askingByTxidIsAskingForParentsOfOrphans() {
    fire(
        out(0, 1, "getdata", inventory(5, 0x40000001L, 0x40000001L, 0x40000002L)),
        in(0, 1, "getdata", inventory(0x40000001L)));
    assertThat(scrape().at("vedette_orphan_parent_requests_total{node=\"main\"}")).isEqualTo(2);
  }

  @Test
  void whatIsCutOffIsCountedAsUnread() {
    byte[] whole = inventory(1, 1, 1, 1);
    fire(
        new NetEvent.InboundMessage(
            at(0),
            peer(1, "inbound", ""),
            new P2pMessage("inv", whole.length, Bytes.wrap(whole).slice(0, 80), PayloadState.CUT)));
    assertThat(scrape().series())
        .containsEntry(
            "vedette_inventory_entries_total{direction=\"inbound\",kind=\"tx\",message=\"inv\",node=\"main\"}",
            2.0)
        .containsEntry(
            "vedette_inventory_entries_total{direction=\"inbound\",kind=\"unread\",message=\"inv\",node=\"main\"}",
            2.0)
        .containsEntry(
            "vedette_messages_unread_total{message=\"inv\",node=\"main\",reason=\"cut\"}", 1.0);
  }

  @Test
  void aCountThatDoesNotFitTheMessageIsMalformedAndMeasuresNothing() {
    fire(in(0, 1, "inv", new byte[] {(byte) 0xfe, 1, 2, 3, 4}));
    assertThat(scrape().series())
        .containsEntry(
            "vedette_messages_unread_total{message=\"inv\",node=\"main\",reason=\"malformed\"}",
            1.0)
        .doesNotContainKey("vedette_inv_size_count{direction=\"inbound\",node=\"main\"}");
  }

  @Test
  void addressesAreCountedByNetworkAndAge() {
    ByteBuffer v1 = ByteBuffer.allocate(1 + 2 * 30).order(ByteOrder.LITTLE_ENDIAN).put((byte) 2);
    v1.putInt((int) START - 100)
        .putLong(1)
        .put(Happenings.hex("00000000000000000000ffff c0000201"));
    v1.putShort((short) 1)
        .putInt((int) START + 500)
        .putLong(1)
        .put(new byte[16])
        .putShort((short) 1);
    ByteBuffer v2 = ByteBuffer.allocate(200).order(ByteOrder.LITTLE_ENDIAN).put((byte) 2);
    v2.putInt((int) START - 10).put((byte) 9).put((byte) 4).put((byte) 32).put(new byte[34]);
    v2.putInt((int) START - 10).put(new byte[] {(byte) 0xfd, 9, 4, 42, 3, 1, 2, 3, 0, 0});
    fire(
        in(0, 1, "addr", v1.array()), in(0, 1, "addrv2", Arrays.copyOf(v2.array(), v2.position())));
    Scrape scrape = scrape();
    String of = "{direction=\"inbound\",%s,node=\"main\"}";
    assertThat(scrape.series())
        .containsEntry(
            "vedette_addresses_total{direction=\"inbound\",network=\"ipv4\",node=\"main\"}", 1.0)
        .containsEntry(
            "vedette_addresses_total{direction=\"inbound\",network=\"ipv6\",node=\"main\"}", 1.0)
        .containsEntry(
            "vedette_addresses_total{direction=\"inbound\",network=\"torv3\",node=\"main\"}", 1.0)
        .containsEntry(
            "vedette_addresses_total{direction=\"inbound\",network=\"other\",node=\"main\"}", 1.0)
        .containsEntry("vedette_addr_size_sum" + of.formatted("message=\"addrv2\""), 2.0)
        .containsEntry(
            "vedette_addr_timestamp_offset_seconds_sum" + of.formatted("message=\"addr\""), 100.0)
        .containsEntry(
            "vedette_addr_timestamp_offset_seconds_count" + of.formatted("message=\"addr\""), 2.0);
  }

  @Test
  void pingIsTheTimeToThePongWithTheSameNonceOfTheSamePeer() {
    fire(
        out(1, 7, "ping", nonce(-5)),
        in(1.2, 8, "pong", nonce(-5)),
        in(1.25, 7, "pong", nonce(4)),
        in(1.5, 7, "pong", nonce(-5)),
        in(1.6, 7, "pong", nonce(-5)),
        in(2, 7, "ping", new byte[0]));
    Scrape scrape = scrape();
    assertThat(scrape.at("vedette_ping_seconds_count{node=\"main\"}")).isEqualTo(1);
    assertThat(scrape.at("vedette_ping_seconds_sum{node=\"main\"}")).isCloseTo(0.5, within(1e-6));
    assertThat(scrape.at("vedette_pongs_stray_total{node=\"main\"}")).isEqualTo(3);
    assertThat(scrape.at("vedette_pings_without_nonce_total{node=\"main\"}")).isEqualTo(1);
  }

  @Test
  void aCompactBlockIsAHitARoundTripOrAWholeBlock() {
    byte[] hit = header(1);
    byte[] asked = header(2);
    byte[] whole = header(3);
    fire(in(0, 1, "cmpctblock", hit), in(0, 1, "cmpctblock", asked), in(0, 2, "cmpctblock", whole));
    byte[] request =
        ByteBuffer.allocate(35).put(hash(asked).toWire()).put(new byte[] {2, 0, 5}).array();
    fire(out(1, 1, "getblocktxn", request));
    fire(in(1.25, 1, "blocktxn", ByteBuffer.allocate(33).put(hash(asked).toWire()).array()));
    fire(in(1.3, 2, "block", whole));
    for (byte[] block : List.of(hit, asked, whole, header(4))) {
      fire(new ValidationEvent.BlockConnected(at(2), hash(block), 1, 1, 1, 1, 1_000_000));
    }
    Scrape scrape = scrape();
    for (String result : List.of("hit", "round_trip", "full_block")) {
      assertThat(
              scrape.at(
                  "vedette_compact_block_reconstructions_total{node=\"main\",result=\"%s\"}"
                      .formatted(result)))
          .isEqualTo(1);
    }
    assertThat(scrape.at("vedette_compact_block_round_trip_seconds_sum{node=\"main\"}"))
        .isCloseTo(0.25, within(1e-6));
    assertThat(
            scrape.at(
                "vedette_compact_block_requested_transactions_sum{direction=\"outbound\",node=\"main\"}"))
        .isEqualTo(2);
    assertThat(scrape.at("vedette_block_connect_seconds_count{node=\"main\"}")).isEqualTo(4);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/Satoshi:31.0.0/|bitcoin-core",
        "/Satoshi:27.1.0/Knots:20240801/|bitcoin-knots",
        "/btcwire:0.5.0/btcd:0.24.2/|btcd",
        "/hello/|other",
        "''|none"
      })
  void softwareIsFoldedIntoKnownPrograms(String agent, String client) {
    fire(in(0, 1, "version", Happenings.version(agent)));
    assertThat(
            scrape()
                .at(
                    "vedette_versions_total{client=\"%s\",direction=\"inbound\",node=\"main\"}"
                        .formatted(client)))
        .isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "dust|dust",
        "insufficient fee (including sibling eviction)|insufficient fee",
        "mempool-script-verify-flag-failed (Operation not valid, n=1)|mempool-script-verify-flag-failed",
        "min relay fee not met, 10 < 20|min relay fee not met",
        "news from the future|other",
        "''|none given"
      })
  void refusalsAreFoldedIntoCoresReasons(String text, String reason) {
    fire(new MempoolEvent.Rejected(at(0), HASH, text));
    assertThat(
            scrape()
                .at(
                    "vedette_mempool_rejected_total{node=\"main\",reason=\"%s\"}"
                        .formatted(reason)))
        .isEqualTo(1);
  }

  @Test
  void misbehaviourIsFoldedWithoutThePeersNumber() {
    fire(
        new NetEvent.MisbehavingConnection(at(0), peer(1, "", ""), "inv message size = 50001"),
        new NetEvent.MisbehavingConnection(at(0), peer(1, "", ""), "inv message size = 99999"));
    assertThat(scrape().at("vedette_misbehaving_total{node=\"main\",reason=\"inv message size\"}"))
        .isEqualTo(2);
  }

  @Test
  void lossesAreThereFromTheStartAndCounted() {
    fire(in(0, 1, "verack", new byte[0]));
    String lost =
        "vedette_losses_total{event=\"net:inbound_message\",kind=\"event\",node=\"main\"}";
    assertThat(scrape().at(lost)).isZero();
    fire(
        new VedetteEvent.Loss(
            at(1), List.of(new VedetteEvent.Loss.Count("net:inbound_message", 3, 2, 0, 0))));
    assertThat(scrape().at(lost)).isEqualTo(3);
    assertThat(
            scrape()
                .at(
                    "vedette_losses_total{event=\"net:inbound_message\",kind=\"payload\",node=\"main\"}"))
        .isEqualTo(2);
  }

  @Test
  void whatTheNodeDoesNotTellIsAbsentAndWhatItToldEndsWithIt() {
    Answers.all("main", 0).forEach(metrics::accept);
    metrics.accept(Answers.failed("main", "getpeerinfo", Trouble.TIMEOUT));
    assertThat(scrape().series())
        .containsEntry("vedette_chain_blocks{node=\"main\"}", 900_000.0)
        .containsEntry(
            "vedette_polls_total{call=\"getpeerinfo\",node=\"main\",outcome=\"no answer in time\"}",
            1.0)
        .doesNotContainKey("vedette_chain_prune_height{node=\"main\"}")
        .doesNotContainKey("vedette_peers_inv_backlog{node=\"main\"}");
    metrics.gone("main");
    assertThat(scrape().series())
        .doesNotContainKey("vedette_chain_blocks{node=\"main\"}")
        .containsEntry(
            "vedette_polls_total{call=\"getpeerinfo\",node=\"main\",outcome=\"no answer in time\"}",
            1.0);
  }

  @Test
  void bytesOfTheNodeGoOnOverItsRestart() {
    for (long total : new long[] {1_000, 1_500, 200}) {
      metrics.accept(
          Answers.answered(
              "main",
              "getnettotals",
              new BitcoindAnswer.NetTotals(total, 0, OptionalLong.empty(), OptionalLong.empty())));
    }
    assertThat(scrape().at("vedette_net_bytes_total{direction=\"inbound\",node=\"main\"}"))
        .isEqualTo(1_700);
  }

  @Test
  void placesOfPeersAreSubnetsAndSystems() {
    Answers.all("main", 0).forEach(metrics::accept);
    String name = "vedette_peer_places{direction=\"%s\",node=\"main\",place=\"%s\"}";
    assertThat(scrape().series())
        .containsEntry(name.formatted("outbound", "subnet"), 2.0)
        .containsEntry(name.formatted("outbound", "autonomous_system"), 2.0)
        .containsEntry(
            "vedette_peer_place_largest{direction=\"outbound\",node=\"main\",place=\"subnet\"}",
            2.0)
        .doesNotContainKey(name.formatted("inbound", "autonomous_system"))
        .containsEntry("vedette_peers_ping_median_seconds{node=\"main\"}", 0.3);
  }

  @ParameterizedTest
  @CsvSource({
    "192.0.2.1:8333,192.0",
    "'[2001:db8::1]:8333',2001:db8",
    "'[2001::1]:8333',2001:0",
    "'[::1]:8333',0:0",
    "300.1.2.3.4:1,",
    "example.org:8333,",
    "abcdef.onion:8333,",
    "'[2001:db8::1',"
  })
  void subnetsAreThoseOfCoreWithoutAsmap(String address, String subnet) {
    assertThat(Subnets.of(address)).isEqualTo(Optional.ofNullable(subnet));
  }

  @Test
  void itSpeaksOpenMetricsToThoseWhoAskForIt() {
    assertThat(metrics.own("application/openmetrics-text;version=1.0.0").contentType())
        .startsWith("application/openmetrics-text");
    assertThat(metrics.own("text/html").contentType()).startsWith("text/plain; version=0.0.4");
    fire(in(0, 1, "ping", nonce(1)));
    assertThat(Scrape.of(metrics.own("")).text())
        .contains("vedette_build_info{version=\"test\"} 1");
  }

  private static byte[] header(int nonce) {
    return ByteBuffer.allocate(90).putInt(0, nonce).array();
  }

  /// The hash as the decoder finds it.
  private static Hash256 hash(byte[] header) {
    return switch (MessageDecoder.decode("block", Bytes.wrap(header).slice(0, 81))) {
      case Decoding.Decoded(Message.Block block, _, _) -> block.header().hash();
      default -> throw new AssertionError("no block");
    };
  }
}
