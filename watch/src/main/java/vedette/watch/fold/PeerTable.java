package vedette.watch.fold;

import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import vedette.event.Peer;
import vedette.poll.bitcoind.BitcoindAnswer;
import vedette.watch.view.SessionRow;

/// Who is connected: joined from connection events, messages and getpeerinfo.
///
/// Peers that are there but not in the table are counted: those from before the watching began, of
/// which only a number was told, and those beyond the 2,000th. The number of connections is always
/// the table plus those.
final class PeerTable {
  static final int MOST = 2_000;
  private static final int TOMBSTONES = 512;

  /// What is older than this before a list was asked for is in it, if it is still there.
  private static final long SLACK_MS = 1_000;

  private final Outbox outbox;
  private final Map<Long, PeerState> peers = new HashMap<>();
  private final Map<Long, Long> ended =
      new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, Long> eldest) {
          return size() > TOMBSTONES;
        }
      };
  private int inbound;
  private int outbound;
  private int unseenInbound;
  private int unseenOutbound;
  private boolean known;
  private boolean endsLost;
  private OptionalLong listedAt = OptionalLong.empty();

  PeerTable(Outbox outbox) {
    this.outbox = outbox;
  }

  Collection<PeerState> peers() {
    return peers.values();
  }

  @Nullable PeerState get(long id) {
    return peers.get(id);
  }

  int inbound() {
    return inbound + unseenInbound;
  }

  int outbound() {
    return outbound + unseenOutbound;
  }

  /// Peers that are connected and not in the table.
  int unlisted() {
    return unseenInbound + unseenOutbound;
  }

  /// Whether the numbers of connections are known.
  boolean known() {
    return known;
  }

  /// When RPC last listed the peers.
  OptionalLong listedAt() {
    return listedAt;
  }

  /// A node that has just started has no peers, and all will be seen.
  void startEmpty() {
    known = true;
  }

  /// A connection was made.
  ///
  /// @param told how many of this direction there are now
  /// @return the peer, null if the table is full
  @Nullable PeerState opened(Peer peer, boolean in, long told, long ms) {
    ended.remove(peer.id());
    PeerState state = peers.get(peer.id());
    if (state != null && state.openingSeen) {
      // The end of the one before was lost.
      end(state, ms, "unlisted");
      state = null;
    }
    if (state == null) {
      state = add(peer.id(), peer.address(), peer.network(), peer.connection(), in, ms);
    } else {
      count(state, -1);
      state.identify(peer);
      count(state, 1);
    }
    if (state != null) {
      state.openingSeen = true;
      state.connectedAt = ms;
    }
    if (endsLost) {
      endSurplus(in, told, ms);
    }
    int most = 1 << 20;
    if (in) {
      unseenInbound = Math.clamp(told - inbound, 0, most);
    } else {
      unseenOutbound = Math.clamp(told - outbound, 0, most);
    }
    known = true;
    return state;
  }

  /// Ends of connections were lost: until RPC lists the peers, the numbers that come with new
  /// connections tell how many of the table are gone.
  void endsLost() {
    endsLost = true;
  }

  /// Ends those that have been silent for longest, as many as there are too many of.
  private void endSurplus(boolean in, long told, long ms) {
    long surplus = (in ? inbound : outbound) - told;
    if (surplus > 0) {
      peers.values().stream()
          .filter(peer -> peer.inbound() == in)
          .sorted(Comparator.comparingLong(PeerTable::heard))
          .limit(surplus)
          .toList()
          .forEach(peer -> end(peer, ms, "unlisted"));
    }
  }

  private static long heard(PeerState peer) {
    return Math.max(peer.seenAt(), Math.max(peer.connectedAt, peer.lastMessageAt));
  }

  /// A connection ended.
  ///
  /// @return the peer as it was, null if it was not in the table
  @Nullable PeerState closed(Peer peer, long ms, long establishedSeconds) {
    ended.put(peer.id(), ms);
    PeerState state = peers.get(peer.id());
    if (state == null) {
      unseen(peer.connection().equals("inbound"), -1);
      return null;
    }
    if (state.connectedAt < 0 && establishedSeconds > 0) {
      state.connectedAt = establishedSeconds * 1_000;
    }
    state.identify(peer);
    end(state, ms, state.evicted ? "evicted" : "closed");
    return state;
  }

  /// The peer of a message; made if it is new and there is room.
  @Nullable PeerState of(Peer peer, long ms) {
    PeerState state = peers.get(peer.id());
    if (state != null || peer.id() < 0 || ended.containsKey(peer.id())) {
      return state;
    }
    boolean in = peer.connection().equals("inbound");
    if (peers.size() < MOST) {
      unseen(in, -1);
      return add(peer.id(), peer.address(), peer.network(), peer.connection(), in, ms);
    }
    return null;
  }

  private void unseen(boolean in, int change) {
    if (in) {
      unseenInbound = Math.max(0, unseenInbound + change);
    } else {
      unseenOutbound = Math.max(0, unseenOutbound + change);
    }
  }

  private @Nullable PeerState add(
      long id, String address, String network, String connection, boolean in, long ms) {
    if (peers.size() >= MOST) {
      unseen(in, 1);
      return null;
    }
    PeerState state = new PeerState(id, ms);
    state.identify(address, network, connection.isEmpty() && in ? "inbound" : connection);
    peers.put(id, state);
    count(state, 1);
    return state;
  }

  private void count(PeerState state, int change) {
    if (state.inbound()) {
      inbound += change;
    } else {
      outbound += change;
    }
  }

  private void end(PeerState state, long ms, String end) {
    peers.remove(state.id());
    count(state, -1);
    outbox.sessionEnded(session(state, ms, end));
  }

  private static SessionRow session(PeerState peer, long ms, String end) {
    double min = peer.pings.minMs();
    return new SessionRow(
        peer.id(),
        peer.address(),
        peer.network(),
        peer.connection(),
        peer.inbound(),
        Optional.of(peer.handshake.userAgent).filter(agent -> !agent.isEmpty()),
        peer.connectedAt < 0 ? OptionalLong.empty() : OptionalLong.of(peer.connectedAt),
        ms,
        end,
        peer.bytesIn,
        peer.bytesOut,
        peer.messagesIn,
        peer.messagesOut,
        Double.isNaN(min) ? OptionalDouble.empty() : OptionalDouble.of(min),
        peer.misbehaved);
  }

  /// RPC listed the peers: what it lists is there, what it does not list and was there before it
  /// was asked is gone.
  ///
  /// @param asked when it was asked, ms: what happened since may not be in the list
  void listed(BitcoindAnswer.Peers list, long asked, long at) {
    Set<Long> ids = new HashSet<>();
    int beyondIn = 0;
    int beyondOut = 0;
    for (BitcoindAnswer.PeerInfo info : list.peers()) {
      if (info.id() < 0) {
        continue;
      }
      ids.add(info.id());
      Long gone = ended.get(info.id());
      PeerState state = peers.get(info.id());
      if (state == null && (gone == null || gone < asked - SLACK_MS)) {
        state =
            peers.size() < MOST
                ? add(
                    info.id(),
                    info.address(),
                    info.network(),
                    info.connectionType(),
                    info.inbound(),
                    at)
                : null;
        if (state == null) {
          beyondIn += info.inbound() ? 1 : 0;
          beyondOut += info.inbound() ? 0 : 1;
        }
      }
      if (state != null) {
        count(state, -1);
        PeerInfos.take(state, info);
        count(state, 1);
      }
    }
    for (PeerState state : List.copyOf(peers.values())) {
      if (!ids.contains(state.id()) && heard(state) < asked - SLACK_MS) {
        ended.put(state.id(), at);
        end(state, at, "unlisted");
      }
    }
    unseenInbound = beyondIn;
    unseenOutbound = beyondOut;
    known = true;
    endsLost = false;
    listedAt = OptionalLong.of(at);
  }

  /// RPC told how many there are; of use where it may not list them.
  void counted(int in, int out) {
    if (listedAt.isEmpty()) {
      unseenInbound = Math.max(0, in - inbound);
      unseenOutbound = Math.max(0, out - outbound);
      known = true;
    }
  }

  /// Ends peers that have been silent since a time; for nodes whose binary does not tell of ends.
  void endSilentSince(long ms, long at) {
    for (PeerState state : List.copyOf(peers.values())) {
      if (Math.max(state.seenAt(), state.lastMessageAt) < ms) {
        end(state, at, "unlisted");
      }
    }
  }

  /// The process ended, and with it every connection.
  void clear(long ms) {
    for (PeerState state : List.copyOf(peers.values())) {
      end(state, ms, "restart");
    }
    ended.clear();
    inbound = 0;
    outbound = 0;
    unseenInbound = 0;
    unseenOutbound = 0;
    known = false;
    listedAt = OptionalLong.empty();
  }
}
