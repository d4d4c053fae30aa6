package vedette.app.up;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import vedette.tap.Tap;
import vedette.tap.TapOptions;

class TapLoopTest {
  // A loop that does not end would hold up the whole build.
  @Timeout(value = 1, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  @Test
  void endsAlsoIfThatIsAskedWhileItAttaches() {
    TapLoop loop = TapLoop.start(TapOptions.defaults(), _ -> {}, new Vitals());
    while (!attaching() && loop.room().isEmpty() && loop.trouble().isEmpty()) {
      Thread.onSpinWait();
    }
    loop.close();
    assertThat(loop.room()).isEmpty();
  }

  private static boolean attaching() {
    return Thread.getAllStackTraces().entrySet().stream()
        .filter(it -> it.getKey().getName().equals("vedette-tap"))
        .map(Map.Entry::getValue)
        .flatMap(Stream::of)
        .anyMatch(frame ->
            frame.getClassName().equals(Tap.class.getName())
                && frame.getMethodName().equals("open"));
  }
}
