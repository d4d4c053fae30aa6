package vedette.tap.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import vedette.event.Event;
import vedette.event.NetEvent;
import vedette.event.NodeId;
import vedette.event.P2pMessage;
import vedette.event.Peer;
import vedette.event.Selection;
import vedette.event.VedetteEvent;
import vedette.tap.SourceStats;
import vedette.tap.TapException;

// So that a wait that never ends is a failure.
@Timeout(120)
class MessageCaptureTest {
  private static final String ALICE = "203.0.113.7_8333";
  private static final String BOB = "[2001_db8__1]_18444";

  @TempDir Path folder;
  private CaptureFixture node;

  @BeforeEach
  void aNode() throws IOException {
    node = new CaptureFixture(folder);
  }

  @Test
  void aRecordBecomesAnEventWithAllThatTheFileKnows() throws IOException {
    byte[] payload = CaptureFixture.random(1, 300);
    node.record(BOB, true, 1_795_227_312_122_705L, "getcfcheckpt", payload);
    NetEvent.InboundMessage event = (NetEvent.InboundMessage) read().getFirst();
    assertThat(event.origin().timeNanos()).isEqualTo(1_795_227_312_122_705_000L);
    assertThat(event.origin().sequence()).isEqualTo(1);
    assertThat(event.origin().node()).isEqualTo(NodeId.UNKNOWN);
    assertThat(event.peer()).isEqualTo(new Peer(Peer.UNKNOWN_ID, "[2001:db8::1]:18444", "", ""));
    assertThat(event.message().type()).isEqualTo("getcfcheckpt");
    assertThat(event.message().size()).isEqualTo(300);
    assertThat(event.message().payload().toArray()).isEqualTo(payload);
    assertThat(event.message().state()).isEqualTo(P2pMessage.PayloadState.WHOLE);
  }

  @Test
  void filesAreMergedByTimeAndKeepTheirOwnOrderWhenTheClockJumps() throws IOException {
    node.record(ALICE, true, 100, "a1", new byte[0]);
    node.record(ALICE, true, 10, "a2", new byte[0]);
    node.record(ALICE, true, 120, "a3", new byte[0]);
    node.record(ALICE, false, 90, "b1", new byte[0]);
    node.record(ALICE, false, 115, "b2", new byte[0]);
    node.record(BOB, true, 110, "c1", new byte[0]);
    List<Event> events = read();
    assertThat(types(events)).containsExactly("b1", "a1", "a2", "c1", "b2", "a3");
    assertThat(events.stream().map(event -> event.origin().sequence()))
        .containsExactlyElementsOf(LongStream.rangeClosed(1, 6).boxed().toList());
  }

  @Test
  void theDataDirectoryOnePeerAndOneFileCanBeNamedToo() throws IOException {
    node.record(ALICE, true, 1, "in", new byte[1]);
    node.record(ALICE, false, 2, "out", new byte[1]);
    node.record(BOB, true, 3, "bob", new byte[1]);
    assertThat(types(read(folder))).containsExactly("in", "out", "bob");
    assertThat(types(read(node.root().resolve(ALICE)))).containsExactly("in", "out");
    List<Event> sent = read(node.file(ALICE, false));
    assertThat(types(sent)).containsExactly("out");
    assertThat(((NetEvent.OutboundMessage) sent.getFirst()).peer().address())
        .isEqualTo("203.0.113.7:8333");

    Path loose = Files.copy(node.file(BOB, true), folder.resolve("inv.dat"));
    NetEvent.InboundMessage event = (NetEvent.InboundMessage) read(loose).getFirst();
    assertThat(event.peer().address()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "203.0.113.7_8333, 203.0.113.7:8333",
    "[2001_db8__1]_8333, [2001:db8::1]:8333",
    "[__]_0, [::]:0",
    "[fe80__1%my_if]_8333, [fe80::1%my_if]:8333",
    "[__ffff_1.2.3.4]_1, [::ffff:1.2.3.4]:1",
    "pg6mmjiyjmcrsslvykfwnntlaru7p5svn6y2ymmju6nubxndf4pscryd.onion_65535,"
        + " pg6mmjiyjmcrsslvykfwnntlaru7p5svn6y2ymmju6nubxndf4pscryd.onion:65535",
    "something else, something else",
    "[not_six, [not_six",
  })
  void theAddressIsMadeOfTheDirectoryName(String directory, String address) {
    assertThat(PeerName.address(directory)).isEqualTo(address);
  }

  @Test
  void messagesOfFourMegabytesAndEmptyOnesArriveWhole() throws IOException {
    byte[] big = CaptureFixture.random(2, 4_000_000);
    node.record(ALICE, true, 1, "block", big);
    node.record(ALICE, true, 2, "", new byte[0]);
    node.record(ALICE, true, 3, "tx", new byte[] {1});
    List<Event> events = read();
    assertThat(types(events)).containsExactly("block", "", "tx");
    assertThat(((NetEvent.Message) events.getFirst()).message().payload().toArray()).isEqualTo(big);
  }

  @Test
  void aDamagedFileIsReadUpToTheDamageAndTheOthersToTheEnd() throws IOException {
    node.record(ALICE, true, 1, "good", new byte[5]);
    node.append(ALICE, true, damagedLength());
    node.record(ALICE, true, 3, "behind", new byte[0]);
    node.record(ALICE, false, 4, "other", new byte[0]);
    node.append(BOB, true, CaptureFixture.bytes(1, "b\u0007d", new byte[2]));
    try (MessageCapture capture = open(MessageCapture.AtEnd.STOP)) {
      List<Event> events = new ArrayList<>();
      capture.forEach(events::add);
      assertThat(types(events)).containsExactly("good", "other");
      assertThat(events.stream().filter(VedetteEvent.Loss.class::isInstance))
          .extracting(event -> ((VedetteEvent.Loss) event).counts().getFirst())
          .containsOnly(new VedetteEvent.Loss.Count("net:inbound_message", 0, 0, 1, 0));
      assertThat(capture.problems())
          .hasSize(2)
          .anySatisfy(text ->
              assertThat(text).contains(node.file(ALICE, true) + ": byte 29: expected a length"))
          .anySatisfy(text ->
              assertThat(text).contains(node.file(BOB, true) + ": byte 0: expected a message"));
      SourceStats.Count inbound = capture.stats().events().getFirst();
      assertThat(inbound.faults()).isEqualTo(2);
      assertThat(inbound.delivered()).isEqualTo(1);
      assertThat(capture.stats().complete()).isFalse();
    }
  }

  @Test
  void aTornLastRecordIsCountedWhereNobodyWaitsForIt() throws IOException {
    node.record(ALICE, true, 1, "good", new byte[5]);
    node.append(ALICE, true, new byte[23]);
    try (MessageCapture capture = open(MessageCapture.AtEnd.STOP)) {
      List<Event> events = new ArrayList<>();
      capture.forEach(events::add);
      assertThat(events).hasSize(2).last().isInstanceOf(VedetteEvent.Loss.class);
      assertThat(capture.problems()).singleElement().asString().contains("the last 23 B");
    }
  }

  @Test
  void aPollWithoutTimeoutProvesThatNothingIsLeft() throws IOException {
    try (MessageCapture capture = open(MessageCapture.AtEnd.FOLLOW)) {
      List<Event> events = new ArrayList<>();
      for (int i = 0; i < 50; i++) {
        node.record(i % 2 == 0 ? ALICE : BOB, i % 3 == 0, i, "m" + i, new byte[i]);
        while (capture.poll(Duration.ZERO, events::add) > 0) {}
        assertThat(events).hasSize(i + 1);
      }
    }
  }

  @Test
  void aBatchIsBoundedInEventsAndBytes() throws IOException {
    for (int i = 0; i < 5; i++) {
      node.record(ALICE, true, i, "block", new byte[4_000_000]);
    }
    for (int i = 0; i < 3000; i++) {
      node.record(BOB, true, 10 + i, "ping", new byte[8]);
    }
    try (MessageCapture capture = open(MessageCapture.AtEnd.STOP)) {
      assertThat(capture.poll(Duration.ZERO, _ -> {})).isEqualTo(3);
      assertThat(capture.poll(Duration.ZERO, _ -> {})).isEqualTo(1024);
      int rest = 0;
      while (!capture.ended()) {
        rest += capture.poll(Duration.ZERO, _ -> {});
      }
      assertThat(rest).isEqualTo(3005 - 1027);
    }
  }

  @Test
  void filesBeyondTheMaximumAreCountedAndNamed() throws IOException {
    for (int i = 0; i < 5; i++) {
      node.record("203.0.113." + i + "_1", true, i, "ping", new byte[8]);
    }
    try (MessageCapture capture =
        MessageCapture.open(node.root(), MessageCapture.AtEnd.STOP, Selection.ALL, 3)) {
      List<Event> events = new ArrayList<>();
      capture.forEach(events::add);
      assertThat(types(events)).hasSize(3);
      assertThat(capture.problems()).hasSize(2).allMatch(text -> text.contains("3 files are read"));
      assertThat(capture.stats().events().getFirst().faults()).isEqualTo(2);
    }
  }

  @Test
  void moreFilesThanWindowsAreMergedAllTheSame() throws IOException {
    int peers = 3 * Windows.FILES;
    for (int round = 0; round < 3; round++) {
      for (int peer = 0; peer < peers; peer++) {
        String name = "198.51." + peer / 256 + "." + peer % 256 + "_8333";
        node.record(name, true, round * 1000 + peer, round + "-" + peer, new byte[peer]);
      }
    }
    List<Event> events = read();
    List<String> expected = new ArrayList<>();
    for (int round = 0; round < 3; round++) {
      for (int peer = 0; peer < peers; peer++) {
        expected.add(round + "-" + peer);
      }
    }
    assertThat(types(events)).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void anyBytesInAFileAreMessagesOrACountedFault(long seed) throws IOException {
    Random random = new Random(seed);
    for (int round = 0; round < 200; round++) {
      Path file = node.file(ALICE, true);
      Files.deleteIfExists(file);
      for (int i = 0; i < 10; i++) {
        byte[] record = CaptureFixture.bytes(i, "m" + i, new byte[random.nextInt(60)]);
        if (random.nextInt(6) == 0) {
          record[random.nextInt(record.length)] = (byte) random.nextInt();
        }
        node.append(ALICE, true, record);
      }
      byte[] whole = Files.readAllBytes(file);
      Files.write(file, Arrays.copyOf(whole, random.nextInt(whole.length + 1)));
      try (MessageCapture capture = open(MessageCapture.AtEnd.STOP)) {
        List<Event> events = new ArrayList<>();
        capture.forEach(events::add);
        boolean lost = events.stream().anyMatch(VedetteEvent.Loss.class::isInstance);
        long bytes =
            events.stream()
                .filter(NetEvent.Message.class::isInstance)
                .mapToLong(event -> 24 + ((NetEvent.Message) event).message().size())
                .sum();
        assertThat(lost)
            .as("seed %d, round %d: %s", seed, round, capture.problems())
            .isEqualTo(bytes < Files.size(file))
            .isEqualTo(!capture.stats().complete());
      }
    }
  }

  @Test
  void aPathWithoutCapturesIsRefusedInWords() throws IOException {
    assertThatThrownBy(() -> open(folder.resolve("nothing")))
        .isInstanceOf(TapException.class)
        .hasMessageContaining("expected a directory message_capture or a .dat file");
    Path data = folder.resolve("other");
    Files.createDirectories(data.resolve("blocks"));
    assertThatThrownBy(() -> open(data))
        .isInstanceOf(TapException.class)
        .hasMessageContaining("start the node with -capturemessages");
  }

  @Test
  void anEmptyCaptureEndsAtOnce() {
    assertThat(read()).isEmpty();
  }

  private List<Event> read() {
    return read(node.root());
  }

  private static List<Event> read(Path path) {
    List<Event> events = new ArrayList<>();
    try (MessageCapture capture =
        MessageCapture.open(path, MessageCapture.AtEnd.STOP, Selection.ALL)) {
      capture.forEach(events::add);
      assertThat(capture.problems()).isEmpty();
      assertThat(capture.stats().complete()).isTrue();
    }
    return events;
  }

  private MessageCapture open(MessageCapture.AtEnd atEnd) {
    return MessageCapture.open(node.root(), atEnd, Selection.ALL);
  }

  private static MessageCapture open(Path path) {
    return MessageCapture.open(path, MessageCapture.AtEnd.STOP, Selection.ALL);
  }

  private static byte[] damagedLength() {
    byte[] bytes = CaptureFixture.bytes(2, "long", new byte[0]);
    bytes[23] = 0x7F;
    return bytes;
  }

  private static List<String> types(List<Event> events) {
    return events.stream()
        .filter(NetEvent.Message.class::isInstance)
        .map(event -> ((NetEvent.Message) event).message().type())
        .toList();
  }
}
