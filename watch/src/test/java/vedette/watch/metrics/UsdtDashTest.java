package vedette.watch.metrics;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;
import static vedette.watch.metrics.Happenings.HASH;
import static vedette.watch.metrics.Happenings.START;
import static vedette.watch.metrics.Happenings.at;
import static vedette.watch.metrics.Happenings.closed;
import static vedette.watch.metrics.Happenings.in;
import static vedette.watch.metrics.Happenings.opened;
import static vedette.watch.metrics.Happenings.out;
import static vedette.watch.metrics.Happenings.peer;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import vedette.event.MempoolEvent;
import vedette.event.NetEvent;
import vedette.event.NodeId;
import vedette.event.Origin;
import vedette.event.UtxoCacheEvent;
import vedette.event.UtxoCacheEvent.Coin;
import vedette.event.ValidationEvent;
import vedette.event.VedetteEvent;

/// Who replaces usdt-dash's exporters by Vedette changes nothing else.
class UsdtDashTest {
  private static final Map<String, String> TYPES =
      Map.ofEntries(
          entry("bitcoind_mempool_added_total", "counter"),
          entry("bitcoind_mempool_added_fees_satoshis_total", "counter"),
          entry("bitcoind_mempool_added_vbytes_total", "counter"),
          entry("bitcoind_mempool_removed_total", "counter"),
          entry("bitcoind_mempool_replaced_total", "counter"),
          entry("bitcoind_mempool_rejected_total", "counter"),
          entry("bitcoind_p2p_messages_total", "counter"),
          entry("bitcoind_p2p_bytes_total", "counter"),
          entry("bitcoind_connections_inbound", "gauge"),
          entry("bitcoind_connections_outbound", "gauge"),
          entry("bitcoind_connections_opened_total", "counter"),
          entry("bitcoind_connections_closed_total", "counter"),
          entry("bitcoind_connections_evicted_total", "counter"),
          entry("bitcoind_connections_misbehaving_total", "counter"),
          entry("bitcoind_block_height", "gauge"),
          entry("bitcoind_block_connected_seconds", "gauge"),
          entry("bitcoind_block_transactions", "gauge"),
          entry("bitcoind_block_sigops", "gauge"),
          entry("bitcoind_block_inputs", "gauge"),
          entry("bitcoind_utxocache_flush_duration_seconds", "summary"),
          entry("bitcoind_utxocache_flush_coins", "gauge"),
          entry("bitcoind_utxocache_flush_memory_bytes", "gauge"),
          entry("bitcoind_utxocache_coins_added_total", "counter"),
          entry("bitcoind_utxocache_coins_spent_total", "counter"),
          entry("bitcoind_utxocache_coins_uncached_total", "counter"));

  private static final List<String> LABELLED =
      List.of(
          "bitcoind_mempool_removed_total",
          "bitcoind_p2p_messages_total",
          "bitcoind_p2p_bytes_total",
          "bitcoind_connections_opened_total",
          "bitcoind_connections_closed_total");

  private static final Coin COIN = new Coin(HASH, 0, 1, 5_000, false);

  private final Metrics metrics = Metrics.create("test");

  @Test
  void everyFamilyWithoutLabelsIsThereFromTheStartAtZero() {
    Scrape scrape = Scrape.of(metrics.usdtDash());
    assertThat(scrape.series().values()).containsOnly(0.0);
    assertThat(scrape.types())
        .containsExactlyInAnyOrderEntriesOf(
            TYPES.entrySet().stream()
                .filter(family -> !LABELLED.contains(family.getKey()))
                .collect(
                    java.util.stream.Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
    assertThat(scrape.series())
        .hasSize(21)
        .containsKeys(
            "bitcoind_utxocache_flush_duration_seconds_sum",
            "bitcoind_utxocache_flush_duration_seconds_count");
  }

  @Test
  void the25FamiliesHaveTheNamesTypesAndLabelsOfUsdtDash() {
    fireEverything();
    Scrape scrape = Scrape.of(metrics.usdtDash());
    assertThat(scrape.types()).containsExactlyInAnyOrderEntriesOf(TYPES);
    assertThat(scrape.series())
        .containsOnlyKeys(
            "bitcoind_mempool_added_total",
            "bitcoind_mempool_added_fees_satoshis_total",
            "bitcoind_mempool_added_vbytes_total",
            "bitcoind_mempool_removed_total{reason=\"sizelimit\"}",
            "bitcoind_mempool_replaced_total",
            "bitcoind_mempool_rejected_total",
            "bitcoind_p2p_messages_total{direction=\"inbound\",msg_type=\"ping\"}",
            "bitcoind_p2p_messages_total{direction=\"outbound\",msg_type=\"pong\"}",
            "bitcoind_p2p_bytes_total{direction=\"inbound\",msg_type=\"ping\"}",
            "bitcoind_p2p_bytes_total{direction=\"outbound\",msg_type=\"pong\"}",
            "bitcoind_connections_inbound",
            "bitcoind_connections_outbound",
            "bitcoind_connections_opened_total{direction=\"inbound\",network=\"onion\"}",
            "bitcoind_connections_opened_total{direction=\"outbound\",network=\"ipv4\"}",
            "bitcoind_connections_closed_total{network=\"ipv4\"}",
            "bitcoind_connections_evicted_total",
            "bitcoind_connections_misbehaving_total",
            "bitcoind_block_height",
            "bitcoind_block_connected_seconds",
            "bitcoind_block_transactions",
            "bitcoind_block_sigops",
            "bitcoind_block_inputs",
            "bitcoind_utxocache_flush_duration_seconds_sum",
            "bitcoind_utxocache_flush_duration_seconds_count",
            "bitcoind_utxocache_flush_coins",
            "bitcoind_utxocache_flush_memory_bytes",
            "bitcoind_utxocache_coins_added_total",
            "bitcoind_utxocache_coins_spent_total",
            "bitcoind_utxocache_coins_uncached_total");
  }

  @Test
  void valuesAreRightAlsoWhereUsdtDashHasNone() {
    fireEverything();
    Scrape scrape = Scrape.of(metrics.usdtDash());
    assertThat(scrape.at("bitcoind_mempool_added_fees_satoshis_total")).isEqualTo(1_410);
    assertThat(scrape.at("bitcoind_mempool_added_vbytes_total")).isEqualTo(141);
    assertThat(scrape.at("bitcoind_block_inputs")).isEqualTo(7_011);
    assertThat(scrape.at("bitcoind_block_height")).isEqualTo(897_000);
    assertThat(scrape.at("bitcoind_block_transactions")).isEqualTo(3_120);
    assertThat(scrape.at("bitcoind_block_sigops")).isEqualTo(22_000);
    assertThat(scrape.at("bitcoind_block_connected_seconds")).isEqualTo(0.184);
    assertThat(scrape.at("bitcoind_utxocache_flush_duration_seconds_sum")).isEqualTo(0.25);
    assertThat(scrape.at("bitcoind_utxocache_flush_memory_bytes")).isEqualTo(77);
    assertThat(scrape.at("bitcoind_p2p_bytes_total{direction=\"inbound\",msg_type=\"ping\"}"))
        .isEqualTo(8);
  }

  @Test
  void aTypeThatNobodyKnowsAndTheEmptyOneAreOther() {
    for (String type : List.of("", "evil\"\\\n", "PING", "ping ")) {
      metrics.accept("main", in(0, 1, type, new byte[3]));
    }
    assertThat(Scrape.of(metrics.usdtDash()).series())
        .containsEntry("bitcoind_p2p_messages_total{direction=\"inbound\",msg_type=\"other\"}", 4.0)
        .containsEntry("bitcoind_p2p_bytes_total{direction=\"inbound\",msg_type=\"other\"}", 12.0);
  }

  @Test
  void connectionGaugesFollowClosingsAndAreSetRightByRpc() {
    metrics.accept("main", opened(1, "inbound", "ipv4", 5));
    metrics.accept("main", opened(2, "manual", "ipv4", 3));
    metrics.accept("main", closed(1, "inbound", "ipv4", 10));
    metrics.accept("main", closed(2, "manual", "ipv4", 10));
    metrics.accept("main", evicted());
    assertThat(gauges()).containsExactly(4.0, 2.0);
    metrics.accept(Answers.answered("main", "getnetworkinfo", Answers.network(12, 10)));
    assertThat(gauges()).containsExactly(12.0, 10.0);
    metrics.gone("main");
    assertThat(gauges()).containsExactly(0.0, 0.0);
    metrics.accept("main", closed(1, "inbound", "ipv4", 10));
    assertThat(gauges()).containsExactly(0.0, 0.0);
  }

  @Test
  void aRestartOfTheNodeLeavesCountersWhereTheyAre() {
    fireEverything();
    metrics.accept(
        "main",
        new VedetteEvent.Node(
            at(2), VedetteEvent.Node.State.GONE, "", List.of(), List.of(), false));
    fireEverything();
    assertThat(Scrape.of(metrics.usdtDash()).at("bitcoind_mempool_added_total")).isEqualTo(2);
  }

  @Test
  void itSpeaksOfTheFirstNodeOrOfTheNamedOne() {
    Metrics named = Metrics.create("test", "second");
    for (Metrics each : List.of(metrics, named)) {
      each.accept("first", opened(1, "inbound", "ipv4", 1));
      each.accept("second", opened(1, "inbound", "ipv4", 2));
    }
    assertThat(Scrape.of(metrics.usdtDash()).at("bitcoind_connections_inbound")).isEqualTo(1);
    assertThat(Scrape.of(named.usdtDash()).at("bitcoind_connections_inbound")).isEqualTo(2);
    metrics.forget("first");
    assertThat(Scrape.of(metrics.usdtDash()).at("bitcoind_connections_inbound")).isEqualTo(2);
  }

  private List<Double> gauges() {
    Scrape scrape = Scrape.of(metrics.usdtDash());
    return List.of(
        scrape.at("bitcoind_connections_inbound"), scrape.at("bitcoind_connections_outbound"));
  }

  private static NetEvent evicted() {
    return new NetEvent.EvictedInboundConnection(at(3), peer(3, "inbound", "ipv4"), START);
  }

  private void fireEverything() {
    List.of(
            in(0, 1, "ping", Happenings.nonce(7)),
            out(0, 1, "pong", Happenings.nonce(7)),
            opened(1, "inbound", "onion", 12),
            opened(2, "outbound-full-relay", "ipv4", 10),
            closed(2, "outbound-full-relay", "ipv4", 60),
            evicted(),
            new NetEvent.MisbehavingConnection(at(1), peer(1, "", ""), "inv message size = 50001"),
            new ValidationEvent.BlockConnected(
                at(1), HASH, 897_000, 3_120, 7_011, 22_000, 184_000_000),
            new UtxoCacheEvent.Flush(at(1), 250_000, "periodic", 12, 77, false),
            new UtxoCacheEvent.Add(at(1), COIN),
            new UtxoCacheEvent.Spent(at(1), COIN),
            new UtxoCacheEvent.Uncache(at(1), COIN),
            new MempoolEvent.Added(at(1), HASH, 141, 1_410),
            new MempoolEvent.Removed(at(1), HASH, "sizelimit", 141, 1_410, START),
            new MempoolEvent.Replaced(at(1), HASH, 141, 1_410, START, HASH, 141, 2_820, true),
            new MempoolEvent.Rejected(at(1), HASH, "min relay fee not met"),
            new VedetteEvent.Flushed(new Origin(0, 1, NodeId.UNKNOWN)))
        .forEach(event -> metrics.accept("main", event));
  }
}
