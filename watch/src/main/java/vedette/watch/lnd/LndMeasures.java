package vedette.watch.lnd;

import java.util.List;
import vedette.watch.service.Measure;

/// What is measured of an LND. Names follow lndmon's after `vedette_` where those are sound: states
/// are no labels, gauges do not end in `_total`, and no series is made of what is not known.
public final class LndMeasures {
  /// Channels that have series of their own, the largest first.
  public static final int MOST_CHANNELS = 64;

  private static final String STATE = "`/v1/state`";
  private static final String INFO = "`/v1/getinfo`";
  private static final String CHANNELS = "`/v1/channels`";
  private static final String PENDING = "`/v1/channels/pending`";
  private static final String CLOSED = "`/v1/channels/closed`";
  private static final String IN_CHANNELS = "`/v1/balance/channels`";
  private static final String ON_CHAIN = "`/v1/balance/blockchain`";
  private static final String PEERS = "`/v1/peers`";
  private static final String SWITCH = "`/v1/switch`";
  private static final String TOWER = "`/v2/watchtower/client/stats`";
  private static final String[] CHANNEL = {"chan_id", "peer"};

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

  static final Measure ACTIVE =
      Measure.gauge(
              "vedette_lnd_channels_active", "channels", "Channels that can be used now.", CHANNELS)
          .keep();
  static final Measure INACTIVE =
      Measure.gauge(
              "vedette_lnd_channels_inactive",
              "channels",
              "Open channels that cannot be used now.",
              CHANNELS)
          .keep();
  static final Measure INACTIVE_LONGEST =
      Measure.gauge(
          "vedette_lnd_channels_inactive_longest_seconds",
          "seconds",
          "Since when the channel that cannot be used for longest was seen so; 0 if there is none.",
          CHANNELS);
  static final Measure LOCAL =
      Measure.gauge(
              "vedette_lnd_channels_local_balance_sat",
              "sat",
              "What is ours in open channels.",
              IN_CHANNELS)
          .keep();
  static final Measure REMOTE =
      Measure.gauge(
              "vedette_lnd_channels_remote_balance_sat",
              "sat",
              "What is the other sides' in open channels.",
              IN_CHANNELS)
          .keep();
  static final Measure PENDING_LOCAL =
      Measure.gauge(
          "vedette_lnd_channels_pending_balance_sat",
          "sat",
          "What is ours in channels that open.",
          IN_CHANNELS);
  static final Measure OPENING =
      Measure.gauge(
          "vedette_lnd_channels_opening", "channels", "Channels that wait for blocks.", PENDING);
  static final Measure WAITING_CLOSE =
      Measure.gauge(
          "vedette_lnd_channels_waiting_close",
          "channels",
          "Channels whose closing transaction waits for a block.",
          PENDING);
  static final Measure FORCE_CLOSING =
      Measure.gauge(
              "vedette_lnd_channels_force_closing",
              "channels",
              "Channels that are being closed by force.",
              PENDING)
          .keep();
  static final Measure LIMBO =
      Measure.gauge(
          "vedette_lnd_channels_limbo_balance_sat",
          "sat",
          "What closing channels still hold for us.",
          PENDING);
  static final Measure CLOSED_CHANNELS =
      Measure.counter(
          "vedette_lnd_closed_channels_total",
          "channels",
          "Channels that were closed, by how.",
          CLOSED,
          8,
          "close_type");
  static final Measure FORCE_CLOSED =
      Measure.counter(
          "vedette_lnd_force_closed_channels_total",
          "channels",
          "Channels that were closed by force or breach.",
          CLOSED);

  static final Measure HTLCS =
      Measure.gauge(
              "vedette_lnd_htlcs_pending", "payments", "Payments in flight, both ways.", CHANNELS)
          .keep();
  static final Measure HTLC_EXPIRY =
      Measure.gauge(
          "vedette_lnd_htlc_expiry_blocks",
          "blocks",
          "Blocks until the first payment in flight expires, negative if it is over.",
          CHANNELS);
  static final Measure HTLC_OLDEST =
      Measure.gauge(
          "vedette_lnd_htlc_oldest_seconds",
          "seconds",
          "How long ago the payment that is in flight for longest was first seen.",
          CHANNELS);

  static final Measure CHANNEL_ACTIVE =
      perChannel("vedette_lnd_channel_active", "1 or 0", "Whether it can be used now.");
  static final Measure CHANNEL_CAPACITY =
      perChannel("vedette_lnd_channel_capacity_sat", "sat", "What it holds in all.");
  static final Measure OUTGOING =
      perChannel(
          "vedette_lnd_channels_bandwidth_outgoing_sat",
          "sat",
          "What can be sent through it: ours without the reserve.");
  static final Measure INCOMING =
      perChannel(
          "vedette_lnd_channels_bandwidth_incoming_sat",
          "sat",
          "What can be received through it: theirs without the reserve.");
  static final Measure LOCAL_RATIO =
      perChannel("vedette_lnd_channel_local_ratio", "ratio", "Our share of what both have.");
  static final Measure CHANNEL_HTLCS =
      perChannel("vedette_lnd_channels_pending_htlc_count", "payments", "Payments in flight.");
  static final Measure UPTIME =
      perChannel(
          "vedette_lnd_channel_uptime_ratio",
          "ratio",
          "Share of the time since LND's start that its peer was there.");
  static final Measure UNLISTED =
      Measure.gauge(
          "vedette_lnd_channels_unlisted",
          "channels",
          "Open channels without series of their own, because there are larger ones.",
          CHANNELS);

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
          MOST_CHANNELS,
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
          AHEAD,
          ACTIVE,
          INACTIVE,
          INACTIVE_LONGEST,
          LOCAL,
          REMOTE,
          PENDING_LOCAL,
          OPENING,
          WAITING_CLOSE,
          FORCE_CLOSING,
          LIMBO,
          CLOSED_CHANNELS,
          FORCE_CLOSED,
          HTLCS,
          HTLC_EXPIRY,
          HTLC_OLDEST,
          CHANNEL_ACTIVE,
          CHANNEL_CAPACITY,
          OUTGOING,
          INCOMING,
          LOCAL_RATIO,
          CHANNEL_HTLCS,
          UPTIME,
          UNLISTED,
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
          CERTIFICATE);

  private LndMeasures() {}

  private static Measure perChannel(String name, String unit, String help) {
    return Measure.gauge(name, unit, help, CHANNELS, MOST_CHANNELS, CHANNEL);
  }
}
