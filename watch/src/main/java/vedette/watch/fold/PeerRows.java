package vedette.watch.fold;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import vedette.poll.bitcoind.BitcoindAnswer;
import vedette.watch.view.PeerView;
import vedette.watch.view.PeersView;

/// Peers as they are shown.
final class PeerRows {
  private static final int NOTES = 4;
  private static final long NOTED_MS = 600_000;
  private static final double SLOW_PING_SECONDS = 30;
  private static final long CLOCK_SECONDS = 70;

  private PeerRows() {}

  static PeersView view(PeerTable table, long now) {
    Map<String, PeersView.PeerRow> rows = LinkedHashMap.newLinkedHashMap(table.peers().size());
    for (PeerState peer : table.peers()) {
      rows.put(Long.toString(peer.id()), row(peer, now));
    }
    return new PeersView(table.listedAt(), table.unlisted(), Collections.unmodifiableMap(rows));
  }

  static PeersView.PeerRow row(PeerState peer, long now) {
    BitcoindAnswer.PeerInfo info = peer.info;
    PeerState.Handshake said = peer.handshake;
    boolean introduced = said.version >= 0;
    return new PeersView.PeerRow(
        peer.id(),
        peer.address(),
        peer.network(),
        peer.connection(),
        peer.inbound(),
        introduced ? Optional.of(ServiceBits.letters(said.services)) : Optional.empty(),
        introduced ? OptionalInt.of(said.version) : OptionalInt.empty(),
        introduced ? Optional.of(said.userAgent) : Optional.empty(),
        known(peer.connectedAt),
        known(peer.pings.lastMs()),
        known(peer.pings.minMs()),
        peer.bytesIn,
        peer.bytesOut,
        peer.messagesIn,
        peer.messagesOut,
        Math.rint(peer.rateIn.perSecond(now)),
        Math.rint(peer.rateOut.perSecond(now)),
        known(lastMessageAt(peer, info)),
        info == null ? OptionalLong.empty() : atLeastZero(info.syncedBlocks()),
        info == null ? OptionalLong.empty() : info.mappedAs(),
        info == null ? Optional.empty() : info.transport().map(word -> Words.tame(word, 16)),
        peer.misbehaved,
        notes(peer, info, now));
  }

  private static long lastMessageAt(PeerState peer, BitcoindAnswer.@Nullable PeerInfo info) {
    return info == null
        ? peer.lastMessageAt
        : Math.max(
            peer.lastMessageAt,
            Math.max(info.lastReceived(), info.lastSend()) > 0
                ? Math.max(info.lastReceived(), info.lastSend()) * 1_000
                : -1);
  }

  private static List<String> notes(
      PeerState peer, BitcoindAnswer.@Nullable PeerInfo info, long now) {
    List<String> notes = new ArrayList<>(NOTES);
    if (peer.misbehaved > 0) {
      notes.add(
          "broke a rule"
              + (peer.misbehaved == 1 ? "" : " " + Words.count(peer.misbehaved) + " times"));
    }
    if (peer.stalledAt >= 0 && now - peer.stalledAt < NOTED_MS) {
      notes.add("owed a block for 10 s");
    }
    if (peer.habits.pingsOften(now)) {
      notes.add("pings often");
    }
    if (peer.habits.tellsManyAddresses(now)) {
      notes.add("sends many address messages");
    }
    if (info != null && info.pingWait().orElse(0) > SLOW_PING_SECONDS) {
      notes.add(
          "has not answered a ping for "
              + Words.age((long) (info.pingWait().getAsDouble() * 1_000)));
    }
    if (info != null && Math.abs(info.timeOffset()) > CLOCK_SECONDS) {
      notes.add("its clock is off by " + Words.age(Math.abs(info.timeOffset()) * 1_000));
    }
    return List.copyOf(notes.subList(0, Math.min(NOTES, notes.size())));
  }

  static PeerView detail(PeerState peer, long now) {
    Map<String, PeerView.Traffic> traffic = new TreeMap<>();
    for (int type = 0; type < Types.COUNT; type++) {
      long in = peer.count(type, true);
      long out = peer.count(type, false);
      if (in + out > 0) {
        traffic.put(
            Types.word(type),
            new PeerView.Traffic(in, peer.size(type, true), out, peer.size(type, false)));
      }
    }
    return new PeerView(
        row(peer, now),
        Collections.unmodifiableMap(traffic),
        List.copyOf(peer.last()),
        List.copyOf(peer.incidents));
  }

  private static OptionalLong known(long value) {
    return value < 0 ? OptionalLong.empty() : OptionalLong.of(value);
  }

  private static OptionalDouble known(double value) {
    return Double.isNaN(value) ? OptionalDouble.empty() : OptionalDouble.of(value);
  }

  private static OptionalLong atLeastZero(OptionalLong value) {
    return value.isPresent() && value.getAsLong() < 0 ? OptionalLong.empty() : value;
  }
}
