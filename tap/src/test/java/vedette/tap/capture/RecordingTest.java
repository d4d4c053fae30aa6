package vedette.tap.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
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
import vedette.event.NetEvent;
import vedette.event.NodeId;
import vedette.event.Origin;
import vedette.event.Selection;
import vedette.event.VedetteEvent;
import vedette.tap.TapException;

// So that a wait that never ends is a failure.
@Timeout(120)
class RecordingTest {
  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4711})
  void everyEventTypeComesBackAsItWas(long seed) {
    List<Event> events = Fixtures.events(seed, 100 * Fixtures.KINDS);
    Path file = folder.resolve("all.vedette");
    record(file, events);
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
    record(file, events);
    assertThat(read(file)).containsExactlyElementsOf(events);
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
    record(file, events);
    assertThat(read(file)).containsExactlyElementsOf(events);
  }

  @Test
  void whatCompressesIsPackedAndWhatDoesNotIsKeptAsItIs() throws IOException {
    Path zeros = folder.resolve("zeros.vedette");
    Event compressible = Fixtures.message(1, "inv", new byte[1_000_000]);
    record(zeros, List.of(compressible));
    assertThat(Files.size(zeros)).isLessThan(20_000);
    assertThat(read(zeros)).containsExactly(compressible);

    byte[] noise = new byte[1_000_000];
    new Random(1).nextBytes(noise);
    Path random = folder.resolve("random.vedette");
    record(random, List.of(Fixtures.message(1, "tx", noise)));
    assertThat(Files.size(random)).isBetween(1_000_000L, 1_000_300L);
  }

  @Test
  void aBlockIsWrittenOnceItsFirstEventIsASecondOld() {
    Path file = folder.resolve("slow.vedette");
    try (RecordingWriter writer = RecordingWriter.open(file)) {
      long before = System.nanoTime();
      writer.write(Fixtures.message(1, "ping", new byte[8]));
      assertThat(writer.flushIfDue(before + 999_999_999L)).isFalse();
      assertThat(read(file)).isEmpty();
      assertThat(writer.flushIfDue(System.nanoTime() + 1_000_000_000L)).isTrue();
      assertThat(read(file)).hasSize(1);
      assertThat(writer.flushIfDue(System.nanoTime() + 9_000_000_000L)).isFalse();
    }
  }

  @Test
  void appendingGoesOnBehindWhatIsThere() {
    Path file = folder.resolve("twice.vedette");
    List<Event> events = Fixtures.events(9, 2000);
    record(file, events.subList(0, 1100));
    try (RecordingWriter writer = RecordingWriter.open(file)) {
      assertThat(writer.truncatedBytes()).isZero();
      assertThat(writer.events()).isEqualTo(1100);
      events.subList(1100, 2000).forEach(writer::write);
    }
    assertThat(read(file)).containsExactlyElementsOf(events);
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
    record(file, events);
    byte[] whole = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(whole, whole.length - 100));
    List<Event> left = read(file);
    assertThat(left.getLast()).isInstanceOf(VedetteEvent.Loss.class);
    int kept = left.size() - 1;
    long lost = ((VedetteEvent.Loss) left.getLast()).counts().getFirst().lost();
    assertThat(kept + lost).isEqualTo(3000);

    try (RecordingWriter writer = RecordingWriter.open(file)) {
      assertThat(writer.truncatedBytes()).isPositive();
      assertThat(writer.events()).isEqualTo(kept);
      events.subList(kept, 3000).forEach(writer::write);
    }
    assertThat(read(file)).containsExactlyElementsOf(events);
  }

  @Test
  void everyLengthOfATruncatedFileIsReadableUpToItsLastWholeBlock() throws IOException {
    Path file = folder.resolve("cut.vedette");
    List<Event> events = new ArrayList<>();
    try (RecordingWriter writer = RecordingWriter.open(file)) {
      for (Event event : Fixtures.events(12, 12)) {
        writer.write(event);
        writer.flush();
        events.add(event);
      }
    }
    byte[] whole = Files.readAllBytes(file);
    int before = 0;
    for (int length = 0; length <= whole.length; length++) {
      List<Event> all = drain(Arrays.copyOf(whole, length));
      List<Event> left = all.stream().filter(event -> !loss(event)).toList();
      assertThat(left).hasSizeGreaterThanOrEqualTo(before);
      assertThat(left).isEqualTo(events.subList(0, left.size()));
      before = left.size();
    }
    assertThat(before + 0L).isEqualTo(events.stream().filter(event -> !loss(event)).count());
  }

  @Test
  void aFlippedBitAnywhereCostsOnlyItsBlockAndIsCounted() throws IOException {
    Path file = folder.resolve("flip.vedette");
    int blocks = 6;
    int each = 5;
    try (RecordingWriter writer = RecordingWriter.open(file)) {
      for (int block = 0; block < blocks; block++) {
        for (int i = 0; i < each; i++) {
          writer.write(Fixtures.message(block * each + i + 1, "ping", new byte[] {(byte) i, 1, 2}));
        }
        writer.flush();
      }
    }
    byte[] whole = Files.readAllBytes(file);
    List<Event> events = read(file);
    for (int bit = 0; bit < whole.length * 8; bit++) {
      byte[] damaged = whole.clone();
      damaged[bit / 8] ^= (byte) (1 << bit % 8);
      List<Event> left = new ArrayList<>();
      long lost = 0;
      long faults = 0;
      for (Event event : drain(damaged)) {
        if (event instanceof VedetteEvent.Loss told) {
          lost += told.counts().getFirst().lost();
          faults += told.counts().getFirst().faults();
        } else {
          left.add(event);
        }
      }
      boolean inFileHeader = bit / 8 < FileHeader.SIZE;
      int expected = inFileHeader ? blocks * each : (blocks - 1) * each;
      assertThat(left).as("bit %d", bit).hasSize(expected);
      assertThat(events).as("bit %d", bit).containsAll(left);
      if (!inFileHeader) {
        // A damaged header at the very end leaves nobody who knows the number.
        boolean known = lost == each && faults == 0;
        boolean unknown = lost == 0 && faults == 1;
        assertThat(known || unknown).as("bit %d: lost %d, faults %d", bit, lost, faults).isTrue();
      }
    }
  }

  @Test
  void aLostBlockInTheMiddleIsToldWhereItIsMissing() throws IOException {
    Path file = folder.resolve("middle.vedette");
    try (RecordingWriter writer = RecordingWriter.open(file)) {
      for (int i = 1; i <= 3; i++) {
        writer.write(Fixtures.message(i, "ping", new byte[8]));
        writer.flush();
      }
    }
    byte[] bytes = Files.readAllBytes(file);
    int each = (bytes.length - FileHeader.SIZE) / 3;
    bytes[FileHeader.SIZE + 2 * each - 1] ^= 1;
    Files.write(file, bytes);
    try (Recording recording = Recording.open(file, Recording.Pace.FULL_SPEED)) {
      List<Event> events = new ArrayList<>();
      recording.forEach(events::add);
      assertThat(events).hasSize(3);
      assertThat(events.get(1).origin().sequence()).isEqualTo(2);
      assertThat(events.get(1))
          .isInstanceOfSatisfying(
              VedetteEvent.Loss.class,
              loss ->
                  assertThat(loss.counts())
                      .containsExactly(new VedetteEvent.Loss.Count(Recording.EVENT, 1, 0, 0, 0)));
      assertThat(recording.stats().complete()).isFalse();
      assertThat(recording.problems()).singleElement().asString().contains("checksum");
    }
  }

  @Test
  void bytesThatLookLikeABlockInsideAPayloadAreNotTakenForOne() throws IOException {
    Path file = folder.resolve("forged.vedette");
    record(file, List.of(Fixtures.message(1, "tx", new byte[8])));
    byte[] inner = Files.readAllBytes(file);
    Path outer = folder.resolve("outer.vedette");
    record(outer, List.of(Fixtures.message(2, "tx", inner), Fixtures.message(3, "tx", inner)));
    byte[] bytes = Files.readAllBytes(outer);
    bytes[FileHeader.SIZE + 20] ^= 1;
    assertThat(drain(bytes)).allMatch(RecordingTest::loss);
  }

  @Test
  void otherFilesAndOtherVersionsAreRefusedInWords() throws IOException {
    Path text = folder.resolve("notes.txt");
    Files.writeString(text, "The quick brown fox jumps over the lazy dog, twice and thrice.");
    assertThatThrownBy(() -> read(text))
        .isInstanceOf(TapException.class)
        .hasMessageContaining("expected a Vedette capture file. Found: something else.");
    assertThatThrownBy(() -> RecordingWriter.open(text))
        .isInstanceOf(TapException.class)
        .hasMessageContaining("choose another name");
    assertThat(text).content().startsWith("The quick");

    Path newer = folder.resolve("newer.vedette");
    Files.write(newer, new FileHeader(2, 5, 1).toBytes());
    assertThatThrownBy(() -> read(newer))
        .isInstanceOf(TapException.class)
        .hasMessageContaining("expected capture format 1.x. Found: 2.5.");
    assertThatThrownBy(() -> RecordingWriter.open(newer))
        .isInstanceOf(TapException.class)
        .hasMessageContaining("Found: 2.5. Do: record to a new file.");

    assertThatThrownBy(() -> read(folder.resolve("nothing")))
        .isInstanceOf(TapException.class)
        .hasMessageContaining("there is no such file");
    assertThatThrownBy(() -> read(folder))
        .isInstanceOf(TapException.class)
        .hasMessageContaining("expected a file");
    assertThatThrownBy(() -> RecordingWriter.open(folder.resolve("no/where")))
        .isInstanceOf(TapException.class)
        .hasMessageContaining("the folder does not exist");
  }

  @Test
  void eventsOfKindsThatOnlyANewerVersionKnowsArePassedOverAndCounted() {
    List<Event> known =
        List.of(Fixtures.message(1, "ping", new byte[8]), Fixtures.message(3, "pong", new byte[8]));
    byte[] file = Newer.file(known);
    MemoryChannel channel = new MemoryChannel(file);
    try (Recording recording =
        Recording.over("memory", channel, Recording.Pace.FULL_SPEED, Selection.ALL)) {
      List<Event> events = new ArrayList<>();
      recording.forEach(events::add);
      assertThat(events.subList(0, 2)).isEqualTo(known);
      assertThat(events.get(2)).isInstanceOf(VedetteEvent.Loss.class);
      assertThat(recording.stats().events())
          .filteredOn(count -> count.event().equals(Recording.EVENT))
          .singleElement()
          .satisfies(count -> assertThat(count.dropped()).isEqualTo(1));
      assertThat(recording.problems()).singleElement().asString().contains("newer Vedette");
    }
  }

  @Test
  void realTimeWaitsForTheNextEventAndNoLongerThanThePollMay() {
    Path file = folder.resolve("paced.vedette");
    Event first = at(0);
    Event soon = at(1_000_000);
    Event later = at(3_600_000_000_000L);
    record(file, List.of(first, soon, later));
    try (Recording recording = Recording.open(file, Recording.Pace.REAL_TIME)) {
      List<Event> events = new ArrayList<>();
      long began = System.nanoTime();
      while (events.size() < 2) {
        recording.poll(Duration.ofSeconds(10), events::add);
      }
      assertThat(System.nanoTime() - began).isGreaterThanOrEqualTo(1_000_000);
      assertThat(recording.poll(Duration.ZERO, events::add)).isZero();
      assertThat(recording.poll(Duration.ofMillis(5), events::add)).isZero();
      assertThat(recording.ended()).isFalse();
      assertThat(events).containsExactly(first, soon);
    }
  }

  @Test
  void stopEndsAWaitingReplay() throws InterruptedException {
    Path file = folder.resolve("stop.vedette");
    record(file, List.of(at(0), at(3_600_000_000_000L)));
    try (Recording recording = Recording.open(file, Recording.Pace.REAL_TIME)) {
      List<Event> events = new ArrayList<>();
      Thread stopper =
          Thread.ofVirtual()
              .start(() -> {
                while (recording.stats().events().stream()
                    .noneMatch(count -> count.delivered() > 0)) {
                  Thread.onSpinWait();
                }
                recording.stop();
              });
      recording.forEach(events::add);
      stopper.join();
      assertThat(events).hasSize(1);
      assertThat(recording.ended()).isTrue();
    }
  }

  @Test
  void anEventOlderThanTheOneBeforeComesAtOnce() {
    Path file = folder.resolve("back.vedette");
    List<Event> events =
        List.of(at(0), at(Long.MIN_VALUE + 1), at(-1), new VedetteEvent.Flushed(at(0).origin()));
    record(file, events);
    List<Event> replayed = new ArrayList<>();
    try (Recording recording = Recording.open(file, Recording.Pace.REAL_TIME)) {
      recording.forEach(replayed::add);
    }
    assertThat(replayed).isEqualTo(events);
  }

  @Test
  void aConsumersExceptionEndsThePollAndCostsOnlyItsEvent() {
    Path file = folder.resolve("throw.vedette");
    List<Event> events = Fixtures.events(1, 48);
    record(file, events);
    try (Recording recording = Recording.open(file, Recording.Pace.FULL_SPEED)) {
      assertThatThrownBy(() ->
              recording.poll(
                  Duration.ZERO,
                  _ -> {
                    throw new IllegalStateException("mine");
                  }))
          .hasMessage("mine");
      assertThat(recording).containsExactlyElementsOf(events.subList(1, 48));
    }
  }

  @Test
  void aTornTailIsToldWhileItsWriterStillWrites() throws IOException {
    Path file = folder.resolve("alive.vedette");
    record(file, List.of(at(0)));
    Files.write(file, new byte[] {'V', 'B'}, StandardOpenOption.APPEND);
    try (Recording recording = Recording.open(file, Recording.Pace.FULL_SPEED)) {
      List<Event> events = new ArrayList<>();
      recording.forEach(events::add);
      assertThat(events).hasSize(2);
      assertThat(recording.problems()).singleElement().asString().contains("or still writes");
    }
  }

  static void record(Path file, List<Event> events) {
    try (RecordingWriter writer = RecordingWriter.open(file)) {
      events.forEach(writer::write);
    }
  }

  static List<Event> read(Path file) {
    List<Event> events = new ArrayList<>();
    try (Recording recording = Recording.open(file, Recording.Pace.FULL_SPEED)) {
      recording.forEach(events::add);
    }
    return events;
  }

  static List<Event> drain(byte[] file) {
    List<Event> events = new ArrayList<>();
    try (Recording recording =
        Recording.over(
            "memory", new MemoryChannel(file), Recording.Pace.FULL_SPEED, Selection.ALL)) {
      recording.forEach(events::add);
    }
    return events;
  }

  private static boolean loss(Event event) {
    return event instanceof VedetteEvent.Loss;
  }

  private static Event at(long nanos) {
    NetEvent.Message message = (NetEvent.Message) Fixtures.message(1, "ping", new byte[8]);
    return new NetEvent.InboundMessage(
        new Origin(nanos, 1, NodeId.UNKNOWN), message.peer(), message.message());
  }
}
