package vedette.poll;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class PollerTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private static final Instant FIXED = Instant.parse("2026-01-02T03:04:05Z");

  private final List<Reading> readings = new CopyOnWriteArrayList<>();
  private final Poller poller = Poller.start(readings::add, InstantSource.fixed(FIXED));

  private static Call call(String name) {
    return new Call(name, Duration.ofMillis(20), Duration.ofSeconds(30));
  }

  private static Scripted service(String name, Scripted.Script script) {
    return new Scripted(name, List.of(call("a"), call("b")), 2, script);
  }

  private long count(String target) {
    return readings.stream().filter(reading -> reading.target().equals(target)).count();
  }

  @Test
  void answersAreDatedByTheClockAndCounted() {
    try (poller) {
      poller.put("one", service("s", call -> Scripted.said(call.name())));
      await().atMost(PATIENCE).until(() -> count("one") >= 10);
    }
    assertThat(readings)
        .allSatisfy(reading -> {
          assertThat(reading.at()).isEqualTo(FIXED);
          assertThat(reading.took()).isPositive();
          assertThat(reading.outcome())
              .isEqualTo(new Outcome.Answered(new Scripted.Said(reading.call())));
        })
        .extracting(Reading::call)
        .contains("a", "b");
  }

  @Test
  void hangingTargetDelaysNobodyElse() {
    try (poller) {
      poller.put("hangs", service("h", _ -> Scripted.never()));
      poller.put("lives", service("l", call -> Scripted.said(call.name())));
      await().atMost(PATIENCE).until(() -> count("lives") >= 50);
      assertThat(count("hangs")).isZero();
    }
  }

  @Test
  void hangingCallDelaysNoOtherCallOfItsTarget() {
    try (poller) {
      poller.put(
          "one",
          service(
              "s", call -> call.name().equals("a") ? Scripted.never() : Scripted.said("alive")));
      await().atMost(PATIENCE).until(() -> count("one") >= 20);
      assertThat(readings).extracting(Reading::call).containsOnly("b");
    }
  }

  @Test
  void callIsGivenUpWhenItsTimeIsUp() {
    AtomicBoolean interrupted = new AtomicBoolean();
    Call brief = new Call("brief", Duration.ofMillis(20), Duration.ofMillis(50));
    try (poller) {
      poller.put(
          "one",
          new Scripted(
              "s",
              List.of(brief),
              1,
              _ -> {
                try {
                  return Scripted.never();
                } catch (InterruptedException e) {
                  interrupted.set(true);
                  throw e;
                }
              }));
      await().atMost(PATIENCE).until(() -> !readings.isEmpty() && interrupted.get());
    }
    Reading first = readings.getFirst();
    assertThat(first.outcome())
        .isEqualTo(new Outcome.Failed(Trouble.TIMEOUT, "no answer within 50 ms"));
    assertThat(first.took()).isGreaterThanOrEqualTo(Duration.ofMillis(50));
  }

  /// A name server that does not answer cannot be interrupted.
  @Test
  void whatIgnoresInterruptsIsReportedAndAskedNoFurtherUntilItComesBack() {
    // Each is asked once by itself, and there is no hurry but for the first answer of the second.
    Call patient = new Call("patient", Duration.ofHours(1), Duration.ofMinutes(1));
    Call brief = new Call("brief", Duration.ofHours(1), Duration.ofMillis(50));
    List<String> asked = new CopyOnWriteArrayList<>();
    List<PollTally> then = new CopyOnWriteArrayList<>();
    CountDownLatch comesBack = new CountDownLatch(1);
    try (poller) {
      poller.put(
          "one",
          new Scripted(
              "s",
              List.of(patient, brief),
              1,
              call -> {
                asked.add(call.name());
                while (call.equals(brief) && comesBack.getCount() > 0) {
                  try {
                    comesBack.await();
                  } catch (InterruptedException ignored) {
                    // That is the point.
                  }
                }
                if (asked.size() == 3) {
                  // Nothing else is under way now.
                  then.addAll(poller.tallies());
                }
                return Scripted.said(call.name());
              }));
      await().atMost(PATIENCE).until(() -> readings.size() == 2);
      poller.askNow("one");
      assertThat(asked).containsExactly("patient", "brief");
      comesBack.countDown();
      await().atMost(PATIENCE).until(() -> asked.size() >= 4);
      assertThat(asked).startsWith("patient", "brief", "patient", "brief");
    }
    assertThat(then)
        .contains(
            new PollTally("one", "patient", 2, 1, 0, 0, 0),
            new PollTally("one", "brief", 1, 0, 1, 1, 0));
    assertThat(((Outcome.Failed) readings.get(1).outcome()).trouble()).isEqualTo(Trouble.TIMEOUT);
    assertThat(readings.get(2).outcome()).isEqualTo(Scripted.said("patient"));
  }

  @Test
  void noMoreCallsAreUnderWayThanTheServiceAllows() {
    AtomicInteger now = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    List<Call> calls = List.of(call("a"), call("b"), call("c"), call("d"), call("e"));
    try (poller) {
      poller.put(
          "one",
          new Scripted(
              "s",
              calls,
              3,
              call -> {
                most.accumulateAndGet(now.incrementAndGet(), Math::max);
                Thread.onSpinWait();
                now.decrementAndGet();
                return Scripted.said(call.name());
              }));
      await().atMost(PATIENCE).until(() -> count("one") >= 200);
    }
    assertThat(most.get()).isBetween(1, 3);
  }

  @Test
  void readingsOfOneTargetComeOneAfterTheOther() {
    AtomicInteger inside = new AtomicInteger();
    AtomicBoolean together = new AtomicBoolean();
    try (Poller one =
        Poller.start(reading -> {
          if (inside.incrementAndGet() > 1) {
            together.set(true);
          }
          Thread.onSpinWait();
          inside.decrementAndGet();
          readings.add(reading);
        })) {
      one.put("one", service("s", call -> Scripted.said(call.name())));
      await().atMost(PATIENCE).until(() -> count("one") >= 100);
    }
    assertThat(together).isFalse();
  }

  @Test
  void mistakeOfAServiceIsAReadingAndNotTheEnd() {
    AtomicInteger asked = new AtomicInteger();
    try (poller) {
      poller.put(
          "one",
          service(
              "s",
              _ -> {
                if (asked.getAndIncrement() < 2) {
                  throw new IllegalArgumentException("oops");
                }
                return Scripted.said("well again");
              }));
      await()
          .atMost(PATIENCE)
          .until(() -> readings.stream().anyMatch(it -> it.outcome() instanceof Outcome.Answered));
    }
    assertThat(((Outcome.Failed) readings.getFirst().outcome()).trouble()).isEqualTo(Trouble.ERROR);
  }

  @Test
  void consumerThatThrowsLosesThatReadingAndItIsCounted() {
    AtomicInteger seen = new AtomicInteger();
    try (Poller one =
        Poller.start(_ -> {
          if (seen.incrementAndGet() == 1) {
            throw new IllegalStateException("not this one");
          }
        })) {
      one.put("one", service("s", call -> Scripted.said(call.name())));
      await().atMost(PATIENCE).until(() -> seen.get() >= 5);
      assertThat(one.tallies().stream().mapToLong(PollTally::dropped).sum()).isEqualTo(1);
    }
  }

  @Test
  void reloadLeavesEqualTargetsAloneReplacesChangedOnesAndRemovesTheRest() {
    Map<String, AtomicInteger> asked = new ConcurrentHashMap<>();
    Map<String, Service> wanted = new HashMap<>();
    for (String name : List.of("same", "before", "gone", "after")) {
      asked.put(name, new AtomicInteger());
    }
    try (poller) {
      wanted.put("same", counting("same", asked));
      wanted.put("changes", counting("before", asked));
      wanted.put("gone", counting("gone", asked));
      poller.targets(wanted);
      await()
          .atMost(PATIENCE)
          .until(() -> asked.values().stream().filter(it -> it.get() > 3).count() == 3);
      long before = tally("same");

      poller.targets(Map.of("same", counting("same", asked), "changes", counting("after", asked)));
      int gone = counter(asked, "gone").get();
      int former = counter(asked, "before").get();
      long readingsOfGone = count("gone");
      await().atMost(PATIENCE).until(() -> counter(asked, "after").get() > 20);

      assertThat(tally("same")).isGreaterThanOrEqualTo(before);
      // Both calls of each may have been under way, and counted only afterwards.
      assertThat(counter(asked, "gone").get()).isBetween(gone, gone + 2);
      assertThat(counter(asked, "before").get()).isBetween(former, former + 2);
      assertThat(count("gone")).isEqualTo(readingsOfGone);
      assertThat(poller.tallies()).extracting(PollTally::target).containsOnly("same", "changes");
    }
  }

  private long tally(String target) {
    return poller.tallies().stream()
        .filter(tally -> tally.target().equals(target))
        .mapToLong(PollTally::answered)
        .sum();
  }

  private static AtomicInteger counter(Map<String, AtomicInteger> asked, String name) {
    return Objects.requireNonNull(asked.get(name));
  }

  private static Scripted counting(String name, Map<String, AtomicInteger> asked) {
    AtomicInteger count = counter(asked, name);
    return service(
        name,
        call -> {
          count.incrementAndGet();
          return Scripted.said(call.name());
        });
  }

  @Test
  void consumerMayRemoveTheTargetThatItHears() {
    CountDownLatch removed = new CountDownLatch(1);
    Poller[] self = new Poller[1];
    try (Poller one =
        Poller.start(reading -> {
          readings.add(reading);
          self[0].remove("one");
          removed.countDown();
        })) {
      self[0] = one;
      one.put("one", service("s", call -> Scripted.said(call.name())));
      await().atMost(PATIENCE).until(() -> removed.getCount() == 0);
      assertThat(one.tallies()).isEmpty();
    }
    assertThat(readings).hasSize(1);
  }

  @Test
  void nothingComesAfterClose() {
    poller.put("one", service("s", call -> Scripted.said(call.name())));
    poller.put("hangs", service("h", _ -> Scripted.never()));
    await().atMost(PATIENCE).until(() -> count("one") > 5);
    poller.close();
    int then = readings.size();
    poller.put("two", service("t", call -> Scripted.said(call.name())));
    poller.askNow("one");
    assertThat(poller.tallies()).isEmpty();
    assertThat(readings).hasSize(then);
  }

  @Test
  void tooManyTargetsAreRefusedAndNothingChanges() {
    Map<String, Service> many = new HashMap<>();
    for (int i = 0; i <= Poller.MOST_TARGETS; i++) {
      many.put("t" + i, service("s" + i, call -> Scripted.said(call.name())));
    }
    try (poller) {
      assertThatThrownBy(() -> poller.targets(many))
          .isInstanceOf(PollException.class)
          .hasMessage("targets: expected at most 64. Found: 65. Do: watch some of them elsewhere");
      assertThat(poller.tallies()).isEmpty();
    }
  }

  @Test
  void serviceThatAsksTheSameTwiceIsRefused() {
    try (poller) {
      Scripted twice =
          new Scripted("s", List.of(call("a"), call("a")), 1, call -> Scripted.said(call.name()));
      assertThatThrownBy(() -> poller.put("one", twice))
          .isInstanceOf(PollException.class)
          .hasMessageContaining("2 calls of 1 names");
    }
  }
}
