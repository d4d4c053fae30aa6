package vedette.watch.fold;

import java.util.OptionalLong;
import vedette.event.UtxoCacheEvent;
import vedette.event.ValidationEvent;
import vedette.watch.view.BlocksView;
import vedette.watch.view.State;

/// Takes a connected block or a written cache to all whom it concerns, and puts it in words.
final class Progress {
  private static final long LOSS_MS = 60_000;
  private static final long BLOCKS_TOGETHER_MS = 30_000;
  private static final long SLOW_FLUSH_MICROS = 500_000;

  private final NodeFold node;
  private final Blocks blocks;
  private final Messages messages;
  private final Counters counters;
  private final Changes changes;
  private long longestFlushMicros = -1;
  private long blocksTogether;
  private long blocksTogetherAt = Long.MIN_VALUE / 2;

  Progress(NodeFold node, Blocks blocks, Messages messages, Counters counters, Changes changes) {
    this.node = node;
    this.blocks = blocks;
    this.messages = messages;
    this.counters = counters;
    this.changes = changes;
  }

  void connected(ValidationEvent.BlockConnected event, long ms) {
    counters.add(Counter.BLOCKS, 1);
    counters.add(Counter.BLOCK_MICROS, event.durationNanos() / 1_000);
    counters.add(Counter.BLOCK_TRANSACTIONS, event.transactions());
    boolean wouldHaveHeard =
        node.life.watches("net:inbound_message")
            && !messages.blind()
            && !node.losses.within(LOSS_MS, ms)
            && !node.chain.syncing()
            && node.calls.trouble().isEmpty();
    BlockState block = blocks.connected(event, wouldHaveHeard);
    long before = node.chain.height();
    boolean syncing = node.chain.syncing();
    long gaveWay =
        node.chain.connected(event, block.headerTime < 0 ? -1 : block.headerTime * 1_000, ms);
    if (gaveWay > 0) {
      changes.add(
          ms,
          State.WARN,
          node.key,
          "Reorganisation: %s from height %s gave way to another chain"
              .formatted(
                  Words.counted(gaveWay, "block", "blocks"), Words.count(before - gaveWay + 1)));
    }
    if (!syncing) {
      tell(event, block, ms);
    }
  }

  private void tell(ValidationEvent.BlockConnected event, BlockState block, long ms) {
    boolean together = Math.abs(ms - blocksTogetherAt) < BLOCKS_TOGETHER_MS;
    blocksTogether = together ? blocksTogether + 1 : 1;
    blocksTogetherAt = together ? blocksTogetherAt : ms;
    String height = Words.count(event.height());
    String first =
        block.announced()
            ? ", first from peer " + block.firstPeer
            : block.minedHere ? ", made here" : "";
    changes.addOrReplace(
        "block",
        BLOCKS_TOGETHER_MS,
        ms,
        State.OK,
        node.key,
        blocksTogether == 1
            ? "Block %s connected in %s%s"
                .formatted(height, Words.took(event.durationNanos() / 1_000), first)
            : "%s blocks connected, up to height %s"
                .formatted(Words.count(blocksTogether), height));
  }

  void flushed(UtxoCacheEvent.Flush event) {
    BlocksView.Flush flush = blocks.flushed(event);
    longestFlushMicros = Math.max(longestFlushMicros, flush.durationMicros());
    if (flush.durationMicros() >= SLOW_FLUSH_MICROS) {
      changes.addOrReplace(
          "flush",
          BLOCKS_TOGETHER_MS,
          flush.at(),
          State.OK,
          node.key,
          "UTXO cache written: %s in %s"
              .formatted(Words.mebibytes(flush.memory()), Words.took(flush.durationMicros())));
    }
  }

  OptionalLong takeLongestFlush() {
    long longest = longestFlushMicros;
    longestFlushMicros = -1;
    return longest < 0 ? OptionalLong.empty() : OptionalLong.of(longest);
  }
}
