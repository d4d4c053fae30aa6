package vedette.history;

import static org.assertj.core.api.Assertions.assertThat;
import static vedette.history.Fixture.T0;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VolumeTest {
  private static final int SAMPLES = 1_000_000;
  private static final int SERIES = 40;

  @TempDir Path folder;

  @Test
  void aMillionSamplesGoThroughABoundedQueueIntoTheFile() throws Exception {
    HistoryOptions options = Fixture.options(folder);
    try (History history = History.open(options)) {
      String[] names = new String[SERIES];
      for (int i = 0; i < SERIES; i++) {
        names[i] = "series_" + i;
      }
      long mostQueued = 0;
      long began = System.nanoTime();
      for (int i = 0; i < SAMPLES; i++) {
        while (!history.sample(
            "main", names[i % SERIES], "", T0 + i / SERIES * 10_000L, Math.sin(i) * i)) {
          mostQueued = Math.max(mostQueued, history.status().queue().bytes());
          Fixture.flush(history);
        }
      }
      Fixture.flush(history);
      double seconds = (System.nanoTime() - began) / 1e9;
      HistoryStatus status = history.status();
      System.out.printf(
          "%,.0f samples/s, %,d bytes for %.2f days of %d series, at most %,d bytes queued%n",
          SAMPLES / seconds,
          status.bytes().orElseThrow(),
          SAMPLES / SERIES / 8_640.0,
          SERIES,
          mostQueued);
      assertThat(mostQueued).isLessThanOrEqualTo(options.queueBytes());
      assertThat(status.queue().entries()).isZero();
      assertThat(status.queue().bytes()).isZero();
      assertThat(status.counts().getFirst().written()).isEqualTo(SAMPLES);
      for (Step step : Step.ALL) {
        long there =
            history.reader().ask(c -> Database.number(c, "SELECT sum(count) FROM " + step.table()));
        assertThat(there).as(step.table()).isEqualTo(SAMPLES);
      }
    }
  }
}
