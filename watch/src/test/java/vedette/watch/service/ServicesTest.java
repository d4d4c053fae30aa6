package vedette.watch.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import vedette.poll.Answer;
import vedette.poll.Outcome;
import vedette.poll.Reading;
import vedette.poll.Trouble;
import vedette.watch.view.Figure;
import vedette.watch.view.KindPage;
import vedette.watch.view.NowView;
import vedette.watch.view.ServiceView;
import vedette.watch.view.State;

/// What services of all kinds have in common, with a kind that only says whether it is reached.
class ServicesTest {
  private static final Measure PARTS =
      Measure.gauge("vedette_plain_parts", "parts", "Parts.", "status", 3, "part");
  private static final Measure HEIGHT =
      Measure.gauge("vedette_plain_height", "blocks", "Height.", "status").keep();

  private record Said(List<String> parts) implements Answer {}

  private record Page(int parts) implements KindPage {}

  /// As plain as a kind can be.
  private record Plain() implements ServiceKind {
    @Override
    public String word() {
      return "plain";
    }

    @Override
    public String title() {
      return "Plain";
    }

    @Override
    public String mainCall() {
      return "status";
    }

    @Override
    public List<Measure> measures() {
      return List.of(PARTS, HEIGHT);
    }

    @Override
    public Class<? extends KindPage> page() {
      return Page.class;
    }

    @Override
    public ServiceFold fold(String key, Surroundings around) {
      return new ServiceFold() {
        private List<String> parts = List.of();

        @Override
        public void accept(Reading reading) {
          if (reading.outcome() instanceof Outcome.Answered(Said said)) {
            parts = said.parts();
          }
        }

        @Override
        public Standing standing(long now) {
          return around
              .reach()
              .trouble(now)
              .orElseGet(() -> new Standing(State.OK, "well", "", around.reach().asOf()));
        }

        @Override
        public List<Figure> figures(long now) {
          return List.of(Figure.of("parts", parts.size(), "parts"));
        }

        @Override
        public void measure(Gauging into, long now) {
          parts.forEach(part -> into.put(PARTS, 1, part));
          into.put(HEIGHT, around.bitcoinHeight());
        }

        @Override
        public Optional<Page> page(long now) {
          return Optional.of(new Page(parts.size()));
        }
      };
    }
  }

  private static final class World implements Services.Nodes {
    final Map<String, State> states = new HashMap<>();
    OptionalLong height = OptionalLong.empty();

    @Override
    public Optional<State> state(String key) {
      return Optional.ofNullable(states.get(key));
    }

    @Override
    public OptionalLong height(String key) {
      return states.containsKey(key) ? height : OptionalLong.empty();
    }
  }

  private final World world = new World();
  private Instant now = Instant.parse("2026-01-02T03:04:05Z");
  private final Services services = new Services(() -> now, world);

  private void watch(String key, String... needs) {
    assertThat(services.put(new Plain(), key, key.toUpperCase(Locale.ROOT), List.of(needs)))
        .isTrue();
  }

  private void answers(String key, String... parts) {
    assertThat(services.accept(reading(key, new Outcome.Answered(new Said(List.of(parts))))))
        .isTrue();
  }

  private void fails(String key, Trouble trouble) {
    services.accept(reading(key, new Outcome.Failed(trouble, "why not")));
  }

  private Reading reading(String key, Outcome outcome) {
    return new Reading(key, "status", now, Duration.ofMillis(3), outcome);
  }

  private void after(Duration time) {
    now = now.plus(time);
    services.tick();
  }

  private ServiceView view(String key) {
    return Objects.requireNonNull(services.views().get(key));
  }

  @Test
  void everyWayNotToAnswerHasAWordOfItsOwn() {
    watch("one");
    assertThat(view("one").word()).isEqualTo("not asked yet");
    fails("one", Trouble.UNREACHABLE);
    assertThat(view("one").word()).isEqualTo("unreachable");
    assertThat(view("one").detail()).isEqualTo("why not");
    answers("one");
    assertThat(view("one").state()).isEqualTo(State.OK);
    Map<Trouble, String> words =
        Map.of(
            Trouble.STARTING, "starting",
            Trouble.UNAUTHORIZED, "wrong credentials",
            Trouble.FORBIDDEN, "not allowed",
            Trouble.TIMEOUT, "hangs",
            Trouble.GARBAGE, "not understood",
            Trouble.BUSY, "busy",
            Trouble.UNREACHABLE, "gone");
    words.forEach((trouble, word) -> {
      fails("one", trouble);
      assertThat(view("one").word()).as(trouble.name()).isEqualTo(word);
    });
    assertThat(view("one").state()).isNotEqualTo(State.OK);
  }

  @Test
  void silenceMakesItStaleAndWhatWasKnownStays() {
    watch("one");
    answers("one", "a", "b");
    long heard = now.toEpochMilli();
    after(Duration.ofMillis(Reach.STALE_MS + 1));
    assertThat(view("one").state()).isEqualTo(State.STALE);
    assertThat(view("one").asOf()).hasValue(heard);
    assertThat(view("one").figures()).containsExactly(Figure.of("parts", 2, "parts"));
  }

  @Test
  void outageIsCountedAndItsEndIsTold() {
    watch("one");
    answers("one");
    after(Duration.ofSeconds(10));
    fails("one", Trouble.UNREACHABLE);
    after(Duration.ofSeconds(60));
    fails("one", Trouble.UNREACHABLE);
    after(Duration.ofSeconds(60));
    answers("one");
    assertThat(services.tallies().getFirst().outages()).isEqualTo(1);
    assertThat(services.changes())
        .extracting(NowView.Change::text)
        .containsExactly("ONE is back after 2 min: well.", "ONE: gone.");
  }

  @Test
  void whatNeedsADeadNodeWaitsForItAndRaisesNoAlarmOfItsOwn() {
    world.states.put("main", State.OK);
    watch("child", "main");
    watch("grandchild", "child");
    answers("child");
    answers("grandchild");
    world.states.put("main", State.GONE);
    services.tick();
    // What still answers does not wait.
    assertThat(view("child").state()).isEqualTo(State.OK);
    fails("child", Trouble.ERROR);
    fails("grandchild", Trouble.TIMEOUT);
    assertThat(view("child").state()).isEqualTo(State.WAITING);
    assertThat(view("child").waitsFor()).hasValue("main");
    assertThat(view("child").detail()).isEqualTo("error: why not");
    assertThat(view("grandchild").waitsFor()).hasValue("child");
    world.states.put("main", State.OK);
    services.tick();
    assertThat(view("child").state()).isEqualTo(State.WARN);
  }

  @Test
  void servicesThatNeedEachOtherEndNoThread() {
    watch("one", "two");
    watch("two", "one");
    fails("one", Trouble.TIMEOUT);
    fails("two", Trouble.TIMEOUT);
    assertThat(view("one").waitsFor()).hasValue("two");
  }

  @Test
  void foldSeesTheHeightOfTheNodeThatItNeeds() {
    watch("one", "main");
    answers("one");
    assertThat(services.measured()).isEmpty();
    world.states.put("main", State.OK);
    world.height = OptionalLong.of(900_000);
    assertThat(services.measured())
        .extracting(Measured::measure, Measured::value)
        .containsExactly(tuple(HEIGHT, 900_000.0));
  }

  @Test
  void valuesBeyondTheBoundAreLeftOutAndCounted() {
    watch("one");
    answers("one", "a", "b", "a", "c", "d", "e");
    assertThat(services.measured())
        .extracting(value -> value.labels().getFirst())
        .containsExactly("a", "b", "c");
    assertThat(services.tallies().getFirst().dropped()).isPositive();
  }

  @Test
  void labelsOfAHostileServiceAreCutAndTamed() {
    watch("one");
    answers("one", "x".repeat(5_000), "\u001b[31mred\u202e");
    assertThat(services.measured())
        .allSatisfy(value -> {
          String label = value.labels().getFirst();
          assertThat(label).hasSizeLessThanOrEqualTo(128);
          assertThat(label).doesNotContain("\u001b").doesNotContain("\u202e");
        });
  }

  @Test
  void readingOfSomebodyElseIsNotTaken() {
    watch("one");
    assertThat(services.accept(reading("two", new Outcome.Failed(Trouble.ERROR, "")))).isFalse();
  }

  @Test
  void thirtyThirdServiceIsRefused() {
    for (int i = 0; i < Services.MOST; i++) {
      watch("s" + i);
    }
    assertThat(services.put(new Plain(), "more", "more", List.of())).isFalse();
    services.forget("s0");
    assertThat(services.put(new Plain(), "more", "more", List.of())).isTrue();
  }

  @Test
  void pageHoldsReadingsWithTheirLabels() {
    watch("one");
    answers("one", "a");
    assertThat(services.page("one").orElseThrow().readings())
        .singleElement()
        .satisfies(row -> {
          assertThat(row.name()).isEqualTo("vedette_plain_parts");
          assertThat(row.labels()).isEqualTo(Map.of("part", "a"));
        });
    assertThat(services.page("none")).isEmpty();
  }
}
