package vedette.poll;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class PaceTest {
  private static final Call FAST = call("fast", 5);
  private static final Call OTHER = call("other", 5);
  private static final Call SLOW = call("slow", 120);
  private static final List<Call> CALLS = List.of(FAST, OTHER, SLOW);

  private final Pace pace = new Pace(CALLS, 2, fixed(0.5), 0);
  private long now;

  private static RandomGenerator fixed(double random) {
    return new RandomGenerator() {
      @Override
      public long nextLong() {
        return 0;
      }

      @Override
      public double nextDouble() {
        return random;
      }
    };
  }

  private static Call call(String name, int seconds) {
    return new Call(name, Duration.ofSeconds(seconds), Duration.ofSeconds(10));
  }

  @Test
  void everythingIsAskedAtOnceAtTheBeginningAsFarAsThereIsRoom() {
    assertThat(begun()).containsExactly(FAST, OTHER);
    pace.answered(FAST, now);
    assertThat(begun()).containsExactly(SLOW);
  }

  @Test
  void eachCallComesBackAfterItsOwnInterval() {
    allAnswered();
    assertThat(begun()).isEmpty();
    assertThat(pace.wakeAt()).contains(seconds(5));
    now = seconds(5);
    assertThat(begun()).containsExactly(FAST, OTHER);
    pace.answered(FAST, now);
    pace.answered(OTHER, now);
    now = seconds(119);
    assertThat(begun()).doesNotContain(SLOW);
    pace.answered(FAST, now);
    now = seconds(121);
    assertThat(begun()).contains(SLOW);
  }

  @Test
  void jitterStaysWithinATenth() {
    for (double random : List.of(0.0, 0.3, 0.999_999)) {
      Pace one = new Pace(List.of(FAST), 1, fixed(random), 0);
      assertThat(one.next(0)).contains(FAST);
      one.answered(FAST, 0);
      assertThat(one.wakeAt().orElseThrow())
          .isBetween(Duration.ofMillis(4500).toNanos(), Duration.ofMillis(5500).toNanos());
    }
  }

  @Test
  void callThatNeedsOtherCredentialsHoldsNoCallThatIsAnswered() {
    begun();
    pace.answered(FAST, now);
    pace.failed(OTHER, Trouble.UNAUTHORIZED, now);
    assertThat(begun()).as("goes on").containsExactly(SLOW);
    pace.failed(SLOW, Trouble.UNAUTHORIZED, now);
    now = seconds(5);
    assertThat(begun()).containsExactly(FAST, OTHER);
    pace.answered(FAST, now);
    pace.failed(OTHER, Trouble.UNAUTHORIZED, now);
    now = seconds(10);
    assertThat(begun()).as("the one that is refused comes less often").containsExactly(FAST);
    pace.failed(FAST, Trouble.UNAUTHORIZED, now);
    now = seconds(15);
    assertThat(begun()).as("none is answered any more: one at a time").hasSize(1);
  }

  @Test
  void targetThatCannotBeReachedIsAskedOneAtATimeUpToABound() {
    begun();
    pace.failed(FAST, Trouble.UNREACHABLE, now);
    pace.failed(OTHER, Trouble.UNREACHABLE, now);
    List<Long> waits = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      long at = pace.wakeAt().orElseThrow();
      waits.add(Duration.ofNanos(at - now).toSeconds());
      now = at;
      List<Call> asked = begun();
      assertThat(asked).hasSize(1);
      pace.failed(asked.getFirst(), Trouble.UNREACHABLE, now);
    }
    assertThat(waits).containsExactly(1L, 2L, 4L, 5L, 5L, 5L);
  }

  @Test
  void firstSignOfLifeMakesEverythingDueAtOnce() {
    begun();
    pace.failed(FAST, Trouble.UNREACHABLE, now);
    pace.failed(OTHER, Trouble.UNREACHABLE, now);
    now = pace.wakeAt().orElseThrow();
    Call probe = begun().getFirst();
    pace.answered(probe, now);
    List<Call> due = begun();
    due.forEach(call -> pace.answered(call, now));
    assertThat(due).doesNotContain(probe).hasSize(2);
  }

  @Test
  void startingIsLookedAtEverySecond() {
    begun();
    pace.failed(FAST, Trouble.STARTING, now);
    pace.failed(OTHER, Trouble.STARTING, now);
    for (int i = 0; i < 5; i++) {
      assertThat(pace.wakeAt()).contains(now + seconds(1));
      now += seconds(1);
      pace.failed(begun().getFirst(), Trouble.STARTING, now);
    }
  }

  @Test
  void oneCallThatTimesOutIsAskedLessOftenAndTheOthersAsBefore() {
    allAnswered();
    List<Long> asked = new ArrayList<>();
    while (now < seconds(300)) {
      for (Call call : begun()) {
        if (call.equals(OTHER)) {
          asked.add(Duration.ofNanos(now).toSeconds());
          pace.failed(call, Trouble.TIMEOUT, now);
        } else {
          pace.answered(call, now);
        }
      }
      now = Math.max(now + 1, pace.wakeAt().orElseThrow());
    }
    assertThat(asked).containsExactly(5L, 10L, 20L, 40L, 80L, 140L, 200L, 260L);
  }

  /// What hangs still works on what it was asked: bitcoind's queue must not fill up.
  @Test
  void nothingButTimeoutsMeansOneQuestionAtATime() {
    begun();
    pace.failed(FAST, Trouble.TIMEOUT, now);
    pace.failed(OTHER, Trouble.TIMEOUT, now);
    pace.failed(begun().getFirst(), Trouble.TIMEOUT, now);
    List<Long> waits = new ArrayList<>();
    List<Call> probes = new ArrayList<>();
    for (int i = 0; i < 7; i++) {
      long at = pace.wakeAt().orElseThrow();
      waits.add(Duration.ofNanos(at - now).toSeconds());
      now = at;
      List<Call> asked = begun();
      assertThat(asked).hasSize(1);
      assertThat(begun()).isEmpty();
      probes.addAll(asked);
      pace.failed(asked.getFirst(), Trouble.TIMEOUT, now);
    }
    assertThat(waits).containsExactly(1L, 2L, 4L, 8L, 16L, 30L, 30L);
    assertThat(probes).contains(FAST, OTHER, SLOW);
  }

  @Test
  void forbiddenCallIsAskedRarelyAndTheRestGoesOn() {
    begun();
    pace.failed(FAST, Trouble.FORBIDDEN, now);
    pace.answered(OTHER, now);
    pace.answered(begun().getFirst(), now);
    assertThat(pace.wakeAt()).contains(seconds(5));
    int forbidden = 0;
    while (now < seconds(1250)) {
      for (Call call : begun()) {
        if (call.equals(FAST)) {
          forbidden++;
          pace.failed(call, Trouble.FORBIDDEN, now);
        } else {
          pace.answered(call, now);
        }
      }
      now = Math.max(now + 1, pace.wakeAt().orElseThrow());
    }
    assertThat(forbidden).isEqualTo(2);
  }

  @Test
  void whereEverythingIsForbiddenOneCallGoesOnAskingUntilItIsAnswered() {
    int asked = 0;
    while (now < seconds(600)) {
      for (Call call : begun()) {
        pace.failed(call, Trouble.FORBIDDEN, now);
        asked++;
      }
      now = Math.max(now + 1, pace.wakeAt().orElseThrow());
    }
    assertThat(asked).isBetween(CALLS.size() + 30, CALLS.size() + 45);
    List<Call> next = begun();
    assertThat(next).isNotEmpty();
    pace.answered(next.getFirst(), now);
    assertThat(begun()).as("whoever answers one may answer all").hasSizeGreaterThan(0);
  }

  @Test
  void restartMakesForbiddenCallsDueAgain() {
    begun();
    pace.failed(FAST, Trouble.FORBIDDEN, now);
    pace.failed(OTHER, Trouble.UNREACHABLE, now);
    now = pace.wakeAt().orElseThrow();
    Call probe = begun().getFirst();
    assertThat(probe).isNotEqualTo(FAST);
    pace.answered(probe, now);
    assertThat(begun()).contains(FAST);
  }

  @Test
  void stuckCallKeepsItsPlaceUntilItComesBack() {
    begun();
    pace.failed(FAST, Trouble.TIMEOUT, now);
    pace.stuck(FAST);
    pace.answered(OTHER, now);
    assertThat(begun()).containsExactly(SLOW);
    pace.answered(SLOW, now);
    now = seconds(60);
    assertThat(begun()).containsExactly(OTHER);
    pace.unstuck(FAST);
    assertThat(begun()).containsExactly(FAST);
  }

  @Test
  void askNowMakesEverythingDue() {
    allAnswered();
    pace.askNow(now);
    assertThat(begun()).containsExactly(FAST, OTHER);
  }

  private void allAnswered() {
    for (Optional<Call> call = pace.next(now); call.isPresent(); call = pace.next(now)) {
      pace.answered(call.get(), now);
    }
  }

  private List<Call> begun() {
    List<Call> begun = new ArrayList<>();
    for (Optional<Call> call = pace.next(now); call.isPresent(); call = pace.next(now)) {
      begun.add(call.get());
    }
    return begun;
  }

  private static long seconds(int seconds) {
    return Duration.ofSeconds(seconds).toNanos();
  }
}
