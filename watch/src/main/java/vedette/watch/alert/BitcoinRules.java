package vedette.watch.alert;

import static vedette.watch.alert.Value.age;
import static vedette.watch.alert.Value.increase;
import static vedette.watch.alert.Value.least;
import static vedette.watch.alert.Value.limit;
import static vedette.watch.alert.Value.metric;
import static vedette.watch.alert.Value.number;
import static vedette.watch.alert.Value.resets;

import java.time.Duration;
import java.util.List;

/// Rules about Bitcoin nodes.
final class BitcoinRules {
  static final String KIND = "bitcoind";

  private static final String NODE = "node";
  private static final String CHAIN = "chain";
  private static final Duration HALF_HOUR = Duration.ofMinutes(30);
  private static final Duration TEN_MINUTES = Duration.ofMinutes(10);

  /// What RPC told is of now.
  private static final Condition FRESH =
      age(metric("vedette_poll_last_answer_timestamp_seconds", "call", "getblockchaininfo"))
          .below(number(120));

  private static final Condition REGTEST = metric("vedette_node_chain", CHAIN, "regtest").is(1);
  private static final Value.Metric BLOCKS = metric("vedette_chain_blocks");
  private static final Value.Metric SYNCING = metric("vedette_chain_initial_block_download");
  private static final Value.Metric TIP = metric("vedette_chain_tip_timestamp_seconds");
  private static final Value.Metric OUTBOUND =
      metric("vedette_connections", "direction", "outbound");

  /// Heights with the chain that they are of.
  private static final Value BY_CHAIN =
      metric("vedette_node_chain").with(Value.Operator.TIMES, BLOCKS, NODE);

  private BitcoinRules() {}

  private static Rule.Building rule(String id, Severity severity) {
    return Rule.named(id, KIND, severity).per(NODE).known(FRESH);
  }

  private static Condition tipOlderThan(Value limit) {
    // A miner's clock may be slow: a height that grew says more than its header.
    Condition grew =
        BLOCKS.with(Value.Operator.MINUS, least(BLOCKS, HALF_HOUR), NODE).atLeast(number(1));
    return age(TIP).above(limit).unless(grew, NODE).and(SYNCING.is(0), NODE).unless(REGTEST, NODE);
  }

  /// Whether a height that others tell of is so far from the node's own that chance is none of it.
  private static Condition ahead(Value height) {
    return height.with(Value.Operator.MINUS, BLOCKS, NODE).atLeast(number(2));
  }

  static final List<Rule> ALL =
      List.of(
          Rule.named("BitcoinDown", KIND, Severity.CRITICAL)
              .per(NODE)
              .minutes(3)
              .whole()
              .title("the node does not run or does not answer")
              .reason("Nothing that needs it goes on; Lightning channels are unguarded.")
              .when(
                  metric("vedette_node_state", "state", "bad")
                      .or(metric("vedette_node_state", "state", "gone"))
                      .or(metric("vedette_node_state", "state", "stale"))
                      .max(NODE)
                      .is(1),
                  "Look whether bitcoind runs, then into its debug.log; start it."),
          Rule.named("BitcoinUnreadable", KIND, Severity.WARNING)
              .per(NODE)
              .minutes(3)
              .title("the node runs, but its RPC does not answer")
              .reason("Whether it is at the tip cannot be told.")
              .when(
                  metric("vedette_node_state", "state", "warn")
                      .is(1)
                      .and(
                          age(metric(
                                  "vedette_poll_last_answer_timestamp_seconds",
                                  "call",
                                  "getblockchaininfo"))
                              .atLeast(number(120)),
                          NODE),
                  "Look on the page System what its RPC says; check user, password and cookie."),
          rule("BitcoinTipStaleCritical", Severity.CRITICAL)
              .under("BitcoinNoPeers", "BitcoinNetworkOff")
              .title("no new block for very long")
              .reason(
                  "Chance alone does that once in 3 years: the node is cut off, or stuck on a"
                      + " block that it refuses.")
              .when(
                  tipOlderThan(
                      limit(
                          "bitcoin-tip-very-old",
                          7_200,
                          "s",
                          "Age of the best block that is critical.")),
                  "Compare its height with another source; look at its peers and its debug.log."),
          rule("BitcoinTipStale", Severity.WARNING)
              .under("BitcoinTipStaleCritical", "BitcoinNoPeers", "BitcoinNetworkOff")
              .title("no new block for long")
              .reason("Chance alone does that once in 56 days; the network finds one every 10 min.")
              .when(
                  tipOlderThan(
                      limit(
                          "bitcoin-tip-old",
                          5_400,
                          "s",
                          "Age of the best block that is worth a warning.")),
                  "Wait for the next block; if none comes, compare its height with another"
                      + " source."),
          rule("BitcoinBehind", Severity.WARNING)
              .minutes(10)
              .title("blocks lag behind headers")
              .reason("The node knows of blocks that it does not get, or cannot validate in time.")
              .when(
                  metric("vedette_chain_headers")
                      .with(Value.Operator.MINUS, BLOCKS, NODE)
                      .above(
                          limit(
                              "bitcoin-blocks-behind",
                              3,
                              "blocks",
                              "How many blocks may be missing to the headers."))
                      .and(SYNCING.is(0), NODE),
                  "Look for a busy disk or processor, for peers that owe blocks, and for an"
                      + " invalid block in its debug.log."),
          rule("BitcoinIbdRegressed", Severity.CRITICAL)
              .minutes(1)
              .title("it syncs anew")
              .reason("It was in sync before: it was off for more than a day, or lost its data.")
              .when(
                  SYNCING.is(1).and(least(SYNCING, Duration.ofDays(7)).below(number(1)), NODE),
                  "If it was not off for long, look into its debug.log for a reindex or a damaged"
                      + " database."),
          rule("BitcoinBehindOthers", Severity.CRITICAL)
              .minutes(10)
              .under("BitcoinNoPeers", "BitcoinNetworkOff")
              .title("another node of the same chain is ahead")
              .reason("This one is stuck, or one of the two is on the wrong branch.")
              .when(
                  BY_CHAIN
                      .with(Value.Operator.PLUS, number(2))
                      .atMost(BY_CHAIN.max(CHAIN), CHAIN)
                      .and(SYNCING.is(0), NODE)
                      .unless(REGTEST, NODE),
                  "Compare the hashes of both nodes at the lower height."),
          rule("BitcoinHeightStuckVsPeers", Severity.CRITICAL)
              .minutes(10)
              .under("BitcoinNoPeers", "BitcoinNetworkOff")
              .title("its peers know of blocks that it has not")
              .reason(
                  "The node is stuck: it does not get them, or holds for invalid what others go on"
                      + " with.")
              .when(
                  ahead(metric("vedette_peers_height"))
                      .or(ahead(metric("vedette_chain_invalid_tip_height")))
                      .and(SYNCING.is(0), NODE),
                  "Look into its debug.log for an invalid block or a damaged database; update an"
                      + " old version."),
          rule("BitcoinNetworkOff", Severity.CRITICAL)
              .minutes(10)
              .title("P2P networking is switched off")
              .reason("The node hears of no block and of no transaction.")
              .when(
                  metric("vedette_network_active").is(0),
                  "`bitcoin-cli setnetworkactive true` turns it on."),
          rule("BitcoinNoPeers", Severity.CRITICAL)
              .minutes(10)
              .under("BitcoinNetworkOff", "NetworkLost")
              .title("no outbound peer")
              .reason("It hears only from those who came by themselves, and they may lie to it.")
              .when(
                  OUTBOUND.is(0).unless(REGTEST, NODE),
                  "Look at this machine's network, its DNS, firewall, and Tor if the node uses"
                      + " it."),
          rule("BitcoinFewPeers", Severity.WARNING)
              .minutes(10)
              .under("BitcoinNoPeers", "BitcoinNetworkOff", "NetworkLost")
              .title("few outbound peers")
              .reason(
                  "A node normally has 8 to relay with and 2 for blocks; with few it is easier"
                      + " to mislead.")
              .when(
                  OUTBOUND
                      .below(
                          limit(
                              "bitcoin-few-outbound",
                              8,
                              "peers",
                              "Fewer outbound peers than this are few."))
                      .unless(REGTEST, NODE),
                  "Look at this machine's network; if the node is meant to have few"
                      + " (`-connect`), lower the threshold."),
          rule("BitcoinIsolated", Severity.CRITICAL)
              .minutes(2)
              .under("BitcoinNoPeers", "BitcoinNetworkOff", "NetworkLost")
              .title("peers are connected, but nothing comes from them")
              .reason(
                  "The network is cut off where the node does not see it, or its peers are"
                      + " mute on purpose.")
              .when(
                  increase(metric("vedette_net_bytes_total", "direction", "inbound"), TEN_MINUTES)
                      .sum(NODE)
                      .below(number(1))
                      .and(OUTBOUND.above(number(0)), NODE)
                      .unless(REGTEST, NODE),
                  "Look at this machine's network, then restart the node for new peers."),
          rule("BitcoinInboundFlood", Severity.WARNING)
              .title("a flood of inbound connections")
              .reason("Somebody fills its slots, to map the network or to isolate the node.")
              .when(
                  increase(
                          metric("vedette_connections_opened_total", "connection_type", "inbound"),
                          TEN_MINUTES)
                      .sum(NODE)
                      .above(
                          limit(
                              "bitcoin-inbound-flood",
                              300,
                              "connections in 10 min",
                              "More new inbound connections than this are a flood.")),
                  "Look on the page Peers where they come from; `setban` keeps a subnet out."),
          rule("BitcoinEvictionWave", Severity.WARNING)
              .title("many inbound peers had to make room")
              .reason(
                  "All slots are taken and newcomers push others out, as in an attempt to"
                      + " isolate the node.")
              .when(
                  increase(metric("vedette_connections_evicted_total"), TEN_MINUTES)
                      .sum(NODE)
                      .above(
                          limit(
                              "bitcoin-eviction-wave",
                              150,
                              "peers in 10 min",
                              "More evictions than this are a wave.")),
                  "Look on the page Peers who came last; `setban` keeps a subnet out."),
          rule("BitcoinMisbehaviourBurst", Severity.WARNING)
              .title("many peers break rules")
              .reason("Somebody probes the node, or a new version of some software is broken.")
              .when(
                  increase(metric("vedette_misbehaving_total"), TEN_MINUTES)
                      .sum(NODE)
                      .above(
                          limit(
                              "bitcoin-misbehaviour-burst",
                              20,
                              "events in 10 min",
                              "More broken rules than this are a burst.")),
                  "Look on the page Network which rules; Bitcoin Core drops such peers by itself."),
          rule("BitcoinPingFlood", Severity.WARNING)
              .title("peers flood the node with pings")
              .reason("Each costs the node an answer; some of it are wallets that ping often.")
              .when(
                  increase(metric("vedette_pings_excess_total"), TEN_MINUTES)
                      .sum(NODE)
                      .above(
                          limit(
                              "bitcoin-ping-flood",
                              3_000,
                              "pings in 10 min",
                              "More pings than this, beyond 3 from a peer in 2 min, are a flood.")),
                  "Look on the page Network who it is; `setban` keeps a subnet out."),
          rule("BitcoinAddressSpam", Severity.WARNING)
              .title("peers spam the node with addresses")
              .reason(
                  "Somebody tries to fill its address book, to isolate it later. Bitcoin Core takes"
                      + " one address in 10 s from each and drops the rest.")
              .when(
                  increase(metric("vedette_addr_messages_excess_total"), TEN_MINUTES)
                      .sum(NODE)
                      .above(
                          limit(
                              "bitcoin-address-spam",
                              100,
                              "messages in 10 min",
                              "More address messages than this, beyond 6 from a peer in a minute,"
                                  + " are spam.")),
                  "Look on the page Network who it is; `setban` keeps a subnet out."),
          rule("BitcoinRestarted", Severity.INFO)
              .title("the node was restarted")
              .reason("If nobody did it, it crashed or ran out of memory.")
              .when(
                  resets(metric("vedette_node_uptime_seconds"), TEN_MINUTES).above(number(0)),
                  "If you did not restart it, look into its debug.log and the system's journal."),
          rule("BitcoinMempoolFull", Severity.INFO)
              .minutes(30)
              .title("the mempool is full")
              .reason("Transactions that pay least are dropped; fees are high.")
              .when(
                  metric("vedette_mempool_usage_bytes")
                      .with(Value.Operator.DIVIDED, metric("vedette_mempool_max_bytes"), NODE)
                      .above(number(0.95)),
                  "Nothing to do. More room: `-maxmempool`."));
}
