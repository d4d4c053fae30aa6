package vedette.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static vedette.history.Fixture.T0;
import static vedette.history.Fixture.awaitStatus;
import static vedette.history.Fixture.flush;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RetentionTest {
  @TempDir Path folder;

  private static Clock at(long millis) {
    return Clock.fixed(Instant.ofEpochMilli(millis), ZoneOffset.UTC);
  }

  @Test
  void eachStepGoesAtItsAge() throws Exception {
    HistoryOptions.Keep keep =
        new HistoryOptions.Keep(
            Duration.ofHours(1), Duration.ofHours(5), HistoryOptions.FOREVER, Duration.ofHours(2));
    HistoryOptions options = Fixture.options(folder).withKeep(keep);
    long end = T0 + 10 * 3_600_000L;
    try (History history = History.open(options, at(end))) {
      for (long time = T0; time < end; time += 10_000) {
        history.sample("main", "x", "", time, 1);
      }
      history.block(Fixture.block("old", 1, T0));
      history.block(Fixture.block("new", 2, end));
      flush(history);
    }
    try (History history = History.open(options, at(end))) {
      HistoryReader reader = history.reader();
      awaitStatus(history, Fixture::writing);
      await()
          .atMost(Fixture.PATIENCE)
          .until(() -> reader.blocks("main", Long.MAX_VALUE, 9).size() == 1);
      // Blocks go after the steps, so these are done.
      assertThat(oldest(reader, "rollup_10s")).isEqualTo(end - 3_600_000);
      assertThat(oldest(reader, "rollup_1m")).isEqualTo(end - 5 * 3_600_000L);
      assertThat(oldest(reader, "rollup_1h")).isEqualTo(T0);
      assertThat(reader.blocks("main", Long.MAX_VALUE, 9))
          .extracting(BlockRecord::hash)
          .containsExactly("new");
      // An old range is answered from the step that still has it.
      assertThat(
              Fixture.points(reader, "x", end - 5 * 3_600_000L, end - 4 * 3_600_000L - 1, 10_000))
          .hasSize(60);
    }
  }

  @Test
  void sizeIsKeptByTakingTheOldestOfTheFinest() throws Exception {
    long most = 16 << 20;
    HistoryOptions unbounded = Fixture.options(folder).withQueueBytes(64 << 20);
    HistoryOptions options = unbounded.withMaxBytes(most);
    long end = T0 + 3 * 86_400_000L;
    // Nothing goes while it is filled, however long that takes.
    try (History history = History.open(unbounded, at(end))) {
      for (long time = T0; time < end; time += 10_000) {
        for (int series = 0; series < 12; series++) {
          while (!history.sample("main", "series " + series, "", time, Math.random())) {
            flush(history);
          }
        }
      }
      history.session(Fixture.session(1, T0, OptionalLong.of(T0 + 1)));
      flush(history);
    }
    try (History history = History.open(options, at(end))) {
      HistoryStatus status =
          awaitStatus(
              history, it -> it.bytes().orElse(Long.MAX_VALUE) <= most && removed(it, 0) > 0);
      assertThat(status.bytes().orElseThrow()).isGreaterThan(most / 3);
      HistoryReader reader = history.reader();
      assertThat(oldest(reader, "rollup_10s")).isGreaterThan(T0);
      assertThat(oldest(reader, "rollup_1m")).isEqualTo(T0);
      assertThat(reader.sessions("main", T0, T0 + 1, 9)).hasSize(1);
      assertThat(newest(reader, "rollup_10s")).isEqualTo(end - 10_000);
    }
  }

  @Test
  void clockThatJumpsAheadTakesNothingForADay() {
    AtomicLong millis = new AtomicLong(T0);
    AtomicLong nanos = new AtomicLong(-5);
    AgeGate gate = new AgeGate(() -> Instant.ofEpochMilli(millis.get()), nanos::get);
    assertThat(gate.open(T0)).isTrue();
    pass(millis, nanos, Duration.ofMinutes(1));
    assertThat(gate.open(T0)).isTrue();
    millis.addAndGet(Duration.ofDays(3_000).toMillis());
    assertThat(gate.open(T0)).isFalse();
    pass(millis, nanos, Duration.ofHours(23));
    assertThat(gate.open(T0)).isFalse();
    pass(millis, nanos, Duration.ofHours(2));
    assertThat(gate.open(T0)).isTrue();
  }

  @Test
  void clockFoundAMonthAheadAtTheStartTakesNothingForADay() {
    AtomicLong millis = new AtomicLong(T0 + Duration.ofDays(31).toMillis());
    AtomicLong nanos = new AtomicLong();
    AgeGate gate = new AgeGate(() -> Instant.ofEpochMilli(millis.get()), nanos::get);
    assertThat(gate.open(T0)).isFalse();
    pass(millis, nanos, Duration.ofHours(25));
    assertThat(gate.open(T0)).isTrue();
  }

  private static void pass(AtomicLong millis, AtomicLong nanos, Duration time) {
    millis.addAndGet(time.toMillis());
    nanos.addAndGet(time.toNanos());
  }

  private static long removed(HistoryStatus status, int kind) {
    return status.counts().get(kind).removed();
  }

  private static long oldest(HistoryReader reader, String table) {
    return reader.ask(c -> Database.number(c, "SELECT min(time) FROM " + table));
  }

  private static long newest(HistoryReader reader, String table) {
    return reader.ask(c -> Database.number(c, "SELECT max(time) FROM " + table));
  }
}
