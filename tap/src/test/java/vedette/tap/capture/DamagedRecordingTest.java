package vedette.tap.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import vedette.event.Event;
import vedette.event.Selection;
import vedette.event.VedetteEvent;
import vedette.tap.TapException;

/// Files that are torn, damaged, or not what they seem to be.
// So that a wait that never ends is a failure.
@Timeout(120)
class DamagedRecordingTest {
  @TempDir Path folder;

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
      List<Event> all = Captures.drain(Arrays.copyOf(whole, length));
      List<Event> left = all.stream().filter(event -> !Captures.loss(event)).toList();
      assertThat(left).hasSizeGreaterThanOrEqualTo(before);
      assertThat(left).isEqualTo(events.subList(0, left.size()));
      before = left.size();
    }
    assertThat(before + 0L)
        .isEqualTo(events.stream().filter(event -> !Captures.loss(event)).count());
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
    List<Event> events = Captures.read(file);
    for (int bit = 0; bit < whole.length * 8; bit++) {
      byte[] damaged = whole.clone();
      damaged[bit / 8] ^= (byte) (1 << bit % 8);
      List<Event> left = new ArrayList<>();
      long lost = 0;
      long faults = 0;
      for (Event event : Captures.drain(damaged)) {
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
    Captures.record(file, List.of(Fixtures.message(1, "tx", new byte[8])));
    byte[] inner = Files.readAllBytes(file);
    Path outer = folder.resolve("outer.vedette");
    Captures.record(
        outer, List.of(Fixtures.message(2, "tx", inner), Fixtures.message(3, "tx", inner)));
    byte[] bytes = Files.readAllBytes(outer);
    bytes[FileHeader.SIZE + 20] ^= 1;
    assertThat(Captures.drain(bytes)).allMatch(Captures::loss);
  }

  @Test
  void otherFilesAndOtherVersionsAreRefusedInWords() throws IOException {
    Path text = folder.resolve("notes.txt");
    Files.writeString(text, "The quick brown fox jumps over the lazy dog, twice and thrice.");
    assertThatThrownBy(() -> Captures.read(text))
        .isInstanceOf(TapException.class)
        .hasMessageContaining("expected a Vedette capture file. Found: something else.");
    assertThatThrownBy(() -> RecordingWriter.open(text))
        .isInstanceOf(TapException.class)
        .hasMessageContaining("choose another name");
    assertThat(text).content().startsWith("The quick");

    Path newer = folder.resolve("newer.vedette");
    Files.write(newer, new FileHeader(2, 5, 1).toBytes());
    assertThatThrownBy(() -> Captures.read(newer))
        .isInstanceOf(TapException.class)
        .hasMessageContaining("expected capture format 1.x. Found: 2.5.");
    assertThatThrownBy(() -> RecordingWriter.open(newer))
        .isInstanceOf(TapException.class)
        .hasMessageContaining("Found: 2.5. Do: record to a new file.");

    assertThatThrownBy(() -> Captures.read(folder.resolve("nothing")))
        .isInstanceOf(TapException.class)
        .hasMessageContaining("there is no such file");
    assertThatThrownBy(() -> Captures.read(folder))
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
  void aTornTailIsToldWhileItsWriterStillWrites() throws IOException {
    Path file = folder.resolve("alive.vedette");
    Captures.record(file, List.of(Captures.at(0)));
    Files.write(file, new byte[] {'V', 'B'}, StandardOpenOption.APPEND);
    try (Recording recording = Recording.open(file, Recording.Pace.FULL_SPEED)) {
      List<Event> events = new ArrayList<>();
      recording.forEach(events::add);
      assertThat(events).hasSize(2);
      assertThat(recording.problems()).singleElement().asString().contains("or still writes");
    }
  }
}
