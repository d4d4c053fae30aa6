package vedette.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import vedette.watch.view.BlocksView;
import vedette.wire.Hash256;

class BlocksTest {
  private static final byte[] HEADER = Payloads.header(1);
  private static final Hash256 HASH = Payloads.hashOf(HEADER);

  private final Story story =
      new Story()
          .facts(Optional.of("no RPC"))
          .appeared(100, false)
          .opened(1, true, 1)
          .opened(2, true, 2)
          .opened(3, true, 3);

  private static byte[] headers() {
    return Payloads.joined(new byte[] {1}, HEADER, new byte[] {0});
  }

  /// Two short ids and one prefilled transaction.
  private static byte[] compact() {
    return Payloads.joined(
        HEADER, Payloads.nonce(5), new byte[] {2}, new byte[12], new byte[] {1}, new byte[70]);
  }

  private static byte[] askFor(int count) {
    return Payloads.joined(HASH.toWire(), new byte[] {(byte) count}, new byte[count]);
  }

  @Test
  void whoToldFirstAndHowLongOthersTook() {
    story.from(2, "headers", headers()).afterMicros(1_200);
    story.from(1, "cmpctblock", compact()).afterMicros(800);
    story
        .from(3, "inv", Payloads.inv(2, HASH))
        .from(2, "inv", Payloads.inv(2, HASH))
        .afterMicros(10_000);
    story.connected(HASH, 901_000);
    BlocksView.BlockRow block = story.block(HASH);
    assertThat(block.firstPeer()).hasValue(2);
    assertThat(block.announcements())
        .extracting(one -> one.peer() + " " + one.kind() + " " + one.offsetMicros())
        .containsExactly("2 headers 0", "1 cmpctblock 1200", "3 inv 2000");
    assertThat(block.minedHere()).isFalse();
    assertThat(block.connectMicros()).hasValue(182_000);
    assertThat(story.blocks).hasSize(1);
    assertThat(story.changes())
        .containsExactly("Block 901\u2009000 connected in 182 ms, first from peer 2");
  }

  @Test
  void compactBlockRebuiltFromTheMempoolIsAHit() {
    story.from(1, "cmpctblock", compact());
    story.from(2, "inv", Payloads.inv(2, HASH));
    assertThat(story.block(HASH).compact().orElseThrow().result()).isEqualTo("open");
    story.afterMicros(900).connected(HASH, 901_000);
    BlocksView.Compact compact = story.block(HASH).compact().orElseThrow();
    assertThat(compact.result()).isEqualTo("hit");
    assertThat(compact.shortIds()).isEqualTo(2);
    assertThat(compact.prefilled()).isEqualTo(1);
    assertThat(compact.requested()).isEmpty();
  }

  @Test
  void missingTransactionsCostARoundTrip() {
    story.from(1, "cmpctblock", compact()).afterMicros(300);
    story.to(1, "getblocktxn", askFor(4)).afterMicros(42_000);
    story.from(1, "blocktxn", Payloads.joined(HASH.toWire(), new byte[] {4})).afterMicros(10);
    story.connected(HASH, 901_000);
    BlocksView.Compact compact = story.block(HASH).compact().orElseThrow();
    assertThat(compact.result()).isEqualTo("round_trip");
    assertThat(compact.requested()).hasValue(4);
    assertThat(compact.roundTripMicros()).hasValue(42_000);
  }

  @Test
  void blockThatNobodyAnnouncedWasMadeHere() {
    story.connected(HASH, 901_000);
    assertThat(story.block(HASH).minedHere()).isTrue();
    assertThat(story.block(HASH).firstPeer()).isEmpty();
  }

  @Test
  void flushJoinsTheBlockBeforeItAndHistoryHearsOfIt() {
    story.connected(HASH, 901_000).after(Duration.ofMillis(1_900)).flushed(1_900_000);
    assertThat(story.block(HASH).flush().orElseThrow().durationMicros()).isEqualTo(1_900_000);
    story.ticks(12);
    assertThat(story.blocks).hasSize(2);
    assertThat(story.blocks.getLast().flush()).isPresent();
    story.after(Duration.ofMinutes(1)).flushed(20_000);
    assertThat(story.block(HASH).flush().orElseThrow().durationMicros()).isEqualTo(1_900_000);
    assertThat(
            story.watch.blocks(Story.NODE).orElseThrow().lastFlush().orElseThrow().durationMicros())
        .isEqualTo(20_000);
    assertThat(story.changes().getFirst()).isEqualTo("UTXO cache written: 412 MiB in 1.9 s");
  }

  @Test
  void blockBelowTheTipIsAReorganisation() {
    story.connected(Payloads.hash(1), 901_000).after(Duration.ofMinutes(5));
    story.connected(Payloads.hash(2), 901_001).after(Duration.ofMinutes(5));
    story.connected(Payloads.hash(3), 901_000).after(Duration.ofMillis(20));
    story.connected(Payloads.hash(4), 901_001).connected(Payloads.hash(5), 901_002);
    assertThat(story.changes())
        .filteredOn(text -> text.startsWith("Reorg"))
        .containsExactly(
            "Reorganisation: 2 blocks from height 901\u2009000 gave way to another chain");
  }

  @Test
  void anEchoOfABlockThatWasMadeHereIsNotItsFirstWord() {
    story.connected(HASH, 901_000).after(Duration.ofSeconds(7));
    story.from(1, "headers", headers());
    BlocksView.BlockRow block = story.block(HASH);
    assertThat(block.minedHere()).isTrue();
    assertThat(block.firstAt()).isEmpty();
    assertThat(block.announcements()).isEmpty();
  }

  @Test
  void blockThatOnePeerAloneTalksAboutIsNotShown() {
    story.from(1, "inv", Payloads.inv(2, HASH));
    assertThat(story.watch.blocks(Story.NODE).orElseThrow().blocks()).isEmpty();
    story.from(2, "inv", Payloads.inv(2, HASH));
    assertThat(story.watch.blocks(Story.NODE).orElseThrow().blocks()).hasSize(1);
  }

  @Test
  void madeUpBlocksPushOutOnlyTheirOwn() {
    story.from(2, "headers", headers());
    for (int i = 0; i < 5_000; i++) {
      story.from(1, "inv", Payloads.inv(2, Payloads.hash(1_000 + i)));
    }
    story.connected(HASH, 901_000);
    assertThat(story.block(HASH).firstPeer()).hasValue(2);
  }

  @Test
  void blockThatIsOwedForTenSecondsIsNoted() {
    story.to(1, "getdata", Payloads.inv(0x40000002L, HASH)).ticks(9);
    assertThat(story.oddities()).isEmpty();
    story.ticks(3);
    assertThat(story.oddities()).containsExactly("stalling");
    assertThat(story.peer(1).notes()).containsExactly("owed a block for 10 s");
  }

  @Test
  void listsOfManyHeadersAreNoAnnouncement() {
    ByteBuffer many = ByteBuffer.allocate(1 + 9 * 81).order(ByteOrder.LITTLE_ENDIAN).put((byte) 9);
    for (int i = 0; i < 9; i++) {
      many.put(i == 0 ? HEADER : Payloads.header(i + 10)).put((byte) 0);
    }
    story.from(1, "headers", many.array()).from(2, "headers", many.array());
    assertThat(story.watch.blocks(Story.NODE).orElseThrow().blocks()).isEmpty();
  }
}
