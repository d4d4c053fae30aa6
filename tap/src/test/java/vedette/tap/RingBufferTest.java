package vedette.tap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import vedette.tap.bpf.BpfMap;
import vedette.tap.bpf.RingBuffer;

/// What a ring does that nobody has written to; records come through it in every test of the tap.
@NeedsKernel
class RingBufferTest {
  private static final int BYTES = 64 << 10;

  @Test
  void anEmptyRingHandsOverNothing() {
    try (BpfMap map = BpfMap.ring("ring", BYTES);
        RingBuffer ring = new RingBuffer(map, 1_000)) {
      assertThat(
              ring.drain(
                  10,
                  ring.producerPosition(),
                  () -> {
                    throw new AssertionError("a record");
                  }))
          .isFalse();
      assertThat(ring.pending()).isZero();
      assertThat(ring.position()).isZero();
    }
  }

  @Test
  void withoutARecordTheFirstBytesAreZeroAndThereAreNoOthers() {
    try (BpfMap map = BpfMap.ring("ring", BYTES)) {
      RingBuffer ring = new RingBuffer(map, 1_000);
      try (ring) {
        assertNoRecord(ring);
        ring.release();
        assertNoRecord(ring);
      }
      assertNoRecord(ring);
      assertThatThrownBy(ring::pending).isInstanceOf(IllegalStateException.class);
      assertThat(ring.drain(10, Long.MAX_VALUE, () -> true)).isFalse();
    }
  }

  private static void assertNoRecord(RingBuffer ring) {
    assertThat(ring.longAt(0)).isZero();
    assertThat(ring.longAt(56)).isZero();
    assertThat(ring.intAt(60)).isZero();
    assertThat(ring.shortAt(62)).isZero();
    assertThat(ring.byteAt(63)).isZero();
    for (int offset : new int[] {-1, 57, 64, Integer.MAX_VALUE, Integer.MIN_VALUE}) {
      assertThatThrownBy(() -> ring.longAt(offset)).isInstanceOf(IndexOutOfBoundsException.class);
    }
    for (int offset : new int[] {-1, 64, Integer.MAX_VALUE}) {
      assertThatThrownBy(() -> ring.intAt(offset)).isInstanceOf(IndexOutOfBoundsException.class);
      assertThatThrownBy(() -> ring.shortAt(offset)).isInstanceOf(IndexOutOfBoundsException.class);
      assertThatThrownBy(() -> ring.byteAt(offset)).isInstanceOf(IndexOutOfBoundsException.class);
    }
  }
}
