package vedette.watch.machine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import java.util.function.LongUnaryOperator;
import org.junit.jupiter.api.Test;

class TrendTest {
  private static final long GB = 1_000_000_000L;
  private static final long SIZE = 1_000 * GB;
  private static final long STEP = Duration.ofSeconds(30).toMillis();

  /// What is free at each 30 s from the start on.
  private static Trend after(Duration time, LongUnaryOperator free) {
    Trend trend = new Trend();
    for (long at = 0; at <= time.toMillis(); at += STEP) {
      trend.add(at, SIZE, free.applyAsLong(at));
    }
    return trend;
  }

  private static double hours(Trend trend) {
    return trend.fullIn().orElseThrow() / 3_600_000.0;
  }

  private static LongUnaryOperator shrinking(long from, long perHour) {
    return at -> from - (long) (perHour * (at / 3_600_000.0));
  }

  @Test
  void nothingIsSaidBeforeHalfAnHour() {
    Trend early = after(Duration.ofMinutes(29), shrinking(100 * GB, 10 * GB));
    assertThat(early.outlook()).isEqualTo(Trend.Outlook.UNKNOWN);
    assertThat(early.fullIn()).isEmpty();
    assertThat(new Trend().outlook()).isEqualTo(Trend.Outlook.UNKNOWN);
  }

  @Test
  void anEvenPaceIsCarriedOn() {
    Trend half = after(Duration.ofMinutes(30), shrinking(100 * GB, 10 * GB));
    assertThat(half.outlook()).isEqualTo(Trend.Outlook.FILLING);
    assertThat(hours(half)).isBetween(9.4, 9.6);
    assertThat(hours(after(Duration.ofHours(5), shrinking(100 * GB, 10 * GB)))).isBetween(4.9, 5.1);
  }

  @Test
  void aDiskThatStaysAsItIsOrIsClearedIsSteady() {
    assertThat(after(Duration.ofHours(3), at -> 100 * GB).outlook())
        .isEqualTo(Trend.Outlook.STEADY);
    assertThat(after(Duration.ofHours(3), at -> 100 * GB + at).outlook())
        .isEqualTo(Trend.Outlook.STEADY);
  }

  @Test
  void oneLargeFileIsNoTrend() {
    long when = Duration.ofHours(2).toMillis();
    assertThat(after(Duration.ofHours(6), at -> at < when ? 100 * GB : 60 * GB).outlook())
        .isEqualTo(Trend.Outlook.STEADY);
  }

  @Test
  void clearingOnceDoesNotHideThatItFills() {
    long when = Duration.ofHours(1).toMillis();
    LongUnaryOperator fills = shrinking(200 * GB, 10 * GB);
    Trend trend =
        after(Duration.ofHours(6), at -> fills.applyAsLong(at) + (at < when ? 0 : 30 * GB));
    assertThat(trend.outlook()).isEqualTo(Trend.Outlook.FILLING);
    assertThat(hours(trend)).isBetween(15.0, 20.0);
  }

  @Test
  void aDatabaseThatGrowsAndIsCompactedInTurnsIsJudgedByWhatIsLeft() {
    long turn = Duration.ofMinutes(40).toMillis();
    LongUnaryOperator slow = shrinking(100 * GB, GB);
    Trend trend =
        after(Duration.ofHours(6), at -> slow.applyAsLong(at) - 20 * GB * (at % turn) / turn);
    assertThat(trend.outlook()).isEqualTo(Trend.Outlook.FILLING);
    assertThat(hours(trend)).isBetween(40.0, 200.0);
  }

  @Test
  void noiseDoesNotBendIt() {
    Random random = new Random(4);
    LongUnaryOperator even = shrinking(100 * GB, 5 * GB);
    Trend trend =
        after(Duration.ofHours(6), at -> even.applyAsLong(at) + random.nextLong(2 * GB) - GB);
    assertThat(hours(trend)).isBetween(12.0, 16.0);
  }

  @Test
  void onlyTheLastSixHoursCount() {
    long turned = Duration.ofHours(10).toMillis();
    LongUnaryOperator fast = shrinking(500 * GB, 20 * GB);
    Trend trend =
        after(
            Duration.ofHours(17),
            at -> at < turned ? fast.applyAsLong(at) : fast.applyAsLong(turned));
    assertThat(trend.outlook()).isEqualTo(Trend.Outlook.STEADY);
  }

  @Test
  void whatWouldBeFullInYearsIsSteady() {
    assertThat(after(Duration.ofHours(6), shrinking(900 * GB, GB / 100)).outlook())
        .isEqualTo(Trend.Outlook.STEADY);
  }

  @Test
  void anotherSizeOrAClockThatWentBackBeginsAnew() {
    Trend trend = after(Duration.ofHours(2), shrinking(100 * GB, 10 * GB));
    trend.add(Duration.ofHours(2).toMillis() + STEP, 2 * SIZE, 1_080 * GB);
    assertThat(trend.outlook()).isEqualTo(Trend.Outlook.UNKNOWN);
    Trend back = after(Duration.ofHours(2), shrinking(100 * GB, 10 * GB));
    back.add(0, SIZE, 80 * GB);
    assertThat(back.outlook()).isEqualTo(Trend.Outlook.UNKNOWN);
  }
}
