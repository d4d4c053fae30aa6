package vedette.watch.fold;

import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import vedette.event.UtxoCacheEvent;
import vedette.event.ValidationEvent.BlockConnected;
import vedette.watch.view.BlocksView;
import vedette.wire.Hash256;

/// The last blocks: who told of them, how they came, what connecting them took.
///
/// A peer can name any hash as a block, and tracepoints fire before anything is checked. So the
/// blocks that are only talked about live in a place of their own, 128 of them, at most 8 that the
/// same peer was first to tell of: made-up ones push out each other and never a connected block.
final class Blocks {
  static final int CONNECTED = 144;
  static final int TALKED_ABOUT = 128;
  static final int OF_ONE_PEER = 8;

  private static final long TALK_NANOS = 600_000_000_000L;
  private static final long AGAIN_MS = 10_000;
  private static final long FLUSH_SLACK_MS = 2_000;

  private final Outbox outbox;
  private final Map<Hash256, BlockState> connected = new LinkedHashMap<>();
  private final Map<Hash256, BlockState> talkedAbout = new LinkedHashMap<>();
  private final Deque<Told> told = new ArrayDeque<>();
  private @Nullable BlockState last;
  private long lastAt;
  private Optional<BlocksView.Flush> lastFlush = Optional.empty();

  /// A block that history has, and as what.
  private record Told(BlockState block, long at, BlocksView.BlockRow row) {}

  Blocks(Outbox outbox) {
    this.outbox = outbox;
  }

  /// The block with this hash, if it is known.
  @Nullable BlockState get(Hash256 hash) {
    BlockState block = talkedAbout.get(hash);
    return block != null ? block : connected.get(hash);
  }

  /// A peer told of a block.
  BlockState announce(Hash256 hash, PeerState peer, String kind, long nanos) {
    BlockState block = get(hash);
    if (block == null) {
      makeRoom(peer.id(), nanos);
      block = new BlockState(hash);
      talkedAbout.put(hash, block);
    }
    block.announce(peer, kind, nanos);
    return block;
  }

  private void makeRoom(long peer, long nanos) {
    int ofPeer = 0;
    @Nullable Hash256 oldestOfPeer = null;
    for (Iterator<Map.Entry<Hash256, BlockState>> all = talkedAbout.entrySet().iterator();
        all.hasNext(); ) {
      Map.Entry<Hash256, BlockState> entry = all.next();
      if (Math.abs(nanos - entry.getValue().firstNanos) > TALK_NANOS) {
        all.remove();
      } else if (entry.getValue().firstPeer == peer) {
        ofPeer++;
        oldestOfPeer = oldestOfPeer == null ? entry.getKey() : oldestOfPeer;
      }
    }
    if (oldestOfPeer != null && ofPeer >= OF_ONE_PEER) {
      talkedAbout.remove(oldestOfPeer);
    }
    if (talkedAbout.size() >= TALKED_ABOUT) {
      talkedAbout.remove(talkedAbout.keySet().iterator().next());
    }
  }

  /// A block became part of the chain.
  ///
  /// @param wouldHaveHeard whether an announcement would have been seen
  BlockState connected(BlockConnected event, boolean wouldHaveHeard) {
    BlockState block = talkedAbout.remove(event.hash());
    if (block == null) {
      block = connected.remove(event.hash());
    }
    if (block == null) {
      block = new BlockState(event.hash());
      block.minedHere = wouldHaveHeard;
    }
    block.connected(event);
    connected.put(event.hash(), block);
    if (connected.size() > CONNECTED) {
      connected.remove(connected.keySet().iterator().next());
    }
    last = block;
    lastAt = event.origin().timeNanos() / 1_000_000;
    outbox.block(block.row());
    if (told.size() == CONNECTED) {
      told.removeFirst();
    }
    told.addLast(new Told(block, lastAt, block.row()));
    return block;
  }

  /// The UTXO cache was written; it belongs to the block that was connected just before.
  BlocksView.Flush flushed(UtxoCacheEvent.Flush event) {
    long at = event.origin().timeNanos() / 1_000_000;
    BlocksView.Flush flush =
        new BlocksView.Flush(
            at,
            event.durationMicros(),
            Words.tame(event.mode(), 32),
            event.coins(),
            event.memory(),
            event.forPrune());
    lastFlush = Optional.of(flush);
    long since = at - lastAt - event.durationMicros() / 1_000;
    if (last != null && since >= -FLUSH_SLACK_MS && since <= FLUSH_SLACK_MS) {
      last.flush(flush);
    }
    return flush;
  }

  /// Tells again of blocks of which more has become known.
  void tick(long now) {
    while (!told.isEmpty() && now - told.getFirst().at() >= AGAIN_MS) {
      Told one = told.removeFirst();
      if (!one.block().row().equals(one.row())) {
        outbox.block(one.block().row());
      }
    }
  }

  /// The process ended: what was only talked about is over.
  void forgetTalk() {
    talkedAbout.clear();
    last = null;
  }

  BlocksView view(long now) {
    Map<String, BlocksView.BlockRow> rows = new LinkedHashMap<>();
    for (BlockState block : connected.values()) {
      rows.put(block.hash, block.row());
    }
    for (BlockState block : talkedAbout.values()) {
      if (block.credible() && now * 1_000_000 - block.firstNanos < TALK_NANOS) {
        if (rows.size() == CONNECTED) {
          rows.remove(rows.keySet().iterator().next());
        }
        rows.put(block.hash, block.row());
      }
    }
    return new BlocksView(Collections.unmodifiableMap(rows), lastFlush);
  }
}
