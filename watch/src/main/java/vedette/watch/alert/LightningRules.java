package vedette.watch.alert;

import static vedette.watch.alert.ServiceRules.SERVICE;
import static vedette.watch.alert.ServiceRules.rule;
import static vedette.watch.alert.Value.Operator.DIVIDED;
import static vedette.watch.alert.Value.Operator.PLUS;
import static vedette.watch.alert.Value.age;
import static vedette.watch.alert.Value.increase;
import static vedette.watch.alert.Value.limit;
import static vedette.watch.alert.Value.metric;
import static vedette.watch.alert.Value.number;

import java.time.Duration;
import java.util.List;

/// Rules about LND and its channels.
final class LightningRules {
  private static final String KIND = "lnd";
  private static final String[] CHANNEL = {SERVICE, "chan_id", "peer"};
  private static final Value.Metric OURS = metric("vedette_lnd_channels_local_balance_sat");
  private static final Value.Metric THEIRS = metric("vedette_lnd_channels_remote_balance_sat");
  private static final Value BOTH = OURS.with(PLUS, THEIRS, SERVICE);
  private static final Value.Metric RATIO = metric("vedette_lnd_channel_local_ratio");
  private static final Value.Metric EXPIRY = metric("vedette_lnd_htlc_expiry_blocks");
  private static final Value.Metric LOCKED = metric("vedette_lnd_wallet_locked");
  private static final Value.Metric INACTIVE = metric("vedette_lnd_channels_inactive");

  private LightningRules() {}

  static final List<Rule> ALL =
      List.of(
          rule("LndWalletLocked", KIND, Severity.CRITICAL)
              .minutes(2)
              .whole()
              .title("the wallet is locked")
              .reason("LND does nothing until it is unlocked: its channels are unguarded.")
              .when(LOCKED.is(1), "`lncli unlock`."),
          rule("LndUnsynced", KIND, Severity.CRITICAL)
              .minutes(10)
              .under(
                  "BitcoinTipStale",
                  "BitcoinTipStaleCritical",
                  "BitcoinNoPeers",
                  "BitcoinNetworkOff",
                  "BitcoinIbdRegressed")
              .title("LND is not in step with the chain")
              .reason("It does not see payments expire and channels being closed in time.")
              .when(
                  metric("vedette_lnd_chain_synced").is(0).unless(LOCKED.is(1), SERVICE),
                  "Look whether its Bitcoin node is at the tip, then into lnd.log."),
          rule("BitcoinBehindLnd", KIND, Severity.CRITICAL)
              .minutes(10)
              .under("BitcoinTipStale", "BitcoinTipStaleCritical", "BitcoinNoPeers")
              .title("LND is ahead of the Bitcoin node")
              .reason("The Bitcoin node is stuck: others have blocks that it has not.")
              .when(
                  metric("vedette_lnd_blocks_ahead").atLeast(number(2)),
                  "Look at the Bitcoin node's peers and its debug.log."),
          rule("LndNoPeers", KIND, Severity.CRITICAL)
              .minutes(10)
              .under("BitcoinNoPeers")
              .title("no Lightning peer is connected")
              .reason("None of its channels can be used.")
              .when(
                  metric("vedette_lnd_peers")
                      .is(0)
                      .and(
                          metric("vedette_lnd_channels_active")
                              .with(PLUS, INACTIVE, SERVICE)
                              .above(number(0)),
                          SERVICE),
                  "Look at this machine's network, and at Tor if LND uses it."),
          rule("ChannelOffline", KIND, Severity.WARNING)
              .per(CHANNEL)
              .passing()
              .minutes(30)
              .under("LndNoPeers", "LndUnsynced", "BitcoinNoPeers")
              .title("a channel is offline")
              .reason("Payments do not pass, and those in flight in it may end in a forced close.")
              .when(
                  metric("vedette_lnd_channel_active").is(0),
                  "Look whether its peer is reachable: `lncli connect`; ask its owner."),
          rule("LowOutbound", KIND, Severity.WARNING)
              .minutes(60)
              .title("little can be sent")
              .reason("Nearly all of the channels' balance is on the other side.")
              .when(
                  OURS.with(DIVIDED, BOTH, SERVICE)
                      .below(
                          limit(
                              "lightning-low-outbound",
                              0.1,
                              "share",
                              "Our share of all channels below which little can be sent.")),
                  "Open a channel, or move balance by a circular payment."),
          rule("LowInbound", KIND, Severity.WARNING)
              .minutes(60)
              .title("little can be received")
              .reason("Nearly all of the channels' balance is on our side.")
              .when(
                  THEIRS
                      .with(DIVIDED, BOTH, SERVICE)
                      .below(
                          limit(
                              "lightning-low-inbound",
                              0.1,
                              "share",
                              "The others' share of all channels below which little is received.")),
                  "Spend through Lightning, or have somebody open a channel to you."),
          rule("ChannelDrained", KIND, Severity.INFO)
              .per(CHANNEL)
              .passing()
              .minutes(60)
              .under("LowOutbound")
              .title("a channel can hardly send")
              .reason("Its balance is on the other side.")
              .when(
                  RATIO.below(
                      limit(
                          "channel-low-outbound",
                          0.05,
                          "share",
                          "Our share of one channel below which it is worth knowing.")),
                  "Nothing to do; lower its fee for payments that bring balance back."),
          rule("ChannelFull", KIND, Severity.INFO)
              .per(CHANNEL)
              .passing()
              .minutes(60)
              .under("LowInbound")
              .title("a channel can hardly receive")
              .reason("Its balance is on our side.")
              .when(
                  RATIO.above(
                      limit(
                          "channel-low-inbound",
                          0.95,
                          "share",
                          "Our share of one channel above which it is worth knowing.")),
                  "Nothing to do; a lower fee moves balance out of it."),
          rule("HtlcNearExpiryCritical", KIND, Severity.CRITICAL)
              .title("a payment in flight is about to expire")
              .reason("LND closes its channel by force within a few blocks.")
              .when(
                  EXPIRY.below(
                      limit(
                          "htlc-expiry-critical",
                          13,
                          "blocks",
                          "Blocks to the first expiry that are critical.")),
                  "Bring the peer of that channel back now; keep LND and its Bitcoin node"
                      + " running."),
          rule("HtlcNearExpiry", KIND, Severity.WARNING)
              .under("HtlcNearExpiryCritical")
              .title("a payment in flight expires soon")
              .reason("If it is not settled by then, its channel is closed by force.")
              .when(
                  EXPIRY.below(
                      limit(
                          "htlc-expiry-soon",
                          40,
                          "blocks",
                          "Blocks to the first expiry that are worth a warning.")),
                  "Look on the page Lightning which channel; bring its peer back."),
          rule("HtlcStuck", KIND, Severity.WARNING)
              .under("HtlcNearExpiry", "HtlcNearExpiryCritical")
              .title("a payment has been in flight for long")
              .reason("Payments settle in seconds; this one may end in a forced close.")
              .when(
                  metric("vedette_lnd_htlc_oldest_seconds")
                      .above(
                          limit(
                              "htlc-stuck",
                              86_400,
                              "s",
                              "How long a payment may be in flight, as far as Vedette saw it.")),
                  "Look on the page Lightning which channel; `lncli disconnect` and `connect` its"
                      + " peer."),
          rule("HtlcsMany", KIND, Severity.WARNING)
              .minutes(10)
              .title("many payments are in flight")
              .reason("Somebody may be filling the channels to block them.")
              .when(
                  metric("vedette_lnd_htlcs_pending")
                      .above(
                          limit(
                              "htlcs-many",
                              100,
                              "payments",
                              "More payments in flight than this are many.")),
                  "Look on the page Lightning from which peer they come."),
          rule("ForceClose", KIND, Severity.CRITICAL)
              .title("a channel is being closed by force")
              .reason("What is in it comes back only after days, and only to a node that runs.")
              .when(
                  metric("vedette_lnd_channels_force_closing")
                      .above(number(0))
                      .or(
                          increase(
                                  metric("vedette_lnd_force_closed_channels_total"),
                                  Duration.ofHours(1))
                              .above(number(0))),
                  "Keep LND and its Bitcoin node running until nothing is in limbo; `lncli"
                      + " pendingchannels` shows when."),
          rule("AnchorReserveLow", KIND, Severity.WARNING)
              .minutes(60)
              .title("too little on the chain for forced closes")
              .reason("The fee of a closing transaction could not be raised when it must be.")
              .when(
                  metric("vedette_lnd_wallet_balance_confirmed_sat")
                      .below(metric("vedette_lnd_wallet_anchor_reserve_sat"), SERVICE),
                  "Send some bitcoin to LND's wallet: `lncli newaddress p2tr`."),
          rule("LndCertificateExpires", KIND, Severity.WARNING)
              .title("LND's certificate ends soon")
              .reason("Wallets, ThunderHub and Vedette cannot connect any more then.")
              .when(
                  age(metric("vedette_lnd_certificate_expiry_timestamp_seconds"))
                      .with(
                          PLUS,
                          limit(
                              "lnd-certificate-soon",
                              1_209_600,
                              "s",
                              "How long before its end LND's certificate is worth a warning."))
                      .above(number(0)),
                  "Delete tls.cert and tls.key and restart LND, or set tlsautorefresh."));
}
