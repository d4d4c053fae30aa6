package vedette.watch.fold;

import vedette.event.NetEvent;
import vedette.event.P2pMessage;
import vedette.event.P2pMessage.PayloadState;
import vedette.wire.Bytes;
import vedette.wire.Decoding;
import vedette.wire.Message;
import vedette.wire.MessageDecoder;

/// Looks into the messages whose content is needed, and counts all of them.
final class Messages {
  /// Core never tells more at once; more than the second number it refuses.
  private static final int USUAL_INV = 1_000;

  private static final int MOST_INV = 50_000;
  private static final int MOST_ADDRESSES = 1_000;
  private static final int ADDR_BYTES = 30;
  private static final int ADDRV2_BYTES = 9;

  private final Counters counters;
  private final PeerTable peers;
  private final Net net;
  private final Oddities oddities;
  private final BlockTalk talk;
  final Sliding bytesIn = Sliding.tenSeconds();
  final Sliding bytesOut = Sliding.tenSeconds();
  final Sliding messagesIn = Sliding.tenSeconds();
  final Sliding messagesOut = Sliding.tenSeconds();

  /// Whether a payload that tells of blocks did not come along: then silence says nothing.
  private boolean blind;

  Messages(Counters counters, PeerTable peers, Net net, Oddities oddities, BlockTalk talk) {
    this.counters = counters;
    this.peers = peers;
    this.net = net;
    this.oddities = oddities;
    this.talk = talk;
  }

  boolean blind() {
    return blind;
  }

  void accept(NetEvent.Message said, long nanos) {
    boolean in = said instanceof NetEvent.InboundMessage;
    P2pMessage message = said.message();
    long ms = nanos / 1_000_000;
    counters.add(in ? Counter.MESSAGES_IN : Counter.MESSAGES_OUT, 1);
    counters.add(in ? Counter.BYTES_IN : Counter.BYTES_OUT, message.size());
    (in ? messagesIn : messagesOut).add(ms, 1);
    (in ? bytesIn : bytesOut).add(ms, message.size());
    PeerState peer = peers.of(said.peer(), ms);
    if (peer == null) {
      return;
    }
    int type = Types.of(message.type());
    peer.message(said, type, in, ms);
    if (in) {
      received(peer, message, nanos, ms);
    } else {
      sent(peer, message, nanos, ms);
    }
  }

  private void received(PeerState peer, P2pMessage message, long nanos, long ms) {
    boolean whole = message.state() == PayloadState.WHOLE;
    switch (message.type()) {
      case "inv", "headers", "cmpctblock", "block" -> {
        if (whole) {
          blocks(peer, message, nanos, ms);
        } else if (!message.type().equals("block") || !header(peer, message, nanos)) {
          blind = true;
        }
      }
      case "blocktxn" ->
          decoded(peer, message, !whole || talk.blockTransactions(message, nanos), ms);
      case "notfound" -> decoded(peer, message, !whole || talk.notFound(message, peer), ms);
      case "addr", "addrv2" -> addresses(peer, message, true, ms);
      case "version" -> {
        if (whole) {
          decoded(peer, message, version(peer, message), ms);
        }
      }
      case "ping" -> {
        if (peer.habits.pinged(ms)) {
          oddities.of(
              peer,
              ms,
              "ping_flood",
              ("Peer %d sent more than 3 pings within 2 min. Core sends one every 2 min; each costs"
                      + " the node an answer.")
                  .formatted(peer.id()));
        }
      }
      case "pong" -> {
        if (whole) {
          pong(peer, message, nanos, ms);
        }
      }
      default -> {}
    }
  }

  private void blocks(PeerState peer, P2pMessage message, long nanos, long ms) {
    boolean decoded =
        switch (message.type()) {
          case "inv" -> {
            long count = talk.inv(message, peer, nanos);
            inventory(peer, count, ms);
            yield count >= 0;
          }
          case "headers" -> talk.headers(message, peer, nanos);
          case "cmpctblock" -> talk.compactBlock(message, peer, nanos);
          default -> talk.block(message, peer, nanos);
        };
    decoded(peer, message, decoded, ms);
  }

  /// A cut block still begins with its header.
  private boolean header(PeerState peer, P2pMessage message, long nanos) {
    return talk.block(message, peer, nanos);
  }

  private void inventory(PeerState peer, long count, long ms) {
    if (count > USUAL_INV) {
      oddities.of(
          peer,
          ms,
          "oversized_inv",
          "Peer %d announced %s things in one inv; %s."
              .formatted(
                  peer.id(),
                  Words.count(count),
                  count > MOST_INV
                      ? "Core refuses more than 50\u2009000"
                      : "Core itself announces at most about 1\u2009000 at once"));
    }
  }

  private void decoded(PeerState peer, P2pMessage message, boolean decoded, long ms) {
    if (!decoded) {
      oddities.of(
          peer,
          ms,
          "undecodable",
          "Peer %d sent a message of type %s that does not decode: broken software, or a probe."
              .formatted(peer.id(), Words.tame(message.type(), 12)));
    }
  }

  private void addresses(PeerState peer, P2pMessage message, boolean in, long ms) {
    boolean v2 = message.type().equals("addrv2");
    Peek peek = new Peek(message.payload());
    boolean whole = message.state() == PayloadState.WHOLE;
    long claimed = peek.compactSize();
    // Of a cut payload the number at its start is believed as far as the true size allows.
    long fitting = message.size() / (v2 ? ADDRV2_BYTES : ADDR_BYTES);
    boolean decodes = !peek.broken() && claimed <= fitting;
    net.addresses(in, decodes ? claimed : 0, ms);
    if (!in) {
      return;
    }
    if (peer.habits.toldAddresses(ms)) {
      oddities.of(
          peer,
          ms,
          "address_spam",
          ("Peer %d sent more than 6 address messages within 60 s. Core takes one address in 10 s"
                  + " from a peer and drops the rest.")
              .formatted(peer.id()));
    }
    if (decodes && claimed > MOST_ADDRESSES) {
      oddities.of(
          peer,
          ms,
          "oversized_addr",
          "Peer %d sent %s addresses in one message; Core refuses more than 1\u2009000."
              .formatted(peer.id(), Words.count(claimed)));
    }
    decoded(peer, message, !whole || decodes, ms);
  }

  private static boolean version(PeerState peer, P2pMessage message) {
    if (!(MessageDecoder.decode("version", message.payload())
        instanceof Decoding.Decoded(Message.Version said, _, _))) {
      return false;
    }
    PeerState.Handshake handshake = peer.handshake;
    handshake.said = true;
    handshake.version = said.version();
    handshake.services = said.services();
    handshake.userAgent =
        said.userAgent()
            .flatMap(Bytes::utf8)
            .map(agent -> Words.tame(agent, PeerState.TEXT))
            .orElse("");
    return true;
  }

  private void pong(PeerState peer, P2pMessage message, long nanos, long ms) {
    Peek peek = new Peek(message.payload());
    long nonce = peek.i64();
    if (peek.broken()) {
      decoded(peer, message, false, ms);
    } else if (peer.pings.answered(nonce, nanos, peer.openingSeen) == Pings.Pong.UNSOLICITED) {
      oddities.of(
          peer,
          ms,
          "unsolicited_pong",
          "Peer %d sent a pong that answers no ping. Core ignores it.".formatted(peer.id()));
    }
  }

  private void sent(PeerState peer, P2pMessage message, long nanos, long ms) {
    boolean whole = message.state() == PayloadState.WHOLE;
    switch (message.type()) {
      case "ping" -> {
        if (whole && message.payload().size() >= 8) {
          peer.pings.asked(new Peek(message.payload()).i64(), nanos);
        }
      }
      case "addr", "addrv2" -> addresses(peer, message, false, ms);
      case "getdata" -> {
        if (whole) {
          talk.getData(message, peer, nanos);
        }
      }
      case "getblocktxn" -> {
        if (whole) {
          talk.getBlockTransactions(message, nanos);
        }
      }
      default -> {}
    }
  }
}
