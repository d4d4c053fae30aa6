package vedette.watch.fold;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import vedette.event.NetEvent;
import vedette.event.P2pMessage;
import vedette.event.P2pMessage.PayloadState;
import vedette.event.Peer;
import vedette.poll.bitcoind.BitcoindAnswer;
import vedette.watch.view.PeerView;
import vedette.wire.Bytes;
import vedette.wire.Hash256;

/// What is known of one peer.
///
/// About 4 KiB, and its last messages, at most 24 of 1 KiB each.
final class PeerState {
  static final int LAST = 24;
  static final int LAST_PAYLOAD = 1_024;
  static final int INCIDENTS = 8;
  static final int TEXT = 256;

  private final long id;
  private final long seenAt;
  private String address = "";
  private String network = "";
  private String connection = "";
  private String subnet = "";
  private boolean inbound;

  final Handshake handshake = new Handshake();
  final Pings pings = new Pings();
  final Habits habits = new Habits();
  final Sliding rateIn = Sliding.tenSeconds();
  final Sliding rateOut = Sliding.tenSeconds();
  final Deque<PeerView.Incident> incidents = new ArrayDeque<>(INCIDENTS);

  /// Blocks that were asked of it and when, ms; Core asks for 16 at once.
  final Map<Hash256, Long> asked = new LinkedHashMap<>();

  long connectedAt = -1;
  boolean openingSeen;
  boolean evicted;
  long stalledAt = -1;
  long lastMessageAt = -1;
  long bytesIn;
  long bytesOut;
  long messagesIn;
  long messagesOut;
  int misbehaved;
  BitcoindAnswer.@Nullable PeerInfo info;

  private final long[] counts = new long[2 * Types.COUNT];
  private final long[] sizes = new long[2 * Types.COUNT];
  private final Deque<NetEvent.Message> last = new ArrayDeque<>(LAST);

  PeerState(long id, long seenAt) {
    this.id = id;
    this.seenAt = seenAt;
  }

  long id() {
    return id;
  }

  long seenAt() {
    return seenAt;
  }

  String address() {
    return address;
  }

  String network() {
    return network;
  }

  String connection() {
    return connection;
  }

  boolean inbound() {
    return inbound;
  }

  /// Its /16 or /32, empty if it is in none.
  String subnet() {
    return subnet;
  }

  void identify(Peer peer) {
    identify(peer.address(), peer.network(), peer.connection());
  }

  void identify(String toldAddress, String toldNetwork, String toldConnection) {
    if (!toldAddress.isEmpty()) {
      address = Words.tame(toldAddress, TEXT);
    }
    if (!toldNetwork.isEmpty()) {
      network = Words.tame(toldNetwork, 32);
    }
    if (!toldConnection.isEmpty()) {
      connection = Words.tame(toldConnection, 32);
      inbound = connection.equals("inbound");
    }
    subnet = Subnets.of(address, network);
  }

  void message(NetEvent.Message said, int type, boolean in, long ms) {
    P2pMessage message = said.message();
    int slot = in ? type : Types.COUNT + type;
    counts[slot]++;
    sizes[slot] += message.size();
    if (in) {
      messagesIn++;
      bytesIn += message.size();
      rateIn.add(ms, message.size());
    } else {
      messagesOut++;
      bytesOut += message.size();
      rateOut.add(ms, message.size());
    }
    lastMessageAt = ms;
    if (last.size() == LAST) {
      last.removeLast();
    }
    last.addFirst(message.payload().size() <= LAST_PAYLOAD ? said : withoutPayload(said));
  }

  private static NetEvent.Message withoutPayload(NetEvent.Message said) {
    P2pMessage whole = said.message();
    P2pMessage message =
        new P2pMessage(whole.type(), whole.size(), Bytes.EMPTY, PayloadState.NOT_TAKEN);
    return switch (said) {
      case NetEvent.InboundMessage in ->
          new NetEvent.InboundMessage(in.origin(), in.peer(), message);
      case NetEvent.OutboundMessage out ->
          new NetEvent.OutboundMessage(out.origin(), out.peer(), message);
    };
  }

  long count(int type, boolean in) {
    return counts[in ? type : Types.COUNT + type];
  }

  long size(int type, boolean in) {
    return sizes[in ? type : Types.COUNT + type];
  }

  /// Newest first.
  Deque<NetEvent.Message> last() {
    return last;
  }

  void incident(long ms, String what) {
    misbehaved++;
    if (incidents.size() == INCIDENTS) {
      incidents.removeLast();
    }
    incidents.addFirst(new PeerView.Incident(ms, Words.tame(what, TEXT)));
  }

  /// What its `version` said.
  static final class Handshake {
    int version = -1;
    long services = -1;
    String userAgent = "";
    boolean said;
  }
}
