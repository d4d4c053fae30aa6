package vedette.tap.capture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import vedette.event.Event;
import vedette.event.NetEvent;
import vedette.event.Selection;
import vedette.wire.Bytes;

// So that a wait that never ends is a failure.
@Timeout(120)
class MessageCaptureFollowTest {
  @TempDir Path folder;
  private CaptureFixture node;

  @BeforeEach
  void aNode() throws IOException {
    node = new CaptureFixture(folder);
  }

  @Test
  void recordsWrittenInPiecesByAnotherThreadArriveOnceAndInOrder() throws Exception {
    int records = 600;
    Map<String, List<String>> written = new HashMap<>();
    try (MessageCapture capture = follow()) {
      Thread writer = Thread.ofPlatform().start(() -> write(records, written));
      List<Event> events = take(capture, records);
      writer.join();
      Map<String, List<String>> arrived = new HashMap<>();
      for (Event event : events) {
        NetEvent.Message message = (NetEvent.Message) event;
        arrived
            .computeIfAbsent(message.peer().address() + event.name(), _ -> new ArrayList<>())
            .add(message.message().type() + message.message().payload());
      }
      assertThat(arrived).isEqualTo(written);
      assertThat(capture.poll(Duration.ZERO, events::add)).isZero();
      assertThat(capture.problems()).isEmpty();
    }
  }

  @Test
  void aRecordWrittenByteByByteArrivesWhenItsLastByteIsThere() throws IOException {
    byte[] record = CaptureFixture.bytes(5, "ping", new byte[] {1, 2, 3, 4, 5, 6, 7, 8});
    try (MessageCapture capture = follow()) {
      List<Event> events = new ArrayList<>();
      for (int i = 0; i < record.length; i++) {
        assertThat(capture.poll(Duration.ZERO, events::add)).isZero();
        node.append("203.0.113.1_1", true, new byte[] {record[i]});
      }
      assertThat(take(capture, 1)).hasSize(1);
    }
  }

  @Test
  void newPeersAndTheSecondFileOfAPeerAreFound() throws IOException {
    try (MessageCapture capture = follow()) {
      node.record("203.0.113.1_1", true, 1, "one", new byte[0]);
      assertThat(take(capture, 1)).hasSize(1);
      node.record("203.0.113.2_1", false, 2, "two", new byte[0]);
      assertThat(take(capture, 1)).hasSize(1);
      node.record("203.0.113.1_1", false, 3, "three", new byte[0]);
      assertThat(take(capture, 1).getFirst()).isInstanceOf(NetEvent.OutboundMessage.class);
    }
  }

  @Test
  void oneFileIsFollowedAlone() throws IOException {
    Path file = node.record("203.0.113.1_1", true, 1, "one", new byte[0]);
    node.record("203.0.113.1_1", false, 1, "other", new byte[0]);
    try (MessageCapture capture =
        MessageCapture.open(file, MessageCapture.AtEnd.FOLLOW, Selection.ALL)) {
      assertThat(take(capture, 1)).hasSize(1);
      node.record("203.0.113.1_1", false, 2, "other", new byte[0]);
      node.record("203.0.113.1_1", true, 3, "two", new byte[0]);
      assertThat(((NetEvent.Message) take(capture, 1).getFirst()).message().type())
          .isEqualTo("two");
    }
  }

  @Test
  void aFileThatWasReplacedIsReadFromItsStart() throws IOException {
    Path file = node.record("203.0.113.1_1", true, 1, "old", new byte[100]);
    try (MessageCapture capture = follow()) {
      assertThat(take(capture, 1)).hasSize(1);
      Path other = folder.resolve("new.dat");
      Files.write(other, CaptureFixture.bytes(2, "new", new byte[200]));
      Files.move(other, file, StandardCopyOption.REPLACE_EXISTING);
      assertThat(((NetEvent.Message) take(capture, 1).getFirst()).message().type())
          .isEqualTo("new");
      Files.write(file, CaptureFixture.bytes(3, "shorter", new byte[0]));
      assertThat(((NetEvent.Message) take(capture, 1).getFirst()).message().type())
          .isEqualTo("shorter");
    }
  }

  @Test
  void aWipedDirectoryIsFollowedWhenItComesBack() throws IOException {
    Path file = node.record("203.0.113.1_1", true, 1, "old", new byte[100]);
    try (MessageCapture capture = follow()) {
      assertThat(take(capture, 1)).hasSize(1);
      Files.delete(file);
      Files.delete(file.getParent());
      Files.delete(node.root());
      assertThat(capture.poll(Duration.ZERO, _ -> {})).isZero();
      node.record("203.0.113.1_1", true, 2, "back", new byte[0]);
      assertThat(((NetEvent.Message) take(capture, 1).getFirst()).message().type())
          .isEqualTo("back");
    }
  }

  @Test
  void stopWakesAWaitingPoll() throws InterruptedException {
    try (MessageCapture capture = follow()) {
      Thread reader = Thread.ofPlatform().start(() -> capture.forEach(_ -> {}));
      capture.stop();
      reader.join();
      assertThat(capture.ended()).isTrue();
    }
  }

  @Test
  void anInterruptEndsTheSourceAndIsKept() throws InterruptedException {
    try (MessageCapture capture = follow()) {
      boolean[] kept = new boolean[1];
      Thread reader =
          Thread.ofPlatform()
              .start(() -> {
                capture.forEach(_ -> {});
                kept[0] = Thread.currentThread().isInterrupted();
              });
      reader.interrupt();
      reader.join();
      assertThat(kept[0]).isTrue();
      assertThat(capture.ended()).isTrue();
    }
  }

  private MessageCapture follow() {
    return MessageCapture.open(node.root(), MessageCapture.AtEnd.FOLLOW, Selection.ALL);
  }

  /// Blocks until as many events are there.
  private static List<Event> take(MessageCapture capture, int count) {
    List<Event> events = new ArrayList<>();
    while (events.size() < count && !capture.ended()) {
      capture.poll(Duration.ofSeconds(60), events::add);
    }
    return events;
  }

  /// Writes records to four files, each in up to three pieces.
  private void write(int records, Map<String, List<String>> written) {
    Random random = new Random(77);
    try {
      for (int i = 0; i < records; i++) {
        int peer = random.nextInt(2);
        boolean inbound = random.nextBoolean();
        byte[] payload = CaptureFixture.random(i, random.nextInt(i % 50 == 0 ? 100_000 : 200));
        byte[] record = CaptureFixture.bytes(i, "m" + i, payload);
        int first = random.nextInt(record.length);
        int second = first + random.nextInt(record.length - first);
        String directory = "203.0.113." + peer + "_1";
        node.append(directory, inbound, Arrays.copyOfRange(record, 0, first));
        node.append(directory, inbound, Arrays.copyOfRange(record, first, second));
        node.append(directory, inbound, Arrays.copyOfRange(record, second, record.length));
        written
            .computeIfAbsent(
                "203.0.113."
                    + peer
                    + ":1"
                    + (inbound ? "net:inbound_message" : "net:outbound_message"),
                _ -> new ArrayList<>())
            .add("m" + i + Bytes.wrap(payload));
      }
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }
}
