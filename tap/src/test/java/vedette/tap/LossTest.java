package vedette.tap;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import vedette.event.Event;
import vedette.event.NetEvent;
import vedette.event.P2pMessage.PayloadState;
import vedette.event.VedetteEvent;

/// A reader that is too slow loses events, and knows exactly which and how many.
@NeedsKernel
@Tag("alone")
class LossTest {
  private static final int SMALL_RING = 64 << 10;

  @TempDir Path folder;

  /// Nobody reads while the node fires: what does not fit into 64 KiB is lost.
  @ParameterizedTest
  @EnumSource(
      value = Attacher.Way.class,
      names = {"MULTI_DYNPTR", "MULTI_LADDER"})
  void whatDoesNotFitIsCountedExactly(Attacher.Way way) {
    Path program = Programs.demo(folder);
    Path report = folder.resolve("report");
    TapOptions options = Live.options(program).withRingBytes(SMALL_RING);
    try (Node node =
            Node.start(
                program,
                "--leash",
                "--rate",
                "0",
                "--count",
                "5000",
                "--seed",
                "7",
                "--report",
                report.toString());
        Tap tap = Tap.open(options, way);
        Comparison comparison = new Comparison(report, event -> Live.bounded(way, event))) {
      Node.Summary summary = node.begin().summary();
      Sequence sequence = new Sequence();
      List<Event> events = new ArrayList<>();
      tap.flush(events::add);
      events.forEach(sequence);
      Fired.real(events).forEach(comparison::accept);
      comparison.finish();

      Map<String, Long> lost = new TreeMap<>();
      Map<String, Long> bare = new TreeMap<>();
      long delivered = 0;
      for (SourceStats.Count count : tap.stats().events()) {
        assertThat(count.delivered() + count.lost())
            .as(count.event())
            .isEqualTo(summary.fired().getOrDefault(count.event(), 0L));
        if (count.lost() > 0) {
          lost.put(count.event(), count.lost());
        }
        if (count.payloads() > 0) {
          bare.put(count.event(), count.payloads());
        }
        delivered += count.delivered();
      }
      assertThat(comparison.unexplained()).as(comparison.firstSkip()).isZero();
      assertThat(lost).isNotEmpty().isEqualTo(comparison.skipped());
      assertThat(bare).isNotEmpty().isEqualTo(comparison.withoutPayload());
      assertThat(delivered).isPositive().isEqualTo(Fired.real(events).count());
      assertThat(tap.stats().complete()).isFalse();
      assertThat(sequence.gaps()).isEqualTo(Live.lost(tap)).isEqualTo(sequence.announced());
      assertThat(announced(events)).isEqualTo(counted(tap));
    }
  }

  /// What the default ring is chosen for: the largest block, and the thousands of transactions that
  /// it takes out of the mempool within milliseconds.
  @Test
  void aLargeBlockAndTheBurstOfRemovedTransactionsFitUnread() {
    Path program = Programs.demo(folder);
    TapOptions asShipped = TapOptions.defaults().withTarget(new Target.Executable(program));
    try (Tap tap = Tap.open(asShipped)) {
      fire(program, "net:inbound_message", 1, "--payload", "4000000");
      fire(program, "mempool:removed", 25_000);
      tap.flush(event -> {});
      assertThat(Live.stats(tap, "net:inbound_message").bytes()).isEqualTo(4_000_000);
      assertThat(Live.stats(tap, "mempool:removed").delivered()).isEqualTo(25_000);
      assertThat(tap.stats().complete()).isTrue();
    }
  }

  private static void fire(Path program, String event, int count, String... more) {
    List<String> options =
        new ArrayList<>(
            List.of(
                "--wait-attached=" + event, "--only", event, "--count", Integer.toString(count)));
    options.addAll(List.of(more));
    try (Node node = Node.start(program, options.toArray(String[]::new))) {
      node.summary();
    }
  }

  /// A message whose payload has no room arrives with its header, and says why.
  @Test
  void aMessageLargerThanTheRingArrivesWithoutPayload() {
    Path program = Programs.demo(folder);
    TapOptions options = Live.options(program).withRingBytes(SMALL_RING);
    try (Node node =
            Node.start(
                program,
                "--leash",
                "--only",
                "net:inbound_message",
                "--payload",
                "200000",
                "--count",
                "10");
        Tap tap = Tap.open(options)) {
      List<Event> events = new ArrayList<>();
      node.begin().drain(tap, events::add);
      assertThat(Fired.real(events))
          .hasSize(10)
          .allSatisfy(event ->
              assertThat(event)
                  .isInstanceOfSatisfying(
                      NetEvent.InboundMessage.class,
                      it -> {
                        assertThat(it.message().state()).isEqualTo(PayloadState.RING_FULL);
                        assertThat(it.message().size()).isEqualTo(200_000);
                        assertThat(it.message().payload().isEmpty()).isTrue();
                        assertThat(it.message().type()).isEqualTo("tx");
                      }));
      assertThat(Live.stats(tap, "net:inbound_message").payloads()).isEqualTo(10);
      assertThat(Live.lost(tap)).isZero();
    }
  }

  /// After a loss the stream goes on, and the loss stands between what came before and after it.
  @Test
  void aLossIsToldBetweenWhatCameBeforeAndAfterIt() {
    Path program = Programs.demo(folder);
    TapOptions options = Live.options(program).withRingBytes(SMALL_RING);
    String[] burst = {
      "--only", "mempool:added", "--count", "3000", "--wait-attached=mempool:added"
    };
    try (Tap tap = Tap.open(options)) {
      List<Event> first = new ArrayList<>();
      try (Node node = Node.start(program, burst)) {
        node.summary();
        tap.flush(first::add);
      }
      long lost = Live.lost(tap);
      List<Event> second = new ArrayList<>();
      try (Node node = Node.start(program, burst)) {
        node.drain(tap, second::add);
      }
      assertThat(lost).isPositive();
      assertThat(announced(first)).containsEntry("lost", lost);
      assertThat(Fired.real(first).count() + lost).isEqualTo(3000);
      assertThat(Fired.real(second).count() + Live.lost(tap) - lost).isEqualTo(3000);
      Sequence sequence = new Sequence();
      first.forEach(sequence);
      second.forEach(sequence);
      assertThat(sequence.gaps()).isEqualTo(Live.lost(tap)).isEqualTo(sequence.announced());
    }
  }

  /// Payloads and texts cut at a bound that was asked for are counted, and say so.
  @Test
  void aPayloadCutAtTheBoundSaysSo() {
    Path program = Programs.demo(folder);
    TapOptions options = Live.options(program).withMaxPayload(100);
    try (Node node =
            Node.start(
                program,
                "--leash",
                "--only",
                "net:inbound_message",
                "--payload",
                "300",
                "--count",
                "5");
        Tap tap = Tap.open(options)) {
      List<Event> events = new ArrayList<>();
      node.begin().drain(tap, events::add);
      assertThat(Fired.real(events))
          .hasSize(5)
          .allSatisfy(event ->
              assertThat(event)
                  .isInstanceOfSatisfying(
                      NetEvent.InboundMessage.class,
                      it -> {
                        assertThat(it.message().state()).isEqualTo(PayloadState.CUT);
                        assertThat(it.message().size()).isEqualTo(300);
                        assertThat(it.message().payload().size()).isEqualTo(100);
                      }));
      assertThat(Live.stats(tap, "net:inbound_message").cut()).isEqualTo(5);
      tap.poll(Duration.ZERO, events::add);
      assertThat(announced(events)).containsEntry("cut", 5L);
    }
  }

  private static Map<String, Long> announced(List<Event> events) {
    Map<String, Long> sums = new TreeMap<>();
    for (Event event : events) {
      if (event instanceof VedetteEvent.Loss loss) {
        for (VedetteEvent.Loss.Count count : loss.counts()) {
          sums.merge("lost", count.lost(), Long::sum);
          sums.merge("payloads", count.payloads(), Long::sum);
          sums.merge("faults", count.faults(), Long::sum);
          sums.merge("cut", count.cut(), Long::sum);
        }
      }
    }
    return sums;
  }

  private static Map<String, Long> counted(Tap tap) {
    Map<String, Long> sums = new TreeMap<>();
    for (SourceStats.Count count : tap.stats().events()) {
      sums.merge("lost", count.lost(), Long::sum);
      sums.merge("payloads", count.payloads(), Long::sum);
      sums.merge("faults", count.faults(), Long::sum);
      sums.merge("cut", count.cut(), Long::sum);
    }
    return sums;
  }
}
