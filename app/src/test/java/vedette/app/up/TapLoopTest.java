package vedette.app.up;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Timeout;
import vedette.tap.TapOptions;

class TapLoopTest {
  // A loop that does not end would hold up the whole build.
  @Timeout(value = 2, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  @RepeatedTest(5)
  void endsAlsoIfThatIsAskedWhileItAttaches() {
    TapLoop loop = TapLoop.start(TapOptions.defaults(), _ -> {}, new Vitals());
    loop.close();
    assertThat(loop.room()).isEmpty();
  }
}
