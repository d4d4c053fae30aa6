package vedette.poll.lnd;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/// Reads the answers of LND's REST. What a version may leave out is empty; what every version tells
/// and nobody can do without makes the whole answer [Malformed] when it is missing. Source: LND's
/// `lnrpc/lightning.proto`.
final class LndAnswers {
  private static final int MOST_CHANNELS = 20_000;
  private static final int MOST_HTLCS = 2 * 483;
  private static final int MOST_PEERS = 20_000;
  private static final int MOST_CLOSED = 100_000;
  private static final int LATEST_CLOSED = 50;
  private static final Pattern KEY = Pattern.compile("0[23][0-9a-fA-F]{64}");
  private static final Pattern WORD = Pattern.compile("[A-Z_]{1,40}");

  private LndAnswers() {}

  static LndAnswer.State state(JsonNode reply) {
    ProtoFields in = ProtoFields.of("state", reply);
    return new LndAnswer.State(
        WalletState.named(in.text("state"))
            .orElseThrow(() -> in.malformed("state", "one of LND's states")));
  }

  static LndAnswer.NodeInfo info(JsonNode reply) {
    ProtoFields in = ProtoFields.of("getinfo", reply);
    JsonNode chain = reply.path("chains").path(0);
    return new LndAnswer.NodeInfo(
        in.text("version"),
        in.maybeText("alias"),
        key(in, "identity_pubkey"),
        chain.isObject()
            ? ProtoFields.of("getinfo.chains[0]", chain).maybeText("network")
            : Optional.empty(),
        in.count("block_height"),
        in.text("block_hash"),
        in.maybeTime("best_header_timestamp"),
        in.truth("synced_to_chain"),
        in.maybeTruth("synced_to_graph"),
        in.maybeTruth("wallet_synced"),
        in.count("num_active_channels"),
        in.count("num_inactive_channels"),
        in.count("num_pending_channels"),
        in.count("num_peers"));
  }

  static LndAnswer.Channels channels(JsonNode reply) {
    ProtoFields.Listed<LndChannel> read =
        ProtoFields.of("channels", reply).list("channels", MOST_CHANNELS, LndAnswers::channel);
    return new LndAnswer.Channels(read.all(), read.leftOut());
  }

  private static LndChannel channel(ProtoFields in) {
    Optional<ProtoFields> ours = in.object("local_constraints");
    Optional<ProtoFields> theirs = in.object("remote_constraints");
    return new LndChannel(
        ChannelPoints.text(in.text("channel_point")),
        in.unsigned("chan_id"),
        key(in, "remote_pubkey"),
        // LND puts its complaint there if it has not heard of the peer's name.
        in.maybeText("peer_alias").filter(alias -> !alias.startsWith("unable to lookup")),
        in.truth("active"),
        in.maybeTruth("private"),
        in.maybeTruth("initiator"),
        in.count("capacity"),
        in.count("local_balance"),
        in.count("remote_balance"),
        in.maybeCount("unsettled_balance"),
        in.maybeCount("commit_fee"),
        in.maybeCount("fee_per_kw"),
        reserve(ours, in, "local_chan_reserve_sat"),
        reserve(theirs, in, "remote_chan_reserve_sat"),
        in.maybeCount("total_satoshis_sent"),
        in.maybeCount("total_satoshis_received"),
        in.maybeCount("num_updates"),
        in.maybeCount("lifetime"),
        in.maybeCount("uptime"),
        in.maybeText("chan_status_flags"),
        in.list("pending_htlcs", MOST_HTLCS, LndAnswers::htlc).all());
  }

  /// Former versions have it in the channel itself.
  private static OptionalLong reserve(Optional<ProtoFields> side, ProtoFields in, String former) {
    OptionalLong told = in.maybeCount(former);
    return side.map(it -> it.maybeCount("chan_reserve_sat"))
        .filter(OptionalLong::isPresent)
        .orElse(told);
  }

  private static LndChannel.Htlc htlc(ProtoFields in) {
    return new LndChannel.Htlc(
        in.truth("incoming"),
        in.count("amount"),
        in.count("expiration_height"),
        HexFormat.of().formatHex(in.bytes("hash_lock")),
        in.maybeCount("htlc_index"),
        in.maybeTruth("locked_in"),
        in.maybeText("forwarding_channel").filter(id -> !id.equals("0")).isPresent());
  }

  static LndAnswer.Pending pending(JsonNode reply) {
    ProtoFields in = ProtoFields.of("pending", reply);
    return new LndAnswer.Pending(
        in.count("total_limbo_balance"),
        in.list("pending_open_channels", MOST_CHANNELS, LndAnswers::opening).all(),
        in.list("pending_force_closing_channels", MOST_CHANNELS, LndAnswers::forceClosing).all(),
        in.list("waiting_close_channels", MOST_CHANNELS, LndAnswers::waitingClose).all());
  }

  private static PendingChannel.Base base(ProtoFields in) {
    ProtoFields channel =
        in.object("channel").orElseThrow(() -> in.malformed("channel", "an object"));
    return new PendingChannel.Base(
        ChannelPoints.text(channel.text("channel_point")),
        key(channel, "remote_node_pub"),
        channel.count("capacity"),
        channel.count("local_balance"),
        channel.count("remote_balance"));
  }

  private static PendingChannel.Opening opening(ProtoFields in) {
    return new PendingChannel.Opening(
        base(in),
        in.maybeCount("confirmations_until_active"),
        in.maybeWhole("funding_expiry_blocks"));
  }

  private static PendingChannel.ForceClosing forceClosing(ProtoFields in) {
    OptionalLong maturity = in.maybeTime("maturity_height");
    return new PendingChannel.ForceClosing(
        base(in),
        in.maybeText("closing_txid"),
        in.count("limbo_balance"),
        in.maybeCount("recovered_balance"),
        maturity,
        maturity.isPresent() ? in.maybeWhole("blocks_til_maturity") : OptionalLong.empty(),
        in.size("pending_htlcs"),
        in.maybeText("anchor"));
  }

  private static PendingChannel.WaitingClose waitingClose(ProtoFields in) {
    return new PendingChannel.WaitingClose(
        base(in),
        in.maybeText("closing_txid"),
        in.count("limbo_balance"),
        in.object("channel").flatMap(channel -> channel.maybeText("chan_status_flags")),
        in.maybeTime("blocks_til_close_confirmed"));
  }

  static LndAnswer.Closed closed(JsonNode reply) {
    List<LndAnswer.ClosedChannel> all =
        new ArrayList<>(
            ProtoFields.of("closed", reply)
                .list("channels", MOST_CLOSED, LndAnswers::closedChannel)
                .all());
    Map<String, Integer> counts = new TreeMap<>();
    all.forEach(channel -> counts.merge(channel.how(), 1, Integer::sum));
    all.sort(
        Comparator.<LndAnswer.ClosedChannel>comparingLong(it -> it.closeHeight().orElse(0))
            .reversed());
    return new LndAnswer.Closed(counts, all.subList(0, Math.min(LATEST_CLOSED, all.size())));
  }

  private static LndAnswer.ClosedChannel closedChannel(ProtoFields in) {
    String how = in.text("close_type");
    return new LndAnswer.ClosedChannel(
        ChannelPoints.text(in.text("channel_point")),
        in.unsigned("chan_id"),
        key(in, "remote_pubkey"),
        // A bound: what is no word of LND's is counted as one.
        WORD.matcher(how).matches() ? how : "OTHER",
        in.maybeTime("close_height"),
        in.count("capacity"),
        in.maybeCount("settled_balance").orElse(0),
        in.maybeText("close_initiator")
            .map(it -> it.replace("INITIATOR_", ""))
            .filter(it -> !it.equals("UNKNOWN")),
        in.maybeText("closing_tx_hash"));
  }

  static LndAnswer.ChannelBalance channelBalance(JsonNode reply) {
    ProtoFields in = ProtoFields.of("balance/channels", reply);
    return new LndAnswer.ChannelBalance(
        sat(in, "local_balance").orElseThrow(() -> in.malformed("local_balance", "an amount")),
        sat(in, "remote_balance").orElseThrow(() -> in.malformed("remote_balance", "an amount")),
        sat(in, "unsettled_local_balance"),
        sat(in, "unsettled_remote_balance"),
        sat(in, "pending_open_local_balance"),
        sat(in, "pending_open_remote_balance"));
  }

  private static OptionalLong sat(ProtoFields in, String name) {
    return in.object(name).map(amount -> amount.maybeCount("sat")).orElse(OptionalLong.empty());
  }

  static LndAnswer.WalletBalance walletBalance(JsonNode reply) {
    ProtoFields in = ProtoFields.of("balance/blockchain", reply);
    return new LndAnswer.WalletBalance(
        in.count("total_balance"),
        in.count("confirmed_balance"),
        in.whole("unconfirmed_balance"),
        in.maybeCount("locked_balance"),
        in.maybeCount("reserved_balance_anchor_chan"));
  }

  static LndAnswer.Peers peers(JsonNode reply) {
    ProtoFields.Listed<LndAnswer.Peer> read =
        ProtoFields.of("peers", reply).list("peers", MOST_PEERS, LndAnswers::peer);
    return new LndAnswer.Peers(read.all(), read.leftOut());
  }

  private static LndAnswer.Peer peer(ProtoFields in) {
    List<Optional<String>> errors =
        in.size("errors") == 0
            ? List.of()
            : in.list("errors", 100, error -> error.maybeText("error")).all();
    OptionalLong flap = in.maybeTime("last_flap_ns");
    return new LndAnswer.Peer(
        key(in, "pub_key"),
        in.text("address"),
        in.truth("inbound"),
        in.maybeTime("ping_time"),
        in.maybeCount("bytes_sent"),
        in.maybeCount("bytes_recv"),
        in.maybeCount("sat_sent"),
        in.maybeCount("sat_recv"),
        in.maybeCount("flap_count"),
        flap.isPresent()
            ? Optional.of(java.time.Instant.ofEpochSecond(0, flap.getAsLong()))
            : Optional.empty(),
        errors.isEmpty() ? Optional.empty() : errors.getLast());
  }

  static LndAnswer.Tower tower(JsonNode reply) {
    ProtoFields in = ProtoFields.of("watchtower", reply);
    return new LndAnswer.Tower(
        in.count("num_backups"),
        in.count("num_pending_backups"),
        in.count("num_failed_backups"),
        in.count("num_sessions_acquired"),
        in.count("num_sessions_exhausted"));
  }

  private static String key(ProtoFields in, String name) {
    String key = in.text(name);
    if (!KEY.matcher(key).matches()) {
      throw in.malformed(name, "a public key in hex");
    }
    return key.toLowerCase(java.util.Locale.ROOT);
  }
}
