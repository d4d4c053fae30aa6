package vedette.watch.lnd;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import vedette.poll.lnd.LndAnswer;
import vedette.poll.lnd.LndChannel;

/// What one LND said last, call by call, and what was noticed about it since.
final class LndFacts {
  /// An answer older than this is not what is any more, ms; above the longest interval of what
  /// changes by itself, with room for a call that hangs.
  static final long FRESH_MS = 180_000;

  /// LND goes on-chain so many blocks before a payment to us expires whose preimage it knows; one
  /// from us it lets expire first. Source: LND's `lncfg/config.go`.
  static final int INCOMING_CLOSE_DELTA = 16;

  final Known<LndAnswer.State> state = new Known<>();
  final Known<LndAnswer.NodeInfo> info = new Known<>();
  final Known<LndAnswer.Channels> channels = new Known<>();
  final Known<LndAnswer.Pending> pending = new Known<>();
  final Known<LndAnswer.Closed> closed = new Known<>();
  final Known<LndAnswer.ChannelBalance> inChannels = new Known<>();
  final Known<LndAnswer.WalletBalance> onChain = new Known<>();
  final Known<LndAnswer.Peers> peers = new Known<>();
  final Known<LndAnswer.Forwards> forwards = new Known<>();
  final Known<LndAnswer.Tower> tower = new Known<>();
  final Known<LndAnswer.Certificate> certificate = new Known<>();
  final ChannelMemory memory = new ChannelMemory();
  final ChannelLog log = new ChannelLog();

  /// When a closing channel was first seen so, ms, by its point; as many as the last answer has.
  private Map<String, Long> closingSince = new HashMap<>();

  private Map<String, String> names = Map.of();

  void accept(LndAnswer answer, long now) {
    switch (answer) {
      case LndAnswer.State it -> state.set(it, now);
      case LndAnswer.NodeInfo it -> info.set(it, now);
      case LndAnswer.Channels it -> {
        Map<String, String> known = new HashMap<>();
        it.channels().forEach(channel -> known.put(channel.peer(), Names.of(channel)));
        memory.accept(it.channels(), now).forEach(change -> log.channel(change, now));
        names = known;
        channels.set(it, now);
      }
      case LndAnswer.Pending it -> {
        closing(it, now);
        pending.set(it, now);
      }
      case LndAnswer.Closed it -> {
        log.closed(closed.get(), it, this::name, now);
        closed.set(it, now);
      }
      case LndAnswer.ChannelBalance it -> inChannels.set(it, now);
      case LndAnswer.WalletBalance it -> onChain.set(it, now);
      case LndAnswer.Peers it -> peers.set(it, now);
      case LndAnswer.Forwards it -> forwards.set(it, now);
      case LndAnswer.Tower it -> tower.set(it, now);
      case LndAnswer.Certificate it -> certificate.set(it, now);
    }
  }

  private void closing(LndAnswer.Pending latest, long now) {
    boolean first = pending.get().isEmpty();
    Map<String, Long> since = new HashMap<>();
    latest
        .waitingClose()
        .forEach(it -> {
          if (!closingSince.containsKey(it.base().point()) && !first) {
            log.closing(name(it.base().peer()), it.byForce(), now);
          }
          since.put(it.base().point(), closingSince.getOrDefault(it.base().point(), now));
        });
    latest
        .forceClosing()
        .forEach(it -> {
          if (!closingSince.containsKey(it.base().point()) && !first) {
            log.forced(name(it.base().peer()), now);
          }
          since.put(it.base().point(), closingSince.getOrDefault(it.base().point(), now));
        });
    closingSince = since;
  }

  /// When a closing channel was first seen so, ms.
  long closingSince(String point, long now) {
    return closingSince.getOrDefault(point, now);
  }

  /// What a peer calls itself, or the beginning of its key.
  String name(String peer) {
    return names.getOrDefault(peer, Names.shortened(peer));
  }

  /// Blocks until a payment expires; empty if LND's height is not known.
  OptionalLong blocksLeft(LndChannel.Htlc htlc) {
    Optional<LndAnswer.NodeInfo> node = info.get();
    return node.isPresent()
        ? OptionalLong.of(htlc.expiryHeight() - node.get().blockHeight())
        : OptionalLong.empty();
  }

  /// Blocks until the first payment of these channels expires; empty if there is none.
  OptionalLong firstExpiry(List<LndChannel> of) {
    return of.stream()
        .flatMap(channel -> channel.htlcs().stream())
        .map(this::blocksLeft)
        .filter(OptionalLong::isPresent)
        .mapToLong(OptionalLong::getAsLong)
        .min();
  }
}
