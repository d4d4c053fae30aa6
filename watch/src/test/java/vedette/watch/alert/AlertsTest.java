package vedette.watch.alert;

import static org.assertj.core.api.Assertions.assertThat;
import static vedette.watch.alert.Value.limit;
import static vedette.watch.alert.Value.metric;
import static vedette.watch.alert.Value.number;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AlertsTest {
  private static final Condition HIGH =
      metric("load").above(limit("load-high", 10, "1", "What is too much."));

  private static final Rule SLOW =
      Rule.named("Slow", "lnd", Severity.WARNING)
          .minutes(1)
          .title("slow")
          .reason("It is.")
          .when(HIGH, "Wait.");

  private final Alerts alerts = new Alerts(List.of(SLOW), Threshold::preset);
  private long second;

  private Alerts.Step pass(int seconds, double load) {
    Alerts.Step last = new Alerts.Step(List.of(), List.of());
    for (int i = 0; i < seconds; i++) {
      Measurements now = new Measurements(second++ * 1_000).subject("a", "lnd");
      if (!Double.isNaN(load)) {
        now.put("load", load, "service", "a");
      }
      Alerts.Step step = alerts.step(now);
      last = step.begun().isEmpty() && step.ended().isEmpty() ? last : step;
    }
    return last;
  }

  @Test
  void aConditionMustLastBeforeItFires() {
    assertThat(pass(60, 11).begun()).isEmpty();
    assertThat(alerts.active()).extracting(Alert::phase).containsExactly(Alert.Phase.PENDING);
    assertThat(pass(1, 11).begun()).extracting(Alert::id).containsExactly("Slow{service=\"a\"}");
    assertThat(alerts.active()).extracting(Alert::phase).containsExactly(Alert.Phase.FIRING);
  }

  @Test
  void oneGoodMomentSendsAPendingAlertBackToTheStart() {
    pass(59, 11);
    pass(1, 9);
    assertThat(alerts.active()).isEmpty();
    assertThat(pass(60, 11).begun()).isEmpty();
  }

  @Test
  void whatIsNotKnownNeitherFiresNorEnds() {
    pass(50, 11);
    assertThat(pass(600, Double.NaN).begun()).isEmpty();
    assertThat(alerts.active())
        .first()
        .satisfies(it -> {
          assertThat(it.phase()).isEqualTo(Alert.Phase.PENDING);
          assertThat(it.unknown()).isTrue();
        });
    assertThat(pass(9, 11).begun()).isEmpty();
    assertThat(pass(5, 11).begun()).hasSize(1);
    assertThat(pass(3_600, Double.NaN).ended()).isEmpty();
    assertThat(alerts.active())
        .first()
        .satisfies(it -> {
          assertThat(it.phase()).isEqualTo(Alert.Phase.FIRING);
          assertThat(it.unknown()).isTrue();
        });
  }

  @Test
  void itEndsWhenTheConditionWasFalseForAMinute() {
    pass(61, 11);
    assertThat(pass(60, 9).ended()).isEmpty();
    assertThat(pass(1, 9).ended()).hasSize(1);
    assertThat(alerts.active()).isEmpty();
  }

  @Test
  void aFlickerDoesNotEndIt() {
    pass(61, 11);
    for (int i = 0; i < 10; i++) {
      assertThat(pass(50, 9).ended()).isEmpty();
      assertThat(pass(10, 11).begun()).isEmpty();
    }
  }

  @Test
  void whatFiredBeforeARestartGoesOnAndFiresOnce() {
    pass(61, 11);
    Alerts next = new Alerts(List.of(SLOW), Threshold::preset);
    next.restore(alerts.active(), 30_000);
    for (int i = 0; i < 120; i++) {
      Measurements now = new Measurements(second++ * 1_000).subject("a", "lnd");
      if (i > 20) {
        now.put("load", 11, "service", "a");
      }
      assertThat(next.step(now).begun()).isEmpty();
    }
    assertThat(next.active()).extracting(Alert::phase).containsExactly(Alert.Phase.FIRING);
  }

  @Test
  void whatWasPendingBeforeARestartGoesOnAndTheTimeInBetweenDoesNotCount() {
    pass(40, 11);
    Alerts next = new Alerts(List.of(SLOW), Threshold::preset);
    second += 300;
    next.restore(alerts.active(), 300_000);
    int seconds = 0;
    while (next.step(
            new Measurements(second++ * 1_000).subject("a", "lnd").put("load", 11, "service", "a"))
        .begun()
        .isEmpty()) {
      seconds++;
    }
    assertThat(seconds).isEqualTo(20);
  }

  @Test
  void whatWasPendingAndIsNotTrueAnyMoreIsForgotten() {
    pass(40, 11);
    Alerts next = new Alerts(List.of(SLOW), Threshold::preset);
    next.restore(alerts.active(), 0);
    next.step(
        new Measurements(second++ * 1_000).subject("a", "lnd").put("load", 9, "service", "a"));
    assertThat(next.active()).isEmpty();
  }

  @Test
  void thresholdsAreTheOwners() {
    Alerts lenient = new Alerts(List.of(SLOW), threshold -> 100);
    for (int i = 0; i < 200; i++) {
      Measurements now = new Measurements(i * 1_000L).subject("a", "lnd");
      assertThat(lenient.step(now.put("load", 99, "service", "a")).begun()).isEmpty();
    }
  }

  @Test
  void aRuleIsForItsKindOnlyAndForWhatIsThere() {
    for (int i = 0; i < 200; i++) {
      Measurements now = new Measurements(i * 1_000L).subject("a", "monerod");
      now.put("load", 99, "service", "a").put("load", 99, "service", "forgotten");
      assertThat(alerts.step(now).begun()).isEmpty();
    }
  }

  @Test
  void theAlertsOfWhatIsNoLongerWatchedEnd() {
    pass(61, 11);
    boolean ended = false;
    for (int i = 0; i < 700; i++) {
      ended |= !alerts.step(new Measurements(second++ * 1_000)).ended().isEmpty();
    }
    assertThat(ended).isTrue();
  }

  @Test
  void aPartOfAWindowConfirmsButDoesNotDeny() {
    Value.Metric count = metric("count_total");
    Rule many =
        Rule.named("Many", "lnd", Severity.INFO)
            .when(Value.increase(count, Duration.ofMinutes(10)).above(number(5)), "Look.");
    Rule none =
        Rule.named("None", "lnd", Severity.INFO)
            .when(Value.increase(count, Duration.ofMinutes(10)).below(number(1)), "Look.");
    Alerts both = new Alerts(List.of(many, none), Threshold::preset);
    for (int i = 0; i < 700; i++) {
      Measurements now = new Measurements(i * 1_000L).subject("a", "lnd");
      Alerts.Step step = both.step(now.put("count_total", 100, "service", "a"));
      assertThat(step.begun()).as("second " + i).hasSize(i == 590 ? 1 : 0);
    }
    Measurements more = new Measurements(700_000).subject("a", "lnd");
    assertThat(both.step(more.put("count_total", 106, "service", "a")).begun())
        .extracting(Alert::rule)
        .containsExactly("Many");
  }

  @Test
  void aCounterThatBeganAnewCountsFromZero() {
    Value.Over rise =
        new Value.Over(Value.Function.INCREASE, metric("n_total"), Duration.ofMinutes(5));
    Windows windows = new Windows();
    double[] values = {10, 15, 3, 4};
    for (int i = 0; i < values.length; i++) {
      Measurements now = new Measurements(i * 10_000L).put("n_total", values[i]);
      windows.take(List.of(rise), now);
    }
    assertThat(windows.of(rise, Labels.NONE, 30_000))
        .contains(new Reading(9, Reading.Bound.AT_LEAST));
  }

  @Test
  void anUnknownRightSideIsNotFalse() {
    Condition ahead = metric("a").above(metric("b"), "service");
    Measurements now = new Measurements(0).put("a", 1, "service", "x");
    Evaluation evaluation = new Evaluation(now, new Windows(), Threshold::preset);
    assertThat(evaluation.of(ahead)).isEqualTo(Map.of(Labels.of("service", "x"), Truth.UNKNOWN));
    assertThat(evaluation.of(metric("a").is(1).and(metric("b").is(1), "service")))
        .containsValue(Truth.UNKNOWN);
    assertThat(evaluation.of(metric("a").is(1).unless(metric("b").is(1), "service")))
        .containsValue(Truth.TRUE);
  }

  @Test
  void theReasonIsKeptWithTheReadings() {
    pass(61, 11);
    assertThat(alerts.active().getFirst().readings())
        .containsExactly(new Alert.Evidence("load", Labels.of("service", "a"), 11));
  }

  @Test
  void thereAreNeverMoreThanABound() {
    Measurements now = new Measurements(0);
    for (int i = 0; i < Alerts.MOST + 5; i++) {
      now.subject("s" + i, "lnd").put("load", 99, "service", "s" + i);
    }
    alerts.step(now);
    assertThat(alerts.active()).hasSize(Alerts.MOST);
    assertThat(alerts.refused()).isEqualTo(5);
  }
}
