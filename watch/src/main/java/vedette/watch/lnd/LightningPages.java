package vedette.watch.lnd;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.TreeMap;
import vedette.poll.lnd.LndAnswer;
import vedette.poll.lnd.LndChannel;
import vedette.poll.lnd.PendingChannel;
import vedette.watch.service.Surroundings;

/// Makes the page of one LND.
final class LightningPages {
  private static final int MOST_CHANNELS = 500;
  private static final int MOST_IN_FLIGHT = 200;
  private static final int MOST_PEERS = 200;
  private static final int MOST_PENDING = 200;
  private static final int MOST_CLOSED = 20;
  private static final double MSAT = 1_000.0;

  private final LndFacts facts;
  private final Surroundings around;

  LightningPages(LndFacts facts, Surroundings around) {
    this.facts = facts;
    this.around = around;
  }

  LightningPage page(long now) {
    List<LndChannel> channels =
        facts.channels.get().map(LndAnswer.Channels::channels).orElse(List.of());
    List<LightningPage.InFlight> inFlight = inFlight(channels, now);
    List<LndAnswer.Peer> peers = facts.peers.get().map(LndAnswer.Peers::peers).orElse(List.of());
    return new LightningPage(
        facts.state.get().map(it -> it.state().name()),
        facts.info.get().map(this::node),
        balances(),
        channels(channels, now),
        Math.max(0, channels.size() - MOST_CHANNELS)
            + facts.channels.get().map(LndAnswer.Channels::leftOut).orElse(0),
        facts.channels.asOf(),
        first(inFlight, MOST_IN_FLIGHT),
        Math.max(0, inFlight.size() - MOST_IN_FLIGHT),
        facts.pending.get().map(this::opening).orElse(List.of()),
        facts.pending.get().map(it -> closing(it, now)).orElse(List.of()),
        facts.pending.asOf(),
        facts.closed.get().map(this::closed).orElse(List.of()),
        facts
            .closed
            .get()
            .<Map<String, Integer>>map(it -> new TreeMap<>(it.counts()))
            .orElse(Map.of()),
        peers(peers),
        Math.max(0, peers.size() - MOST_PEERS),
        facts.peers.asOf(),
        facts.forwards.get().map(LightningPages::days).orElse(List.of()),
        facts
            .tower
            .get()
            .map(it ->
                new LightningPage.Tower(
                    it.backups(), it.pending(), it.failed(), facts.tower.asOf().orElse(now))),
        facts
            .certificate
            .get()
            .map(it ->
                new LightningPage.Certificate(
                    it.notBefore().toEpochMilli(), it.notAfter().toEpochMilli())),
        facts.log.within(now),
        around.reach().refused());
  }

  /// LND appends the commit that it was built from, which may be empty.
  static String version(String told) {
    int commit = told.indexOf(" commit=");
    return commit < 0 ? told : told.substring(0, commit);
  }

  private LightningPage.Node node(LndAnswer.NodeInfo info) {
    return new LightningPage.Node(
        info.alias(),
        info.pubkey(),
        info.network(),
        version(info.version()),
        info.blockHeight(),
        around.bitcoinHeight(),
        info.bestHeaderTime().isPresent()
            ? OptionalLong.of(info.bestHeaderTime().getAsLong() * 1_000)
            : OptionalLong.empty(),
        info.syncedToChain(),
        info.syncedToGraph(),
        info.walletSynced(),
        facts.info.asOf().orElse(0));
  }

  private Optional<LightningPage.Balances> balances() {
    Optional<LndAnswer.ChannelBalance> inChannels = facts.inChannels.get();
    Optional<LndAnswer.WalletBalance> onChain = facts.onChain.get();
    Optional<LndAnswer.Pending> pending = facts.pending.get();
    if (inChannels.isEmpty() && onChain.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new LightningPage.Balances(
            inChannels.map(it -> OptionalLong.of(it.local())).orElse(OptionalLong.empty()),
            inChannels.map(it -> OptionalLong.of(it.remote())).orElse(OptionalLong.empty()),
            inChannels.map(LndAnswer.ChannelBalance::unsettledRemote).orElse(OptionalLong.empty()),
            inChannels.map(LndAnswer.ChannelBalance::unsettledLocal).orElse(OptionalLong.empty()),
            onChain.map(it -> OptionalLong.of(it.confirmed())).orElse(OptionalLong.empty()),
            onChain.map(it -> OptionalLong.of(it.unconfirmed())).orElse(OptionalLong.empty()),
            onChain.map(LndAnswer.WalletBalance::anchorReserve).orElse(OptionalLong.empty()),
            pending.map(it -> OptionalLong.of(it.limbo())).orElse(OptionalLong.empty())));
  }

  /// Those that need somebody first: offline ones, those whose payments expire, then by capacity.
  private List<LightningPage.Channel> channels(List<LndChannel> channels, long now) {
    return channels.stream()
        .sorted(
            Comparator.comparing(LndChannel::active)
                .thenComparingLong(
                    channel -> facts.firstExpiry(List.of(channel)).orElse(Long.MAX_VALUE))
                .thenComparing(Comparator.comparingLong(LndChannel::capacity).reversed())
                .thenComparing(LndChannel::point))
        .limit(MOST_CHANNELS)
        .map(channel -> channel(channel, now))
        .toList();
  }

  private LightningPage.Channel channel(LndChannel it, long now) {
    ChannelMemory.Turn turn = facts.memory.turn(it);
    return new LightningPage.Channel(
        it.shortId(),
        it.point(),
        it.peer(),
        Names.of(it),
        it.active(),
        Math.min(now, turn.since()),
        turn.seen(),
        it.isPrivate(),
        it.initiator(),
        it.capacity(),
        it.local(),
        it.remote(),
        it.localReserve(),
        it.remoteReserve(),
        Room.canSend(it),
        Room.canReceive(it),
        it.htlcs().stream().mapToLong(LndChannel.Htlc::amount).sum(),
        it.htlcs().size(),
        facts.firstExpiry(List.of(it)),
        it.sent(),
        it.received(),
        Room.uptime(it),
        it.flags().filter(flags -> !flags.equals("ChanStatusDefault")));
  }

  private List<LightningPage.InFlight> inFlight(List<LndChannel> channels, long now) {
    List<LightningPage.InFlight> all = new ArrayList<>();
    for (LndChannel channel : channels) {
      for (LndChannel.Htlc htlc : channel.htlcs()) {
        OptionalLong blocks = facts.blocksLeft(htlc);
        long delta = htlc.incoming() ? LndFacts.INCOMING_CLOSE_DELTA : 0;
        all.add(
            new LightningPage.InFlight(
                channel.shortId(),
                Names.of(channel),
                htlc.incoming(),
                htlc.forwarded(),
                htlc.amount(),
                htlc.expiryHeight(),
                blocks,
                blocks.isPresent()
                    ? OptionalLong.of(blocks.getAsLong() - delta)
                    : OptionalLong.empty(),
                facts.memory.firstSeen(channel, htlc, now),
                !channel.active()));
      }
    }
    all.sort(Comparator.comparingLong(LightningPage.InFlight::expiryHeight));
    return all;
  }

  private List<LightningPage.Opening> opening(LndAnswer.Pending pending) {
    return first(pending.opening(), MOST_PENDING).stream()
        .map(it ->
            new LightningPage.Opening(
                it.base().point(),
                it.base().peer(),
                facts.name(it.base().peer()),
                it.base().capacity(),
                it.base().local(),
                it.confirmationsLeft(),
                it.expiresInBlocks()))
        .toList();
  }

  private List<LightningPage.Closing> closing(LndAnswer.Pending pending, long now) {
    List<LightningPage.Closing> all = new ArrayList<>();
    for (PendingChannel.ForceClosing it : first(pending.forceClosing(), MOST_PENDING)) {
      all.add(
          new LightningPage.Closing(
              it.base().point(),
              it.base().peer(),
              facts.name(it.base().peer()),
              true,
              it.base().capacity(),
              it.limbo(),
              it.recovered(),
              it.blocksLeft(),
              it.htlcs(),
              it.anchor(),
              Optional.empty(),
              it.closingTxid(),
              facts.closingSince(it.base().point(), now)));
    }
    for (PendingChannel.WaitingClose it : first(pending.waitingClose(), MOST_PENDING)) {
      all.add(
          new LightningPage.Closing(
              it.base().point(),
              it.base().peer(),
              facts.name(it.base().peer()),
              it.byForce(),
              it.base().capacity(),
              it.limbo(),
              OptionalLong.empty(),
              it.confirmationsLeft(),
              0,
              Optional.empty(),
              it.flags(),
              it.closingTxid(),
              facts.closingSince(it.base().point(), now)));
    }
    return all;
  }

  private List<LightningPage.Closed> closed(LndAnswer.Closed closed) {
    return first(closed.latest(), MOST_CLOSED).stream()
        .map(it ->
            new LightningPage.Closed(
                LndChannel.shortId(it.id()),
                it.peer(),
                facts.name(it.peer()),
                it.how(),
                it.closeHeight(),
                it.capacity(),
                it.settledBalance(),
                it.closeInitiator()))
        .toList();
  }

  private List<LightningPage.Peer> peers(List<LndAnswer.Peer> peers) {
    return first(peers, MOST_PEERS).stream()
        .map(it ->
            new LightningPage.Peer(
                it.pubkey(),
                facts.name(it.pubkey()),
                it.address(),
                it.inbound(),
                it.pingMicros().isPresent()
                    ? OptionalDouble.of(it.pingMicros().getAsLong() / MSAT)
                    : OptionalDouble.empty(),
                it.bytesSent(),
                it.bytesReceived(),
                it.flaps(),
                it.lastFlap().isPresent()
                    ? OptionalLong.of(it.lastFlap().get().toEpochMilli())
                    : OptionalLong.empty(),
                it.lastError()))
        .toList();
  }

  private static List<LightningPage.Day> days(LndAnswer.Forwards forwards) {
    return forwards.days().stream()
        .map(day ->
            new LightningPage.Day(
                day.date().toString(), day.count(), day.amountMsat() / MSAT, day.feeMsat() / MSAT))
        .toList();
  }

  private static <T> List<T> first(List<T> all, int most) {
    return List.copyOf(all.subList(0, Math.min(most, all.size())));
  }
}
