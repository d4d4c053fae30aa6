package vedette.watch.fold;

import org.jspecify.annotations.Nullable;
import vedette.event.P2pMessage;

/// Reads from messages what they say of blocks, and keeps in mind which were asked of whom.
final class BlockTalk {
  /// Core announces at most so many blocks by headers; longer lists answer a question.
  private static final long ANNOUNCED_BY_HEADERS = 8;

  private static final int ASKED_OF_ONE_PEER = 16;
  private static final long BLOCK = 2;
  private static final long COMPACT_BLOCK = 4;
  private static final long WITNESS_BLOCK = 0x40000002L;
  private static final int INVENTORY_BYTES = 36;
  private static final int HEADER_BYTES = 81;
  private static final long STALLED_MS = 10_000;

  private final Blocks blocks;
  private final Oddities oddities;

  BlockTalk(Blocks blocks, Oddities oddities) {
    this.blocks = blocks;
    this.oddities = oddities;
  }

  /// Reads an inv: blocks in it are announced.
  ///
  /// @return how many entries it has, −1 if it does not decode
  long inv(P2pMessage message, PeerState peer, long nanos) {
    Peek peek = new Peek(message.payload());
    long count = peek.count(INVENTORY_BYTES);
    for (long i = 0; i < count; i++) {
      long kind = peek.u32();
      if (isBlock(kind)) {
        blocks.announce(peek.hash(), peer, "inv", nanos);
      } else {
        peek.skip(INVENTORY_BYTES - 4);
      }
    }
    return peek.broken() ? -1 : count;
  }

  private static boolean isBlock(long kind) {
    return kind == BLOCK || kind == COMPACT_BLOCK || kind == WITNESS_BLOCK;
  }

  /// The node asks for something: blocks are remembered.
  void getData(P2pMessage message, PeerState peer, long nanos) {
    Peek peek = new Peek(message.payload());
    long count = peek.count(INVENTORY_BYTES);
    for (long i = 0; i < count; i++) {
      if (!isBlock(peek.u32())) {
        peek.skip(INVENTORY_BYTES - 4);
        continue;
      }
      var hash = peek.hash();
      @Nullable BlockState block = blocks.get(hash);
      if (block != null) {
        block.asked = true;
      }
      if (peer.asked.size() < ASKED_OF_ONE_PEER) {
        peer.asked.putIfAbsent(hash, nanos / 1_000_000);
      }
    }
  }

  boolean headers(P2pMessage message, PeerState peer, long nanos) {
    Peek peek = new Peek(message.payload());
    long count = peek.count(HEADER_BYTES);
    if (count <= ANNOUNCED_BY_HEADERS) {
      for (long i = 0; i < count && !peek.broken(); i++) {
        Peek.Header header = peek.header();
        peek.compactSize();
        if (!peek.broken()) {
          blocks.announce(header.hash(), peer, "headers", nanos).headerTime = header.time();
        }
      }
    }
    return !peek.broken();
  }

  boolean compactBlock(P2pMessage message, PeerState peer, long nanos) {
    Peek peek = new Peek(message.payload());
    Peek.Header header = peek.header();
    peek.skip(8);
    long shortIds = peek.count(6);
    peek.skip(6 * shortIds);
    long prefilled = peek.count(11);
    if (peek.broken()) {
      return false;
    }
    BlockState block = blocks.announce(header.hash(), peer, "cmpctblock", nanos);
    block.headerTime = header.time();
    block.compact((int) shortIds, (int) prefilled);
    peer.asked.remove(header.hash());
    return true;
  }

  boolean block(P2pMessage message, PeerState peer, long nanos) {
    Peek peek = new Peek(message.payload());
    Peek.Header header = peek.header();
    if (peek.broken()) {
      return false;
    }
    BlockState block = blocks.announce(header.hash(), peer, "block", nanos);
    block.headerTime = header.time();
    block.size(message.size());
    peer.asked.remove(header.hash());
    return true;
  }

  /// The node asks for what is missing of a compact block.
  void getBlockTransactions(P2pMessage message, long nanos) {
    Peek peek = new Peek(message.payload());
    @Nullable BlockState block = blocks.get(peek.hash());
    long count = peek.count(1);
    if (block != null && !peek.broken()) {
      block.requested((int) count, nanos);
    }
  }

  boolean blockTransactions(P2pMessage message, long nanos) {
    Peek peek = new Peek(message.payload());
    @Nullable BlockState block = blocks.get(peek.hash());
    if (block != null) {
      block.transactionsCame(nanos);
    }
    return !peek.broken();
  }

  /// The peer does not have what was asked.
  boolean notFound(P2pMessage message, PeerState peer) {
    if (peer.asked.isEmpty()) {
      return true;
    }
    Peek peek = new Peek(message.payload());
    long count = peek.count(INVENTORY_BYTES);
    for (long i = 0; i < count; i++) {
      peek.skip(4);
      peer.asked.remove(peek.hash());
    }
    return !peek.broken();
  }

  /// Looks whether the peer owes a block for too long.
  void tick(PeerState peer, long now) {
    if (peer.asked.isEmpty()) {
      return;
    }
    peer.asked
        .entrySet()
        .removeIf(asked -> {
          boolean stalled = now - asked.getValue() > STALLED_MS;
          if (stalled) {
            peer.stalledAt = now;
            oddities.of(
                peer,
                now,
                "stalling",
                "Peer %d has not sent a block for 10 s after it was asked. Core asks another peer by itself."
                    .formatted(peer.id()));
          }
          return stalled;
        });
  }
}
