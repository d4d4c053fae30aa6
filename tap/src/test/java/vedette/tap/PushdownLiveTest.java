package vedette.tap;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import vedette.event.Event;
import vedette.event.NetEvent;
import vedette.event.P2pMessage.PayloadState;
import vedette.event.Selection;

/// What is not selected is left out in the kernel, before anything is copied.
@NeedsKernel
class PushdownLiveTest {
  private static final int PEER = 0;
  private static final int CONNECTION = 2;
  private static final int TYPE = 3;
  private static final int COUNT = 10_000;

  @TempDir Path folder;

  private void assertPushedDown(String selection, Predicate<Fired> wanted) {
    assertPushedDown(selection, wanted, Attacher.Way.MULTI_DYNPTR);
  }

  private void assertPushedDown(String selection, Predicate<Fired> wanted, Attacher.Way way) {
    Path program = Programs.demo(folder);
    Path report = folder.resolve("report");
    TapOptions options =
        Live.options(program)
            .withSelection(Selection.parse("event=net:*bound_message " + selection));
    List<Event> events = new ArrayList<>();
    try (Node node =
            Node.start(
                program,
                "--leash",
                "--rate",
                "10000",
                "--count",
                Integer.toString(COUNT),
                "--seed",
                "10",
                "--report",
                report.toString());
        Tap tap = Tap.open(options, way)) {
      node.begin().drain(tap, events::add);
      List<Fired> fired = Report.fired(report);
      List<Fired> expected =
          fired.stream().filter(wanted).map(event -> Live.bounded(way, event)).toList();
      Live.assertSame(Fired.all(events), expected);
      assertThat(expected).isNotEmpty();
      assertThat(expected.size()).isLessThan(COUNT);
      assertThat(fired).allSatisfy(event -> assertThat(event.event()).endsWith("bound_message"));
      assertThat(tap.stats().events())
          .extracting(SourceStats.Count::event)
          .containsExactly("net:inbound_message", "net:outbound_message");
      assertThat(tap.stats().events().stream().mapToLong(SourceStats.Count::filtered).sum())
          .as("left out by the kernel")
          .isEqualTo(COUNT - expected.size());
      Sequence sequence = new Sequence();
      events.forEach(sequence);
      assertThat(sequence.gaps()).isZero();
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = Attacher.Way.class,
      names = {"MULTI_DYNPTR", "MULTI_LADDER"})
  void listedMessageTypesOnly(Attacher.Way way) {
    assertPushedDown(
        "message=inv,tx,wtxidrelay",
        event -> List.of("inv", "tx", "wtxidrelay").contains(event.fields().get(TYPE)),
        way);
  }

  @Test
  void allButListedMessageTypes() {
    assertPushedDown(
        "!message=inv,tx", event -> !List.of("inv", "tx").contains(event.fields().get(TYPE)));
  }

  @Test
  void listedPeersOnly() {
    assertPushedDown("peer=1,3", event -> List.of("1", "3").contains(event.fields().get(PEER)));
  }

  @Test
  void allButListedPeers() {
    assertPushedDown("!peer=2", event -> !event.fields().get(PEER).equals("2"));
  }

  @Test
  void listedConnectionsOnly() {
    assertPushedDown(
        "connection=outbound-full-relay,feeler",
        event -> List.of("outbound-full-relay", "feeler").contains(event.fields().get(CONNECTION)));
  }

  @Test
  void allButListedConnections() {
    assertPushedDown(
        "!connection=inbound", event -> !event.fields().get(CONNECTION).equals("inbound"));
  }

  @Test
  void severalFiltersMustAllHold() {
    assertPushedDown(
        "!connection=inbound message=inv !peer=1",
        event ->
            !event.fields().get(CONNECTION).equals("inbound")
                && event.fields().get(TYPE).equals("inv")
                && !event.fields().get(PEER).equals("1"));
  }

  /// More values than the kernel's set holds are judged in Java: nothing is lost, nothing doubled.
  @Test
  void moreValuesThanTheKernelHoldsAreJudgedInJava() {
    String peers =
        String.join(",", IntStream.rangeClosed(3, 2000).mapToObj(Integer::toString).toList());
    Path program = Programs.demo(folder);
    Path report = folder.resolve("report");
    List<Event> events = new ArrayList<>();
    try (Node node =
            Node.start(
                program,
                "--leash",
                "--rate",
                "10000",
                "--count",
                "5000",
                "--report",
                report.toString());
        Tap tap = Live.open(program, "event=net:*bound_message peer=" + peers)) {
      node.begin().drain(tap, events::add);
      Live.assertSame(
          Fired.all(events),
          Report.fired(report).stream()
              .filter(event -> Long.parseLong(event.fields().get(PEER)) >= 3)
              .toList());
    }
  }

  @Test
  void headersAloneAreTakenOnDemand() {
    Path program = Programs.demo(folder);
    List<Event> events = new ArrayList<>();
    Path report = folder.resolve("report");
    try (Node node =
            Node.start(
                program,
                "--leash",
                "--rate",
                "10000",
                "--count",
                "5000",
                "--payload",
                "50000",
                "--payload-share",
                "10",
                "--report",
                report.toString());
        Tap tap = Tap.open(Live.options(program).withMaxPayload(0))) {
      node.begin().drain(tap, events::add);
      List<Fired> headers =
          Report.fired(report).stream()
              .map(event -> new Fired(event.event(), event.fields(), ""))
              .toList();
      List<Fired> delivered =
          Fired.all(events).stream()
              .map(event -> new Fired(event.event(), event.fields(), ""))
              .toList();
      Live.assertSame(delivered, headers);
      assertThat(events.stream().filter(NetEvent.Message.class::isInstance))
          .isNotEmpty()
          .allSatisfy(event ->
              assertThat(event)
                  .isInstanceOfSatisfying(
                      NetEvent.Message.class,
                      it -> {
                        assertThat(it.message().payload().isEmpty()).isTrue();
                        assertThat(it.message().state())
                            .isEqualTo(
                                it.message().size() == 0
                                    ? PayloadState.WHOLE
                                    : PayloadState.NOT_TAKEN);
                      }));
      assertThat(tap.stats().complete()).as("what nobody asked for is no loss").isTrue();
      assertThat(Live.stats(tap, "net:inbound_message").bytes()).isZero();
    }
  }

  /// The demo node fires only where a semaphore is raised.
  @ParameterizedTest
  @ValueSource(strings = {"mempool:*", "utxocache:flush", "!net:*"})
  void aTracepointThatNobodySelectedIsNotAttached(String name) {
    Path program = Programs.demo(folder);
    Selection selection = Selection.parse("event=" + name);
    if (name.startsWith("!")) {
      selection = Selection.parse("!event=" + name.substring(1));
    }
    List<Event> events = new ArrayList<>();
    try (Tap tap = Tap.open(Live.options(program).withSelection(selection));
        Node node = Node.start(program, "--rate", "0", "--count", "100")) {
      node.drain(tap, events::add);
      Node.Summary summary = node.summary();
      Selection wanted = selection;
      assertThat(summary.fired().keySet()).isNotEmpty().allMatch(wanted::wants);
      assertThat(summary.reached()).isGreaterThan(100);
      assertThat(Fired.real(events)).hasSize(100);
    }
  }
}
