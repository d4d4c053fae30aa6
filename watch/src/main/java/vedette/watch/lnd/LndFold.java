package vedette.watch.lnd;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import vedette.poll.Outcome;
import vedette.poll.Reading;
import vedette.poll.lnd.LndAnswer;
import vedette.poll.lnd.LndChannel;
import vedette.poll.lnd.PendingChannel;
import vedette.poll.lnd.WalletState;
import vedette.watch.service.Gauging;
import vedette.watch.service.ServiceFold;
import vedette.watch.service.Standing;
import vedette.watch.service.Surroundings;
import vedette.watch.view.Figure;

/// What is known of one LND. Memory: its last answers, whose sizes the poll bounds, and as much
/// again for since when channels are as they are.
final class LndFold implements ServiceFold {
  private static final double MSAT = 1_000.0;
  private static final String NOT_TOLD = "LND has not told its channels yet, or too long ago.";

  private final Surroundings around;
  private final LndFacts facts = new LndFacts();
  private final LndJudge judge;

  LndFold(Surroundings around) {
    this.around = around;
    this.judge = new LndJudge(around, facts);
  }

  @Override
  public void accept(Reading reading) {
    if (reading.outcome() instanceof Outcome.Answered(LndAnswer answer)) {
      facts.accept(answer, reading.at().toEpochMilli());
    }
  }

  @Override
  public Standing standing(long now) {
    return judge.standing(now);
  }

  @Override
  public List<Figure> figures(long now) {
    Optional<LndAnswer.Channels> channels = facts.channels.fresh(now, LndFacts.FRESH_MS);
    if (channels.isEmpty()) {
      return List.of(
          Figure.unknown("active channels", "", NOT_TOLD),
          Figure.unknown("we can send", "sat", NOT_TOLD),
          Figure.unknown("payments in flight", "", NOT_TOLD));
    }
    List<LndChannel> all = channels.get().channels();
    long active = all.stream().filter(LndChannel::active).count();
    OptionalLong expiry = facts.firstExpiry(all);
    long payments = all.stream().mapToLong(channel -> channel.htlcs().size()).sum();
    return List.of(
        Figure.text("active channels", active + " of " + all.size()),
        Figure.of(
            "we can send",
            (double) all.stream().filter(LndChannel::active).mapToLong(Room::canSend).sum(),
            "sat"),
        expiry.isPresent()
            ? Figure.of("first expires in", (double) expiry.getAsLong(), "blocks")
            : Figure.of("payments in flight", (double) payments, ""));
  }

  @Override
  public Optional<LightningPage> page(long now) {
    return facts.state.get().isEmpty() && facts.info.get().isEmpty()
        ? Optional.empty()
        : Optional.of(new LightningPages(facts, around).page(now));
  }

  @Override
  public void measure(Gauging into, long now) {
    facts.state.fresh(now, LndFacts.FRESH_MS).ifPresent(it -> measure(into, it.state()));
    facts.info.fresh(now, LndFacts.FRESH_MS).ifPresent(it -> measure(into, it));
    facts.channels.fresh(now, LndFacts.FRESH_MS).ifPresent(it -> measure(into, it.channels(), now));
    facts.pending.fresh(now, LndFacts.FRESH_MS).ifPresent(it -> measure(into, it));
    facts
        .inChannels
        .fresh(now, LndFacts.FRESH_MS)
        .ifPresent(it -> {
          into.put(ChannelMeasures.LOCAL, (double) it.local());
          into.put(ChannelMeasures.REMOTE, (double) it.remote());
          into.put(ChannelMeasures.PENDING_LOCAL, it.pendingOpenLocal());
        });
    facts
        .onChain
        .fresh(now, LndFacts.FRESH_MS)
        .ifPresent(it -> {
          into.put(LndMeasures.CONFIRMED, (double) it.confirmed());
          into.put(LndMeasures.UNCONFIRMED, (double) it.unconfirmed());
          into.put(LndMeasures.RESERVE, it.anchorReserve());
        });
    facts.peers.fresh(now, LndFacts.FRESH_MS).ifPresent(it -> measure(into, it));
    facts.forwards.fresh(now, LndFacts.FRESH_MS).ifPresent(it -> measure(into, it, now));
    facts
        .tower
        .fresh(now, LndFacts.FRESH_MS)
        .ifPresent(it -> {
          into.put(LndMeasures.TOWER_BACKUPS, (double) it.backups());
          into.put(LndMeasures.TOWER_PENDING, (double) it.pending());
          into.put(LndMeasures.TOWER_FAILED, (double) it.failed());
        });
    // These two change rarely or never, and an end is an end also while LND is away.
    facts.closed.get().ifPresent(it -> measure(into, it));
    facts
        .certificate
        .get()
        .ifPresent(
            it -> into.put(LndMeasures.CERTIFICATE, (double) it.notAfter().getEpochSecond()));
  }

  private static void measure(Gauging into, WalletState state) {
    for (WalletState each : WalletState.values()) {
      into.put(
          LndMeasures.WALLET_STATE, each == state, each.name().toLowerCase(java.util.Locale.ROOT));
    }
    into.put(LndMeasures.WALLET_LOCKED, state == WalletState.LOCKED);
  }

  private void measure(Gauging into, LndAnswer.NodeInfo info) {
    into.put(
        LndMeasures.VERSION,
        1,
        LightningPages.version(info.version()),
        info.alias().orElse(""),
        info.pubkey(),
        info.network().orElse(""));
    into.put(LndMeasures.HEIGHT, (double) info.blockHeight());
    into.put(LndMeasures.HEADER_TIME, info.bestHeaderTime());
    into.put(LndMeasures.SYNCED, info.syncedToChain());
    info.syncedToGraph().ifPresent(it -> into.put(LndMeasures.GRAPH_SYNCED, it.booleanValue()));
    info.walletSynced().ifPresent(it -> into.put(LndMeasures.WALLET_SYNCED, it.booleanValue()));
    OptionalLong bitcoin = around.bitcoinHeight();
    if (bitcoin.isPresent()) {
      long behind = bitcoin.getAsLong() - info.blockHeight();
      into.put(LndMeasures.BEHIND, (double) Math.max(0, behind));
      into.put(LndMeasures.AHEAD, (double) Math.max(0, -behind));
    }
  }

  private void measure(Gauging into, List<LndChannel> channels, long now) {
    long active = channels.stream().filter(LndChannel::active).count();
    into.put(ChannelMeasures.ACTIVE, (double) active);
    into.put(ChannelMeasures.INACTIVE, (double) (channels.size() - active));
    into.put(
        ChannelMeasures.INACTIVE_LONGEST,
        channels.stream()
                .filter(channel -> !channel.active())
                .mapToLong(channel -> now - facts.memory.turn(channel).since())
                .max()
                .orElse(0)
            / 1e3);
    into.put(
        ChannelMeasures.HTLCS,
        (double) channels.stream().mapToLong(channel -> channel.htlcs().size()).sum());
    into.put(ChannelMeasures.HTLC_EXPIRY, facts.firstExpiry(channels));
    channels.stream()
        .flatMap(channel ->
            channel.htlcs().stream().map(htlc -> facts.memory.firstSeen(channel, htlc, now)))
        .min(Comparator.naturalOrder())
        .ifPresent(first -> into.put(ChannelMeasures.HTLC_OLDEST, (now - first) / 1e3));
    channels.stream()
        .sorted(
            Comparator.comparingLong(LndChannel::capacity)
                .reversed()
                .thenComparing(LndChannel::point))
        .limit(ChannelMeasures.MOST_CHANNELS)
        .forEach(channel -> measure(into, channel));
    into.put(
        ChannelMeasures.UNLISTED,
        (double) Math.max(0, channels.size() - ChannelMeasures.MOST_CHANNELS));
  }

  private static void measure(Gauging into, LndChannel channel) {
    String[] labels = {channel.shortId(), channel.peer()};
    into.put(ChannelMeasures.CHANNEL_ACTIVE, channel.active(), labels);
    into.put(ChannelMeasures.CHANNEL_CAPACITY, (double) channel.capacity(), labels);
    into.put(ChannelMeasures.OUTGOING, (double) Room.canSend(channel), labels);
    into.put(ChannelMeasures.INCOMING, (double) Room.canReceive(channel), labels);
    into.put(ChannelMeasures.CHANNEL_HTLCS, (double) channel.htlcs().size(), labels);
    into.put(ChannelMeasures.UPTIME, Room.uptime(channel), labels);
    long both = channel.local() + channel.remote();
    into.put(
        ChannelMeasures.LOCAL_RATIO,
        both > 0 ? OptionalDouble.of((double) channel.local() / both) : OptionalDouble.empty(),
        labels);
  }

  private static void measure(Gauging into, LndAnswer.Pending pending) {
    into.put(ChannelMeasures.OPENING, (double) pending.opening().size());
    into.put(ChannelMeasures.WAITING_CLOSE, (double) pending.waitingClose().size());
    into.put(
        ChannelMeasures.FORCE_CLOSING,
        (double)
            (pending.forceClosing().size()
                + pending.waitingClose().stream()
                    .filter(PendingChannel.WaitingClose::byForce)
                    .count()));
    into.put(ChannelMeasures.LIMBO, (double) pending.limbo());
  }

  private static void measure(Gauging into, LndAnswer.Closed closed) {
    closed
        .counts()
        .forEach((how, count) ->
            into.put(
                ChannelMeasures.CLOSED_CHANNELS,
                (double) count,
                how.toLowerCase(java.util.Locale.ROOT)));
    into.put(
        ChannelMeasures.FORCE_CLOSED,
        (double)
            closed.counts().entrySet().stream()
                .filter(it -> it.getKey().contains("FORCE") || it.getKey().startsWith("BREACH"))
                .mapToLong(it -> it.getValue())
                .sum());
  }

  private static void measure(Gauging into, LndAnswer.Peers peers) {
    into.put(LndMeasures.PEER_COUNT, (double) (peers.peers().size() + peers.leftOut()));
    peers.peers().stream()
        .filter(peer -> peer.flaps().isPresent())
        .sorted(
            Comparator.comparingLong((LndAnswer.Peer peer) -> peer.flaps().orElse(0))
                .reversed()
                .thenComparing(LndAnswer.Peer::pubkey))
        .limit(ChannelMeasures.MOST_CHANNELS)
        .forEach(peer -> into.put(LndMeasures.FLAPS, peer.flaps(), peer.pubkey()));
  }

  private static void measure(Gauging into, LndAnswer.Forwards forwards, long now) {
    if (!forwards.complete()) {
      return;
    }
    LocalDate today = LocalDate.ofInstant(java.time.Instant.ofEpochMilli(now), ZoneOffset.UTC);
    List<LndAnswer.Forwards.Day> days = forwards.days();
    List<LndAnswer.Forwards.Day> ofToday =
        days.stream().filter(day -> day.date().equals(today)).toList();
    into.put(LndMeasures.FORWARDS_TODAY, (double) count(ofToday));
    into.put(LndMeasures.FEES_TODAY, fees(ofToday));
    into.put(LndMeasures.FORWARDS_MONTH, (double) count(days));
    into.put(LndMeasures.FEES_MONTH, fees(days));
    into.put(
        LndMeasures.AMOUNT_MONTH, days.stream().mapToDouble(day -> day.amountMsat() / MSAT).sum());
  }

  private static long count(List<LndAnswer.Forwards.Day> days) {
    return days.stream().mapToLong(LndAnswer.Forwards.Day::count).sum();
  }

  private static double fees(List<LndAnswer.Forwards.Day> days) {
    return days.stream().mapToDouble(day -> day.feeMsat() / MSAT).sum();
  }
}
