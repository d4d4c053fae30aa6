package vedette.history.recording;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vedette.event.Event;
import vedette.event.NetEvent;
import vedette.event.NodeId;
import vedette.event.Origin;
import vedette.event.P2pMessage;
import vedette.event.Peer;
import vedette.event.Selection;
import vedette.event.VedetteEvent;
import vedette.history.SmallDisk;
import vedette.tap.TapException;
import vedette.tap.capture.Recording;
import vedette.wire.Bytes;

class RecordingsTest {
  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final Random NOISE = new Random(1);

  @TempDir Path folder;

  private static Event message(long sequence, String type, int size) {
    byte[] payload = new byte[size];
    NOISE.nextBytes(payload);
    return new NetEvent.InboundMessage(
        new Origin(1_700_000_000_000_000_000L + sequence, sequence, new NodeId(1, "bitcoind")),
        new Peer(7, "203.0.113.7:8333", "inbound", ""),
        new P2pMessage(type, size, Bytes.wrap(payload), P2pMessage.PayloadState.WHOLE));
  }

  private List<Path> files() throws Exception {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(it -> it.toString().endsWith(".capture")).sorted().toList();
    }
  }

  private List<Event> recorded() throws Exception {
    List<Event> events = new ArrayList<>();
    for (Path file : files()) {
      try (Recording recording = Recording.open(file, Recording.Pace.FULL_SPEED)) {
        recording.forEach(events::add);
        assertThat(recording.stats().complete()).as(file.toString()).isTrue();
      }
    }
    return events;
  }

  @Test
  void onlyWhatIsSelectedIsRecordedInItsOrder() throws Exception {
    try (Recordings recordings = Recordings.open(RecordingOptions.of(folder))) {
      assertThat(recordings.wants("net:inbound_message")).isFalse();
      String id = recordings.start("tx", Selection.parse("message=tx"));
      assertThat(recordings.wants("net:inbound_message")).isTrue();
      for (int i = 1; i <= 100; i++) {
        recordings.offer(message(i, i % 2 == 0 ? "tx" : "inv", 100));
      }
      RecordingStatus end = recordings.stop(id).orElseThrow();
      assertThat(end.state()).isEqualTo(RecordingStatus.State.STOPPED);
      assertThat(end.events()).isEqualTo(50);
      assertThat(end.lost()).isZero();
      assertThat(recordings.stop(id)).isEmpty();
    }
    assertThat(recorded())
        .extracting(it -> it.origin().sequence())
        .hasSize(50)
        .isSorted()
        .contains(2L);
  }

  @Test
  void filesRotateBySizeAndTheOldestGo() throws Exception {
    RecordingOptions options =
        RecordingOptions.of(folder)
            .withFiles(64 << 10, Duration.ofHours(1))
            .withKeep(3, 1 << 20, Duration.ofDays(1));
    try (Recordings recordings = Recordings.open(options)) {
      String id = recordings.start("all", Selection.ALL);
      for (int i = 1; i <= 1_000; i++) {
        recordings.offer(message(i, "tx", 1_000));
      }
      RecordingStatus end = recordings.stop(id).orElseThrow();
      assertThat(end.events() + end.lost()).isEqualTo(1_000);
      assertThat(end.lost()).isZero();
    }
    assertThat(files()).hasSizeBetween(2, 3);
    assertThat(recorded().getLast().origin().sequence()).isEqualTo(1_000);
  }

  @Test
  void whatFindsNoRoomIsCountedAndAnnouncedInItsPlace() throws Exception {
    RecordingOptions options = RecordingOptions.of(folder).withQueueBytes(64 << 10);
    long lost;
    try (Recordings recordings = Recordings.open(options)) {
      String id = recordings.start("all", Selection.ALL);
      // One is larger than the queue, and so is lost for sure.
      recordings.offer(message(1, "tx", 10));
      recordings.offer(message(2, "block", 100_000));
      recordings.offer(message(3, "tx", 10));
      lost = recordings.stop(id).orElseThrow().lost();
    }
    assertThat(lost).isEqualTo(1);
    List<Event> events = recorded();
    assertThat(events).hasSize(3);
    assertThat(events.get(1))
        .isInstanceOfSatisfying(
            VedetteEvent.Loss.class,
            loss ->
                assertThat(loss.counts())
                    .containsExactly(
                        new VedetteEvent.Loss.Count("net:inbound_message", 1, 0, 0, 0)));
  }

  @Test
  void fullDiskStopsARecordingUntilThereIsRoomAndTheFileSaysSo() throws Exception {
    try (SmallDisk disk = SmallDisk.mount(folder, "4m");
        Recordings recordings = Recordings.open(RecordingOptions.of(folder))) {
      String id = recordings.start("all", Selection.ALL);
      long sequence = 0;
      recordings.offer(message(++sequence, "tx", 1_000));
      await().atMost(PATIENCE).until(() -> recordings.list().getFirst().events() == 1);
      Path filler = disk.fill();
      while (recordings.list().getFirst().state() != RecordingStatus.State.DEGRADED) {
        recordings.offer(message(++sequence, "tx", 10_000));
        Thread.onSpinWait();
        if (recordings.list().getFirst().queuedBytes() > 1 << 20) {
          await()
              .atMost(PATIENCE)
              .until(() ->
                  recordings.list().getFirst().queuedBytes() < 1 << 20
                      || recordings.list().getFirst().state() == RecordingStatus.State.DEGRADED);
        }
      }
      assertThat(recordings.list().getFirst().sentence()).contains("No space left on device");
      Files.delete(filler);
      await()
          .atMost(PATIENCE)
          .until(() -> recordings.list().getFirst().state() == RecordingStatus.State.RECORDING);
      recordings.offer(message(++sequence, "tx", 1_000));
      RecordingStatus end = recordings.stop(id).orElseThrow();
      assertThat(end.lost()).isPositive();
      assertThat(end.events() + end.lost()).isEqualTo(sequence);
      List<Event> events = recorded();
      long announced =
          events.stream()
              .filter(VedetteEvent.Loss.class::isInstance)
              .flatMap(it -> ((VedetteEvent.Loss) it).counts().stream())
              .mapToLong(VedetteEvent.Loss.Count::lost)
              .sum();
      assertThat(announced).isEqualTo(end.lost());
      assertThat(events.getLast().origin().sequence()).isEqualTo(sequence);
    }
  }

  @Test
  void namesThatAreNoneOrTakenAreRefused() {
    try (Recordings recordings = Recordings.open(RecordingOptions.of(folder))) {
      String _ = recordings.start("a", Selection.ALL);
      assertThatThrownBy(() -> recordings.start("a", Selection.ALL))
          .isInstanceOf(TapException.class)
          .hasMessage("recording: 'a' is being recorded already. Do: choose another name.");
      assertThatThrownBy(() -> recordings.start("../a", Selection.ALL))
          .isInstanceOf(TapException.class)
          .hasMessageContaining("a name has 1 to 64 letters");
    }
  }

  @Test
  void numberOfRecordingsIsBounded() {
    try (Recordings recordings = Recordings.open(RecordingOptions.of(folder))) {
      for (int i = 0; i < 8; i++) {
        String _ = recordings.start("r" + i, Selection.ALL);
      }
      assertThatThrownBy(() -> recordings.start("one-more", Selection.ALL))
          .hasMessage("recording: 8 recordings run already, as many as may. Do: stop one.");
      assertThat(recordings.list()).hasSize(8);
    }
  }

  @Test
  void filesOfOthersStay() throws Exception {
    Path other = Files.writeString(folder.resolve("all-else.capture"), "mine");
    RecordingOptions options =
        RecordingOptions.of(folder)
            .withFiles(64 << 10, Duration.ofHours(1))
            .withKeep(1, 1 << 20, Duration.ofDays(1));
    try (Recordings recordings = Recordings.open(options)) {
      String id = recordings.start("all", Selection.ALL);
      for (int i = 1; i <= 300; i++) {
        recordings.offer(message(i, "tx", 1_000));
      }
      assertThat(recordings.stop(id)).isPresent();
    }
    assertThat(other).hasContent("mine");
    assertThat(files()).hasSize(2);
  }
}
