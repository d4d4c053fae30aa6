package vedette.tap.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import vedette.event.Event;
import vedette.event.NodeId;
import vedette.event.Origin;
import vedette.event.VedetteEvent;
import vedette.tap.TapException;

/// What is written comes back.
// So that a wait that never ends is a failure.
@Timeout(120)
class RecordingTest {
  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4711})
  void everyEventTypeComesBackAsItWas(long seed) {
    List<Event> events = Fixtures.events(seed, 100 * Fixtures.KINDS);
    Path file = folder.resolve("all.vedette");
    Captures.record(file, events);
    try (Recording recording = Recording.open(file, Recording.Pace.FULL_SPEED)) {
      assertThat(recording).as("seed %d", seed).containsExactlyElementsOf(events);
      assertThat(recording.stats().complete()).isTrue();
      assertThat(recording.problems()).isEmpty();
    }
  }

  @Test
  void fixturesHoldEveryKindThereIs() {
    Set<Integer> kinds = new HashSet<>();
    Fixtures.events(1, Fixtures.KINDS).forEach(event -> kinds.add(Kind.of(event)));
    assertThat(kinds).hasSize(Fixtures.KINDS);
  }

  @Test
  void timesAndSequencesThatJumpAnywhereComeBack() {
    Random random = new Random(5);
    List<Event> events = new ArrayList<>();
    for (int i = 0; i < 1000; i++) {
      Origin origin =
          new Origin(random.nextLong(), random.nextLong(), new NodeId(random.nextInt(), "n" + i));
      events.add(new VedetteEvent.Flushed(origin));
    }
    Path file = folder.resolve("jumps.vedette");
    Captures.record(file, events);
    assertThat(Captures.read(file)).containsExactlyElementsOf(events);
  }

  @Test
  void aMessageOfFourMegabytesIsABlockOfItsOwn() {
    byte[] big = new byte[4_000_000];
    new Random(3).nextBytes(big);
    List<Event> events =
        List.of(
            Fixtures.message(1, "ping", new byte[8]),
            Fixtures.message(2, "block", big),
            Fixtures.message(3, "pong", new byte[8]));
    Path file = folder.resolve("big.vedette");
    Captures.record(file, events);
    assertThat(Captures.read(file)).containsExactlyElementsOf(events);
  }

  @Test
  void whatCompressesIsPackedAndWhatDoesNotIsKeptAsItIs() throws IOException {
    Path zeros = folder.resolve("zeros.vedette");
    Event compressible = Fixtures.message(1, "inv", new byte[1_000_000]);
    Captures.record(zeros, List.of(compressible));
    assertThat(Files.size(zeros)).isLessThan(20_000);
    assertThat(Captures.read(zeros)).containsExactly(compressible);

    byte[] noise = new byte[1_000_000];
    new Random(1).nextBytes(noise);
    Path random = folder.resolve("random.vedette");
    Captures.record(random, List.of(Fixtures.message(1, "tx", noise)));
    assertThat(Files.size(random)).isBetween(1_000_000L, 1_000_300L);
  }

  @Test
  void aBlockIsWrittenOnceItsFirstEventIsASecondOld() {
    Path file = folder.resolve("slow.vedette");
    try (RecordingWriter writer = RecordingWriter.open(file)) {
      long before = System.nanoTime();
      writer.write(Fixtures.message(1, "ping", new byte[8]));
      assertThat(writer.flushIfDue(before + 999_999_999L)).isFalse();
      assertThat(Captures.read(file)).isEmpty();
      assertThat(writer.flushIfDue(System.nanoTime() + 1_000_000_000L)).isTrue();
      assertThat(Captures.read(file)).hasSize(1);
      assertThat(writer.flushIfDue(System.nanoTime() + 9_000_000_000L)).isFalse();
    }
  }

  @Test
  void appendingGoesOnBehindWhatIsThere() {
    Path file = folder.resolve("twice.vedette");
    List<Event> events = Fixtures.events(9, 2000);
    Captures.record(file, events.subList(0, 1100));
    try (RecordingWriter writer = RecordingWriter.open(file)) {
      assertThat(writer.truncatedBytes()).isZero();
      assertThat(writer.events()).isEqualTo(1100);
      events.subList(1100, 2000).forEach(writer::write);
    }
    assertThat(Captures.read(file)).containsExactlyElementsOf(events);
  }

  @Test
  void aSecondWriterOfTheSameFileIsRefused() {
    Path file = folder.resolve("mine.vedette");
    try (RecordingWriter _ = RecordingWriter.open(file)) {
      assertThatThrownBy(() -> RecordingWriter.open(file))
          .isInstanceOf(TapException.class)
          .hasMessageContaining("another recording writes this file");
    }
  }

  @Test
  void appendingCutsATornTailAndSaysSo() throws IOException {
    Path file = folder.resolve("torn.vedette");
    List<Event> events = Fixtures.events(11, 3000);
    Captures.record(file, events);
    byte[] whole = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(whole, whole.length - 100));
    List<Event> left = Captures.read(file);
    assertThat(left.getLast()).isInstanceOf(VedetteEvent.Loss.class);
    int kept = left.size() - 1;
    long lost = ((VedetteEvent.Loss) left.getLast()).counts().getFirst().lost();
    assertThat(kept + lost).isEqualTo(3000);

    try (RecordingWriter writer = RecordingWriter.open(file)) {
      assertThat(writer.truncatedBytes()).isPositive();
      assertThat(writer.events()).isEqualTo(kept);
      events.subList(kept, 3000).forEach(writer::write);
    }
    assertThat(Captures.read(file)).containsExactlyElementsOf(events);
  }
}
