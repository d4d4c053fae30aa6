package vedette.app.web.live;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RationTest {
  private static final long MS = 1_000_000;

  @Test
  void aBurstMayTakeASecondsEventsAndThenTheyComeByTheTwentieth() {
    Ration ration = Ration.of(100);
    assertThat(ration.left(0)).isEqualTo(100);
    ration.use(100);
    assertThat(ration.left(49 * MS)).isZero();
    assertThat(ration.restMillis(20 * MS)).isEqualTo(30);
    assertThat(ration.left(50 * MS)).isEqualTo(5);
    assertThat(ration.restMillis(50 * MS)).isZero();
    ration.use(5);
    assertThat(ration.left(160 * MS)).isEqualTo(10);
  }

  @Test
  void noMoreThanASecondIsSaved() {
    Ration ration = Ration.of(20);
    ration.use(15);
    assertThat(ration.left(0)).isEqualTo(5);
    assertThat(ration.left(60_000 * MS)).isEqualTo(20);
  }

  @Test
  void withoutALimitThereAreAlwaysMore() {
    Ration ration = Ration.none();
    ration.use(1_000_000);
    assertThat(ration.left(-7)).isEqualTo(Integer.MAX_VALUE);
    assertThat(ration.restMillis(-7)).isZero();
  }
}
