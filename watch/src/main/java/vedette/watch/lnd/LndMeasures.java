package vedette.watch.lnd;

import java.util.List;
import java.util.stream.Stream;
import vedette.watch.service.Measure;

/// What is measured of an LND. Names follow lndmon's after `vedette_` where those are sound: states
/// are no labels, gauges do not end in `_total`, and no series is made of what is not known.
public final class LndMeasures {
  private static final String STATE = "`/v1/state`";
  private static final String INFO = "`/v1/getinfo`";
  private static final String ON_CHAIN = "`/v1/balance/blockchain`";
  private static final String PEERS = "`/v1/peers`";
  private static final String SWITCH = "`/v1/switch`";
  private static final String TOWER = "`/v2/watchtower/client/stats`";

  static final Measure VERSION =
      Measure.info(
          "vedette_lnd_info",
          "What runs and who it is.",
          INFO,
          "version",
          "alias",
          "pubkey",
          "network");
  static final Measure WALLET_STATE =
      Measure.gauge(
          "vedette_lnd_wallet_state",
          "1 or 0",
          "How far LND has come: 1 for the state that it is in.",
          STATE,
          6,
          "state");
  static final Measure WALLET_LOCKED =
      Measure.gauge(
          "vedette_lnd_wallet_locked",
          "1 or 0",
          "Whether it waits for the wallet's password.",
          STATE);

  static final Measure HEIGHT =
      Measure.gauge("vedette_lnd_chain_block_height", "blocks", "Height of its best block.", INFO)
          .keep();
  static final Measure HEADER_TIME =
      Measure.gauge(
          "vedette_lnd_chain_block_timestamp_seconds",
          "seconds since the epoch",
          "Time in the header of its best block.",
          INFO);
  static final Measure SYNCED =
      Measure.gauge(
          "vedette_lnd_chain_synced", "1 or 0", "Whether it is in step with the chain.", INFO);
  static final Measure GRAPH_SYNCED =
      Measure.gauge(
          "vedette_lnd_graph_synced", "1 or 0", "Whether it knows the network's channels.", INFO);
  static final Measure WALLET_SYNCED =
      Measure.gauge(
          "vedette_lnd_wallet_synced", "1 or 0", "Whether its wallet has seen all blocks.", INFO);
  static final Measure BEHIND =
      Measure.gauge(
          "vedette_lnd_blocks_behind",
          "blocks",
          "How far its best block is behind that of the Bitcoin node that it needs.",
          INFO);

  static final Measure AHEAD =
      Measure.gauge(
          "vedette_lnd_blocks_ahead",
          "blocks",
          "How far its best block is ahead of that of the Bitcoin node that it needs: only where it"
              + " gets its blocks from elsewhere.",
          INFO);

  static final Measure CONFIRMED =
      Measure.gauge(
              "vedette_lnd_wallet_balance_confirmed_sat",
              "sat",
              "On the chain, confirmed.",
              ON_CHAIN)
          .keep();
  static final Measure UNCONFIRMED =
      Measure.gauge(
          "vedette_lnd_wallet_balance_unconfirmed_sat", "sat", "On its way there.", ON_CHAIN);
  static final Measure RESERVE =
      Measure.gauge(
          "vedette_lnd_wallet_anchor_reserve_sat",
          "sat",
          "What must stay on the chain to raise the fee of forced closes.",
          ON_CHAIN);

  static final Measure PEER_COUNT =
      Measure.gauge("vedette_lnd_peers", "peers", "Peers that are connected.", PEERS).keep();
  static final Measure FLAPS =
      Measure.counter(
          "vedette_lnd_peer_flaps_total",
          "times",
          "How often the peer came back since LND counts.",
          PEERS,
          ChannelMeasures.MOST_CHANNELS,
          "peer");

  static final Measure FORWARDS_TODAY =
      Measure.gauge(
              "vedette_lnd_forwards_today",
              "payments",
              "Payments forwarded since 0:00 UTC.",
              SWITCH)
          .keep();
  static final Measure FEES_TODAY =
      Measure.gauge(
          "vedette_lnd_forwards_today_fees_sat", "sat", "Earned by it since 0:00 UTC.", SWITCH);
  static final Measure FORWARDS_MONTH =
      Measure.gauge(
          "vedette_lnd_forwards_30d",
          "payments",
          "Payments forwarded in the last 30 days.",
          SWITCH);
  static final Measure AMOUNT_MONTH =
      Measure.gauge(
          "vedette_lnd_forwards_30d_amount_sat", "sat", "What was forwarded in them.", SWITCH);
  static final Measure FEES_MONTH =
      Measure.gauge(
          "vedette_lnd_forwards_30d_fees_sat", "sat", "What was earned by it in them.", SWITCH);

  static final Measure TOWER_BACKUPS =
      Measure.counter(
          "vedette_lnd_wt_client_num_backups_total",
          "states",
          "States that watchtowers have accepted.",
          TOWER);
  static final Measure TOWER_PENDING =
      Measure.gauge(
          "vedette_lnd_wt_client_num_pending_backups",
          "states",
          "States that no watchtower has yet.",
          TOWER);
  static final Measure TOWER_FAILED =
      Measure.counter(
          "vedette_lnd_wt_client_num_failed_backups_total",
          "states",
          "States that no watchtower took.",
          TOWER);

  static final Measure CERTIFICATE =
      Measure.gauge(
          "vedette_lnd_certificate_expiry_timestamp_seconds",
          "seconds since the epoch",
          "When the certificate that it shows ends.",
          "TLS");

  /// All of them.
  public static final List<Measure> ALL =
      Stream.of(
              List.of(
                  VERSION,
                  WALLET_STATE,
                  WALLET_LOCKED,
                  HEIGHT,
                  HEADER_TIME,
                  SYNCED,
                  GRAPH_SYNCED,
                  WALLET_SYNCED,
                  BEHIND,
                  AHEAD),
              ChannelMeasures.ALL,
              List.of(
                  CONFIRMED,
                  UNCONFIRMED,
                  RESERVE,
                  PEER_COUNT,
                  FLAPS,
                  FORWARDS_TODAY,
                  FEES_TODAY,
                  FORWARDS_MONTH,
                  AMOUNT_MONTH,
                  FEES_MONTH,
                  TOWER_BACKUPS,
                  TOWER_PENDING,
                  TOWER_FAILED,
                  CERTIFICATE))
          .flatMap(List::stream)
          .toList();

  private LndMeasures() {}
}
