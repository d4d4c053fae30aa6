package vedette.watch.lnd;

import java.util.List;
import vedette.watch.service.Measure;

/// What is measured of an LND's channels: all of them together, the payments in them, and the
/// largest one by one.
public final class ChannelMeasures {
  /// Channels that have series of their own, the largest first.
  public static final int MOST_CHANNELS = 64;

  private static final String CHANNELS = "`/v1/channels`";
  private static final String PENDING = "`/v1/channels/pending`";
  private static final String CLOSED = "`/v1/channels/closed`";
  private static final String IN_CHANNELS = "`/v1/balance/channels`";
  private static final String[] CHANNEL = {"chan_id", "peer"};

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

  static final List<Measure> ALL =
      List.of(
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
          UNLISTED);

  private ChannelMeasures() {}

  private static Measure perChannel(String name, String unit, String help) {
    return Measure.gauge(name, unit, help, CHANNELS, MOST_CHANNELS, CHANNEL);
  }
}
