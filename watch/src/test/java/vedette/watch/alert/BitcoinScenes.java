package vedette.watch.alert;

import static vedette.watch.alert.Scene.fires;
import static vedette.watch.alert.Scene.quiet;

import java.util.List;
import java.util.function.IntToDoubleFunction;

/// What makes each rule about Bitcoin nodes fire, and what must not.
final class BitcoinScenes {
  static final IntToDoubleFunction NOW = minute -> minute * 60.0;

  private BitcoinScenes() {}

  /// A node at the tip that answers; `node` is `main`.
  private static Scene well(Scene scene) {
    return with(scene, "main").line("vedette_node_chain", 1, "node", "main", "chain", "main");
  }

  private static Scene with(Scene scene, String node) {
    return scene.line(
        "vedette_poll_last_answer_timestamp_seconds",
        NOW,
        "node",
        node,
        "call",
        "getblockchaininfo");
  }

  private static Scene tip(Scene scene, String chain, double syncing, IntToDoubleFunction height) {
    return with(scene, "main")
        .line("vedette_node_chain", 1, "node", "main", "chain", chain)
        .line("vedette_chain_tip_timestamp_seconds", 60, "node", "main")
        .line("vedette_chain_initial_block_download", syncing, "node", "main")
        .line("vedette_chain_blocks", height, "node", "main");
  }

  private static Scene state(Scene scene, String state, IntToDoubleFunction value) {
    return scene.line("vedette_node_state", value, "node", "main", "state", state);
  }

  private static Scene outbound(Scene scene, IntToDoubleFunction peers) {
    return well(scene).line("vedette_connections", peers, "node", "main", "direction", "outbound");
  }

  private static IntToDoubleFunction from(int minute, double before, double then) {
    return it -> it < minute ? before : then;
  }

  static final List<Scene> ALL =
      List.of(
          state(fires("BitcoinDown", 8), "bad", from(3, 0, 1)),
          state(fires("BitcoinDown", 8), "gone", from(3, 0, 1)),
          state(quiet("BitcoinDown", 8), "starting", from(3, 0, 1)),
          state(quiet("BitcoinDown", 8), "bad", minute -> minute == 4 ? 1 : 0),
          state(fires("BitcoinUnreadable", 10), "warn", from(1, 0, 1))
              .line(
                  "vedette_poll_last_answer_timestamp_seconds",
                  60,
                  "node",
                  "main",
                  "call",
                  "getblockchaininfo"),
          with(state(quiet("BitcoinUnreadable", 10), "warn", from(1, 0, 1)), "main"),
          tip(fires("BitcoinTipStaleCritical", 123), "main", 0, _ -> 900_000),
          tip(quiet("BitcoinTipStaleCritical", 119), "main", 0, _ -> 900_000),
          tip(quiet("BitcoinTipStaleCritical", 300), "regtest", 0, _ -> 900_000),
          tip(fires("BitcoinTipStale", 93), "main", 0, _ -> 900_000),
          tip(quiet("BitcoinTipStale", 88), "main", 0, _ -> 900_000),
          tip(quiet("BitcoinTipStale", 300), "main", 1, _ -> 900_000),
          tip(quiet("BitcoinTipStale", 95), "main", 0, from(80, 900_000, 900_001)),
          well(fires("BitcoinBehind", 20))
              .line("vedette_chain_headers", 900_010, "node", "main")
              .line("vedette_chain_blocks", 900_000, "node", "main")
              .line("vedette_chain_initial_block_download", 0, "node", "main"),
          well(quiet("BitcoinBehind", 20))
              .line("vedette_chain_headers", 900_003, "node", "main")
              .line("vedette_chain_blocks", 900_000, "node", "main")
              .line("vedette_chain_initial_block_download", 0, "node", "main"),
          well(quiet("BitcoinBehind", 20))
              .line("vedette_chain_headers", 900_000, "node", "main")
              .line("vedette_chain_blocks", 100_000, "node", "main")
              .line("vedette_chain_initial_block_download", 1, "node", "main"),
          well(fires("BitcoinIbdRegressed", 60))
              .line("vedette_chain_initial_block_download", from(30, 0, 1), "node", "main"),
          well(quiet("BitcoinIbdRegressed", 60))
              .line("vedette_chain_initial_block_download", 1, "node", "main"),
          others(fires("BitcoinBehindOthers", 30), "main", from(10, 900_000, 900_002)),
          others(quiet("BitcoinBehindOthers", 30), "main", from(10, 900_000, 900_001)),
          others(quiet("BitcoinBehindOthers", 30), "signet", _ -> 950_000),
          told(fires("BitcoinHeightStuckVsPeers", 30), 0, "vedette_peers_height", 900_002),
          told(quiet("BitcoinHeightStuckVsPeers", 30), 0, "vedette_peers_height", 900_001),
          told(quiet("BitcoinHeightStuckVsPeers", 30), 1, "vedette_peers_height", 950_000),
          told(
              fires("BitcoinHeightStuckVsPeers", 30),
              0,
              "vedette_chain_invalid_tip_height",
              900_002),
          told(
              quiet("BitcoinHeightStuckVsPeers", 30),
              0,
              "vedette_chain_invalid_tip_height",
              899_000),
          well(fires("BitcoinNetworkOff", 15)).line("vedette_network_active", 0, "node", "main"),
          well(quiet("BitcoinNetworkOff", 15)).line("vedette_network_active", 1, "node", "main"),
          outbound(fires("BitcoinNoPeers", 20), from(5, 10, 0)),
          outbound(quiet("BitcoinNoPeers", 20), from(12, 10, 0)),
          outbound(quiet("BitcoinNoPeers", 20), _ -> 1),
          outbound(fires("BitcoinFewPeers", 20), from(5, 10, 7)),
          outbound(quiet("BitcoinFewPeers", 20), minute -> minute % 5 == 0 ? 7 : 8),
          outbound(fires("BitcoinIsolated", 40), _ -> 10)
              .line(
                  "vedette_net_bytes_total",
                  minute -> Math.min(minute, 20) * 1e6,
                  "node",
                  "main",
                  "direction",
                  "inbound"),
          outbound(quiet("BitcoinIsolated", 40), _ -> 10)
              .line(
                  "vedette_net_bytes_total",
                  minute -> minute * 1_000.0,
                  "node",
                  "main",
                  "direction",
                  "inbound"),
          opened(fires("BitcoinInboundFlood", 30), 100),
          opened(quiet("BitcoinInboundFlood", 30), 20),
          well(fires("BitcoinEvictionWave", 30))
              .line(
                  "vedette_connections_evicted_total",
                  minute -> minute * 30.0,
                  "node",
                  "main",
                  "network",
                  "ipv4"),
          well(quiet("BitcoinEvictionWave", 30))
              .line(
                  "vedette_connections_evicted_total",
                  minute -> minute * 5.0,
                  "node",
                  "main",
                  "network",
                  "ipv4"),
          well(fires("BitcoinMisbehaviourBurst", 30))
              .line(
                  "vedette_misbehaving_total",
                  minute -> minute * 5.0,
                  "node",
                  "main",
                  "reason",
                  "other"),
          well(quiet("BitcoinMisbehaviourBurst", 30))
              .line(
                  "vedette_misbehaving_total",
                  minute -> Math.floor(minute / 2.0),
                  "node",
                  "main",
                  "reason",
                  "other"),
          excess(fires("BitcoinPingFlood", 30), "vedette_pings_excess_total", 400),
          // Eight wallets that ping every two seconds.
          excess(quiet("BitcoinPingFlood", 30), "vedette_pings_excess_total", 240),
          excess(fires("BitcoinAddressSpam", 30), "vedette_addr_messages_excess_total", 15),
          excess(quiet("BitcoinAddressSpam", 30), "vedette_addr_messages_excess_total", 5),
          well(fires("BitcoinRestarted", 30))
              .line(
                  "vedette_node_uptime_seconds",
                  minute -> minute < 25 ? 1e6 + minute * 60 : (minute - 25) * 60.0,
                  "node",
                  "main"),
          well(quiet("BitcoinRestarted", 60))
              .line("vedette_node_uptime_seconds", minute -> minute * 60.0, "node", "main"),
          well(fires("BitcoinMempoolFull", 40))
              .line("vedette_mempool_usage_bytes", 299e6, "node", "main")
              .line("vedette_mempool_max_bytes", 300e6, "node", "main"),
          well(quiet("BitcoinMempoolFull", 40))
              .line("vedette_mempool_usage_bytes", 100e6, "node", "main")
              .line("vedette_mempool_max_bytes", 300e6, "node", "main"));

  private static Scene opened(Scene scene, double perMinute) {
    return well(scene)
        .line(
            "vedette_connections_opened_total",
            minute -> minute * perMinute,
            "node",
            "main",
            "connection_type",
            "inbound",
            "network",
            "ipv4");
  }

  private static Scene told(Scene scene, double syncing, String metric, double height) {
    return tip(scene, "main", syncing, _ -> 900_000).line(metric, height, "node", "main");
  }

  private static Scene excess(Scene scene, String metric, double perMinute) {
    return well(scene).line(metric, minute -> minute * perMinute, "node", "main");
  }

  private static Scene others(Scene scene, String chain, IntToDoubleFunction height) {
    return with(well(scene), "other")
        .line("vedette_node_chain", 1, "node", "other", "chain", chain)
        .line("vedette_chain_blocks", 900_000, "node", "main")
        .line("vedette_chain_blocks", height, "node", "other")
        .line("vedette_chain_initial_block_download", 0, "node", "main")
        .line("vedette_chain_initial_block_download", 0, "node", "other");
  }
}
