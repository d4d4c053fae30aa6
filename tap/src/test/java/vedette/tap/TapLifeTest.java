package vedette.tap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vedette.event.Event;
import vedette.event.Selection;
import vedette.event.VedetteEvent;

/// Opening, reading, stopping and closing, alone and beside others.
@NeedsKernel
class TapLifeTest {
  @TempDir Path folder;

  private Path report() {
    return folder.resolve("report");
  }

  private Node node(Path program, int count) {
    return Node.start(
        program,
        "--leash",
        "--rate",
        "10000",
        "--count",
        Integer.toString(count),
        "--report",
        report().toString());
  }

  @Test
  void twoTapsBothGetEverythingAndOneMayLeave() {
    Path program = Programs.demo(folder);
    List<Event> stays = new ArrayList<>();
    try (Tap one = Live.open(program)) {
      Tap other = Live.open(program);
      try (Node node = node(program, 5000)) {
        List<Event> leaves = new ArrayList<>();
        node.begin().drain(one, stays::add);
        other.flush(leaves::add);
        Live.assertSame(Fired.all(stays), Report.fired(report()));
        Live.assertSame(Fired.all(leaves), Report.fired(report()));
      } finally {
        other.close();
      }
      stays.clear();
      try (Node node = node(program, 3000)) {
        node.begin().drain(one, stays::add);
        Live.assertSame(Fired.all(stays), Report.fired(report()));
      }
    }
  }

  /// 64 MiB of kernel memory are all that a tap takes.
  @Test
  void kernelMemoryStaysBelow64MiB() throws IOException {
    long before = mapBytes();
    TapOptions asShipped =
        TapOptions.defaults().withTarget(new Target.Executable(Programs.demo(folder)));
    try (Tap tap = Tap.open(asShipped)) {
      assertThat(tap.attached()).isEqualTo(1);
      assertThat(mapBytes() - before).isBetween((long) TapOptions.DEFAULT_RING_BYTES, 64L << 20);
    }
    assertThat(mapBytes()).isEqualTo(before);
  }

  /// What the kernel charges for the BPF maps of this process.
  private static long mapBytes() throws IOException {
    long sum = 0;
    try (DirectoryStream<Path> all = Files.newDirectoryStream(Path.of("/proc/self/fdinfo"))) {
      for (Path descriptor : all) {
        try {
          List<String> lines = Files.readAllLines(descriptor);
          if (lines.stream().anyMatch(line -> line.startsWith("map_type:"))) {
            sum +=
                lines.stream()
                    .filter(line -> line.startsWith("memlock:"))
                    .mapToLong(line -> Long.parseLong(line.substring(8).strip()))
                    .sum();
          }
        } catch (NoSuchFileException closedMeanwhile) {
          // The descriptor of the directory itself.
        }
      }
    }
    return sum;
  }

  @Test
  void stopFromAnotherThreadEndsABlockedIterator() throws Exception {
    try (Tap tap = Live.open(Programs.demo(folder))) {
      Iterator<Event> events = tap.iterator();
      CompletableFuture<Boolean> more = CompletableFuture.supplyAsync(events::hasNext);
      assertThat(more).isNotDone();
      tap.stop();
      tap.stop();
      assertThat(more.get(30, TimeUnit.SECONDS)).isFalse();
      assertThat(tap.ended()).isTrue();
      assertThatThrownBy(events::next).isInstanceOf(NoSuchElementException.class);
    }
  }

  @Test
  void theIteratorDeliversEverythingUpToTheStop() {
    Path program = Programs.demo(folder);
    List<Event> events = new ArrayList<>();
    try (Node node = node(program, 2000);
        Tap tap = Live.open(program)) {
      node.begin();
      for (Event event : tap) {
        if (!(event instanceof VedetteEvent)) {
          events.add(event);
        }
        if (events.size() == 2000) {
          tap.stop();
        }
      }
      node.summary();
    }
    Live.assertSame(Fired.all(events), Report.fired(report()));
  }

  @Test
  void anExceptionOfTheConsumerReachesTheCallerAndCostsOneEvent() {
    Path program = Programs.demo(folder);
    List<Event> events = new ArrayList<>();
    int[] thrown = new int[1];
    try (Node node = node(program, 1000);
        Tap tap = Live.open(program)) {
      node.begin().summary();
      boolean done = false;
      while (!done) {
        try {
          done =
              tap.poll(
                      Duration.ZERO,
                      event -> {
                        events.add(event);
                        if (Fired.real(events).count() % 100 == 7) {
                          thrown[0]++;
                          throw new IllegalStateException("the consumer fails");
                        }
                      })
                  == 0;
        } catch (IllegalStateException failed) {
          assertThat(failed).hasMessage("the consumer fails");
        }
      }
      assertThat(thrown[0]).isGreaterThanOrEqualTo(10);
      Live.assertSame(Fired.all(events), Report.fired(report()));
      assertThat(Live.lost(tap)).isZero();
    }
  }

  @Test
  void viewsAreTheSameAsEvents() {
    Path program = Programs.demo(folder);
    List<Event> events = new ArrayList<>();
    List<String> seen = new ArrayList<>();
    long[] bytes = new long[1];
    EventView[] kept = new EventView[1];
    try (Node node = node(program, 3000);
        Tap tap = Live.open(program)) {
      node.begin().summary();
      int count =
          tap.pollViews(
              Duration.ofSeconds(10),
              view -> {
                kept[0] = view;
                Event event = view.toEvent();
                events.add(event);
                seen.add(view.name() + view.sequence() + view.timeNanos() + view.node());
                if (view.message()) {
                  bytes[0] += view.payloadSize();
                  var message = ((vedette.event.NetEvent.Message) event).message();
                  assertThat(view.type()).isEqualTo(message.type());
                  assertThat(view.size()).isEqualTo(message.size());
                  assertThat(view.payloadState()).isEqualTo(message.state());
                }
              });
      assertThat(count).isGreaterThanOrEqualTo(3000);
      Live.assertSame(Fired.all(events), Report.fired(report()));
      for (ThrowingCallable late :
          List.<ThrowingCallable>of(kept[0]::name, kept[0]::timeNanos, kept[0]::toEvent)) {
        assertThatThrownBy(late)
            .isInstanceOf(IllegalStateException.class)
            .hasMessage("a view is read in the callback that it is handed to");
      }
      assertThat(seen)
          .isEqualTo(
              events.stream()
                  .map(it ->
                      it.name()
                          + it.origin().sequence()
                          + it.origin().timeNanos()
                          + it.origin().node())
                  .toList());
      assertThat(tap.stats().events().stream().mapToLong(SourceStats.Count::bytes).sum())
          .isEqualTo(bytes[0])
          .isPositive();
    }
  }

  @Test
  void timesAreThoseOfTheHits() {
    Path program = Programs.demo(folder);
    List<Event> events = new ArrayList<>();
    Instant before = Instant.now().minusMillis(50);
    try (Node node = node(program, 1000);
        Tap tap = Live.open(program)) {
      node.begin().summary();
      Instant after = Instant.now().plusMillis(50);
      tap.flush(events::add);
      List<Instant> times = Fired.real(events).map(event -> event.origin().time()).toList();
      assertThat(times).hasSize(1000).isSorted();
      assertThat(times.getFirst()).isAfter(before);
      assertThat(times.getLast()).isBefore(after);
    }
  }

  @Test
  void aFlushHandsOverAllThatWasFiredBeforeIt() {
    Path program = Programs.demo(folder);
    for (int i = 0; i < 5; i++) {
      List<Event> events = new ArrayList<>();
      try (Node node =
              Node.start(
                  program,
                  "--leash",
                  "--rate",
                  "0",
                  "--count",
                  "20000",
                  "--report",
                  report().toString());
          Tap tap = Live.open(program)) {
        node.begin().summary();
        tap.flush(events::add);
        Live.assertSame(Fired.all(events), Report.fired(report()));
        assertThat(tap.flush(events::add)).isZero();
      }
    }
  }

  /// Also where thousands of records come first of which none is selected.
  @Test
  void aPollThatReturnsNothingHasSeenEverything() {
    Path program = Programs.demo(folder);
    List<Event> events = new ArrayList<>();
    TapOptions options =
        Live.options(program)
            .withSelection(Selection.parse("event=net:*bound_message !network=onion"));
    try (Tap tap = Tap.open(options)) {
      try (Node many =
          Node.start(
              program,
              "--wait-attached=net:inbound_message",
              "--only",
              "net:inbound_message",
              "--count",
              "30000")) {
        many.summary();
      }
      try (Node few = Node.start(program, "--rate", "0", "--count", "500")) {
        few.summary();
      }
      int some = 1;
      while (some > 0) {
        some = tap.poll(Duration.ZERO, events::add);
      }
      assertThat(Fired.real(events)).isNotEmpty();
      assertThat(
              tap.stats().events().stream()
                  .mapToLong(count -> count.delivered() + count.filtered())
                  .sum())
          .isEqualTo(30_500);
    }
  }

  @Test
  void closingTwiceIsClosingOnceAndTheCountsStay() {
    Path program = Programs.demo(folder);
    Tap tap = Live.open(program);
    try (Node node = node(program, 500)) {
      List<Event> events = new ArrayList<>();
      node.begin().drain(tap, events::add);
    }
    SourceStats stats = tap.stats();
    tap.close();
    tap.close();
    assertThat(tap.ended()).isTrue();
    assertThat(tap.stats()).isEqualTo(stats);
    assertThat(stats.events().stream().mapToLong(SourceStats.Count::delivered).sum())
        .isEqualTo(500);
  }

  @Test
  void afterTheLastTapTheNodeIsNotAttachedAnyMore() {
    Path program = Programs.demo(folder);
    try (Node node = Node.start(program, "--rate", "1000", "--wait-attached")) {
      try (Tap tap = Live.open(program)) {
        List<Event> events = new ArrayList<>();
        while (Fired.real(events).count() < 10) {
          tap.poll(Duration.ofSeconds(1), events::add);
        }
      }
      node.interrupt();
      Node.Summary summary = node.summary();
      // It goes on passing tracepoints, and fires none.
      assertThat(summary.total()).isGreaterThanOrEqualTo(10);
    }
    try (Node node =
        Node.start(program, "--rate", "0", "--wait-attached", "--wait-timeout", "0.2")) {
      assertThatThrownBy(node::summary).hasMessageContaining("said 3");
    }
  }
}
