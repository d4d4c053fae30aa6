package vedette.watch.monerod;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.function.LongPredicate;
import vedette.poll.monerod.MonerodAnswer;

/// Makes the page of what is known.
final class MonerodPages {
  private static final int MOST_PEERS = 200;

  private MonerodPages() {}

  static MonerodPage of(MonerodAnswer.Overview info, MonerodState state, List<String> masked) {
    OptionalLong behind = state.behind();
    boolean catchingUp = behind.orElse(0) > 0;
    return new MonerodPage(
        info.network(),
        info.version(),
        info.updateAvailable(),
        info.restricted(),
        info.offline(),
        info.untrusted(),
        info.synchronised(),
        info.busySyncing(),
        info.height(),
        info.target(),
        info.ownHeight(),
        behind,
        catchingUp ? state.climb.low(behind.getAsLong()) : OptionalDouble.empty(),
        catchingUp ? state.climb.high(behind.getAsLong()) : OptionalDouble.empty(),
        Optional.ofNullable(state.sync)
            .map(it -> OptionalLong.of(it.waitingBlocks()))
            .orElse(OptionalLong.empty()),
        Optional.ofNullable(state.header).map(it -> tip(it, state)),
        links(info, state),
        Optional.ofNullable(state.pool).map(MonerodPages::pool),
        info.restricted()
            ? Optional.empty()
            : Optional.of(new MonerodPage.Disk(info.database(), info.free())),
        Optional.ofNullable(state.hardFork)
            .map(it -> new MonerodPage.Rules(it.version(), it.enabled(), it.earliest())),
        Optional.ofNullable(state.fees).map(MonerodAnswer.Fees::perByte).orElse(List.of()),
        millis(info.started()),
        List.copyOf(masked),
        state.infoAt);
  }

  private static OptionalLong millis(OptionalLong seconds) {
    return seconds.isPresent()
        ? OptionalLong.of(seconds.getAsLong() * 1_000)
        : OptionalLong.empty();
  }

  private static MonerodPage.Tip tip(MonerodAnswer.Header header, MonerodState state) {
    return new MonerodPage.Tip(
        header.height(),
        header.hash(),
        millis(header.timestamp()),
        state.tipSeenAt(),
        header.transactions(),
        header.weight(),
        MonerodFold.xmr(header.reward()),
        header.difficulty());
  }

  private static MonerodPage.Waiting pool(MonerodAnswer.Pool pool) {
    return new MonerodPage.Waiting(
        pool.transactions(),
        pool.bytes(),
        MonerodFold.xmr(pool.fees()),
        millis(pool.oldest()),
        pool.failing(),
        pool.doubleSpends(),
        pool.olderThan10Minutes());
  }

  private static Optional<MonerodPage.Links> links(
      MonerodAnswer.Overview info, MonerodState state) {
    if (info.restricted()) {
      return Optional.empty();
    }
    Optional<MonerodAnswer.Connections> all = Optional.ofNullable(state.connections);
    Optional<MonerodAnswer.Traffic> traffic = Optional.ofNullable(state.traffic);
    List<MonerodAnswer.Peer> peers = all.map(MonerodAnswer.Connections::peers).orElse(List.of());
    Map<String, Long> networks = new TreeMap<>();
    peers.forEach(peer -> networks.merge(peer.network(), 1L, Long::sum));
    return Optional.of(
        new MonerodPage.Links(
            info.outgoing(),
            info.incoming(),
            info.whitePeers(),
            info.greyPeers(),
            traffic.map(it -> OptionalLong.of(it.received())).orElse(OptionalLong.empty()),
            traffic.map(it -> OptionalLong.of(it.sent())).orElse(OptionalLong.empty()),
            all.isEmpty()
                ? OptionalLong.empty()
                : with(peers, it -> it < info.height() - Verdict.LAG),
            all.isEmpty()
                ? OptionalLong.empty()
                : with(peers, it -> it > info.height() + Verdict.LAG),
            networks,
            peers.stream().limit(MOST_PEERS).map(peer -> peer(peer, state)).toList()));
  }

  private static OptionalLong with(List<MonerodAnswer.Peer> peers, LongPredicate height) {
    return OptionalLong.of(
        peers.stream()
            .filter(peer -> peer.height().isPresent() && height.test(peer.height().getAsLong()))
            .count());
  }

  private static MonerodPage.Peer peer(MonerodAnswer.Peer peer, MonerodState state) {
    return new MonerodPage.Peer(
        peer.incoming(),
        peer.network(),
        peer.state(),
        peer.height(),
        state.connectedAt(peer),
        peer.received(),
        peer.sent());
  }
}
