package vedette.tap.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import vedette.event.Event;
import vedette.event.VedetteEvent;

/// In which time, and to whom, a recording is played.
// So that a wait that never ends is a failure.
@Timeout(120)
class ReplayTest {
  @TempDir Path folder;

  @Test
  void realTimeWaitsForTheNextEventAndNoLongerThanThePollMay() {
    Path file = folder.resolve("paced.vedette");
    Event first = Captures.at(0);
    Event soon = Captures.at(1_000_000);
    Event later = Captures.at(3_600_000_000_000L);
    Captures.record(file, List.of(first, soon, later));
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
    Captures.record(file, List.of(Captures.at(0), Captures.at(3_600_000_000_000L)));
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
        List.of(
            Captures.at(0),
            Captures.at(Long.MIN_VALUE + 1),
            Captures.at(-1),
            new VedetteEvent.Flushed(Captures.at(0).origin()));
    Captures.record(file, events);
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
    Captures.record(file, events);
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
}
