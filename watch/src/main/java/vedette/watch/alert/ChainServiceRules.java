package vedette.watch.alert;

import static vedette.watch.alert.ServiceRules.SERVICE;
import static vedette.watch.alert.ServiceRules.rule;
import static vedette.watch.alert.Value.age;
import static vedette.watch.alert.Value.limit;
import static vedette.watch.alert.Value.metric;
import static vedette.watch.alert.Value.number;

import java.util.List;
import java.util.stream.Stream;

/// Rules about Electrum servers and monerod.
final class ChainServiceRules {
  private static final String ELECTRUM = "electrum";
  private static final String MONEROD = "monerod";
  private static final Value.Metric LAG = metric("vedette_electrum_lag_blocks");
  private static final Value.Metric TIP_AGE = metric("vedette_monero_tip_age_seconds");
  private static final Value.Metric SYNCHRONIZED = metric("monero_info_synchronized");
  private static final Condition OFFLINE = metric("monero_info_offline").is(1);
  private static final Condition TESTING = metric("monero_info_mainnet").is(0);

  private ChainServiceRules() {}

  private static final List<Rule> OF_ELECTRUM =
      List.of(
          rule("ElectrumLag", ELECTRUM, Severity.WARNING)
              .minutes(10)
              .title("the Electrum server is behind")
              .reason("Wallets do not see their newest payments.")
              .when(
                  LAG.above(
                      limit(
                          "electrum-lag",
                          2,
                          "blocks",
                          "How far an Electrum server may be behind its Bitcoin node.")),
                  "Look into its log; it may be indexing, or wait for bitcoind."),
          rule("BitcoinBehindElectrum", ELECTRUM, Severity.CRITICAL)
              .minutes(10)
              .under("BitcoinTipStale", "BitcoinTipStaleCritical", "BitcoinNoPeers")
              .title("the Electrum server is ahead of the Bitcoin node")
              .reason("The Bitcoin node is stuck: others have blocks that it has not.")
              .when(LAG.atMost(number(-2)), "Look at the Bitcoin node's peers and its debug.log."),
          rule("ElectrumTipStale", ELECTRUM, Severity.WARNING)
              .minutes(10)
              .under("ElectrumLag", "BitcoinTipStale", "BitcoinTipStaleCritical", "BitcoinNoPeers")
              .title("the Electrum server has no new block for long")
              .reason(
                  "Chance alone does that once in 56 days: it is stuck, or what it follows"
                      + " is.")
              .when(
                  age(metric("vedette_electrum_tip_timestamp_seconds"))
                      .above(
                          limit(
                              "electrum-tip-old",
                              7_200,
                              "s",
                              "Age of an Electrum server's tip that is worth a warning."))
                      // Of one that is in step with its Bitcoin node, that node's rules speak.
                      .unless(LAG.atMost(number(2)), SERVICE),
                  "Compare its height with another source."),
          rule("ElectrumWrongChain", ELECTRUM, Severity.CRITICAL)
              .minutes(1)
              .title("the Electrum server is of another chain")
              .reason("It does not serve the chain of the Bitcoin node that it is said to need.")
              .when(
                  metric("vedette_electrum_wrong_chain").is(1),
                  "Correct its address, or the node that it needs, in vedette.yaml."),
          rule("ElectrumRefused", ELECTRUM, Severity.WARNING)
              .minutes(5)
              .title("bitcoind refuses the Electrum server")
              .reason("It gets no blocks until its password is right.")
              .when(
                  metric("vedette_electrum_bitcoind_refuses").is(1),
                  "Compare its settings with bitcoind's rpcauth or cookie."));

  private static final List<Rule> OF_MONERO =
      List.of(
          rule("MoneroUnsynced", MONEROD, Severity.WARNING)
              .minutes(15)
              .under("MoneroNoPeers")
              .title("monerod is not in sync")
              .reason("Wallets do not see their newest payments.")
              .when(
                  SYNCHRONIZED
                      .is(0)
                      .or(
                          metric("vedette_monero_blocks_behind")
                              .above(
                                  limit(
                                      "monero-blocks-behind",
                                      3,
                                      "blocks",
                                      "How far monerod may be behind its peers."))),
                  "Wait if it syncs for the first time; else look at its peers and its disk."),
          rule("MoneroTipStaleCritical", MONEROD, Severity.CRITICAL)
              .under("MoneroNoPeers")
              .title("monerod has had no new block for very long")
              .reason("Chance alone does that once in 12 years.")
              .when(
                  monero("monero-tip-very-old", 1_800, "Age of Monero's tip that is critical."),
                  "Compare its height with another source; restart it."),
          rule("MoneroTipStale", MONEROD, Severity.WARNING)
              .under("MoneroTipStaleCritical", "MoneroNoPeers")
              .title("monerod has had no new block for long")
              .reason("Chance alone does that once in 31 days; one comes every 2 min.")
              .when(
                  monero("monero-tip-old", 1_200, "Age of Monero's tip that is worth a warning."),
                  "Wait some minutes; if none comes, compare its height with another source."),
          rule("MoneroNoPeers", MONEROD, Severity.CRITICAL)
              .minutes(10)
              .under("NetworkLost")
              .title("monerod has no outgoing peer")
              .reason("It stays where it is, and goes on calling itself synchronized.")
              .when(
                  metric("monero_info_outgoing_connections")
                      .is(0)
                      .unless(metric("monero_info_restricted").is(1), SERVICE)
                      .unless(OFFLINE, SERVICE),
                  "Look at this machine's network and firewall, and at Tor if it uses it."),
          rule("MoneroUpdate", MONEROD, Severity.INFO)
              .minutes(60)
              .title("there is a newer monerod")
              .reason("Old versions are left behind by hard forks.")
              .when(metric("monero_info_update_available").is(1), "Update it when you can."));

  static final List<Rule> ALL = Stream.concat(OF_ELECTRUM.stream(), OF_MONERO.stream()).toList();

  private static Condition monero(String name, double preset, String about) {
    return TIP_AGE
        .above(limit(name, preset, "s", about))
        .and(SYNCHRONIZED.is(1), SERVICE)
        .unless(TESTING, SERVICE)
        .unless(OFFLINE, SERVICE);
  }
}
