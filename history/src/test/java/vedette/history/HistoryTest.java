package vedette.history;

import static org.assertj.core.api.Assertions.assertThat;
import static vedette.history.Fixture.T0;
import static vedette.history.Fixture.flush;
import static vedette.history.Fixture.points;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HistoryTest {
  @TempDir Path folder;

  @Test
  void samplesAreFoundAgainAtTheirTimes() throws Exception {
    try (History history = History.open(Fixture.options(folder))) {
      for (int i = 0; i < 6; i++) {
        history.sample("main", "peers", "peers", T0 + i * 10_000L, 10 + i);
      }
      flush(history);
      SeriesAnswer answer =
          history
              .reader()
              .series(new SeriesQuery("main", List.of("peers", "none"), T0, T0 + 59_999, 100));
      assertThat(answer.stepSeconds()).isEqualTo(10);
      assertThat(answer.series())
          .singleElement()
          .satisfies(it -> {
            assertThat(it.unit()).isEqualTo("peers");
            assertThat(it.points())
                .extracting(SeriesAnswer.Point::time, SeriesAnswer.Point::value)
                .contains(org.assertj.core.groups.Tuple.tuple(T0 + 20_000, 12.0))
                .hasSize(6);
          });
      assertThat(history.reader().seriesNames())
          .containsExactly(new SeriesName("main", "peers", "peers"));
    }
  }

  @Test
  void reachesBackToItsFirstSampleNotToTheHourThatItIsIn() throws Exception {
    try (History history = History.open(Fixture.options(folder))) {
      history.sample("main", "x", "", T0 + 1_620_000, 1);
      history.sample("main", "x", "", T0 + 1_740_000, 1);
      flush(history);
      // It looks once a second at most, when it writes.
      HistoryStatus status =
          Fixture.awaitStatus(
              history,
              it -> {
                history.sample("main", "x", "", T0 + 1_740_000, 1);
                return it.oldest().isPresent();
              });
      assertThat(status.oldest()).hasValue(T0 + 1_620_000);
    }
  }

  @Test
  void spikeOfTenSecondsIsSeenInAPointOfADay() throws Exception {
    try (History history = History.open(Fixture.options(folder))) {
      for (int i = 0; i < 8_640; i++) {
        history.sample("main", "rate", "1/s", T0 + i * 10_000L, i == 4_321 ? 999 : 1);
      }
      flush(history);
      List<SeriesAnswer.Point> few = points(history.reader(), "rate", T0, T0 + 86_399_999, 4);
      assertThat(few).hasSizeLessThanOrEqualTo(4);
      assertThat(few).extracting(SeriesAnswer.Point::max).contains(999.0);
      assertThat(few).extracting(SeriesAnswer.Point::min).containsOnly(1.0);
      assertThat(few.stream().mapToLong(SeriesAnswer.Point::count).sum()).isEqualTo(8_640);
    }
  }

  @Test
  void noAnswerHasMorePointsThanAskedFor() throws Exception {
    try (History history = History.open(Fixture.options(folder))) {
      for (int i = 0; i < 1_000; i++) {
        history.sample("main", "x", "", T0 + i * 10_000L, i);
      }
      flush(history);
      for (int most : new int[] {1, 2, 7, 60, 333, 999, 1_000}) {
        for (long shift : new long[] {0, 3_333, 1_234_567}) {
          List<SeriesAnswer.Point> all =
              points(history.reader(), "x", T0 + shift, T0 + 9_999_999, most);
          assertThat(all).as("at most %d from %d", most, shift).isNotEmpty();
          assertThat(all.size()).isLessThanOrEqualTo(most);
        }
      }
    }
  }

  @Test
  void timeWithoutSamplesHasNoPoint() throws Exception {
    try (History history = History.open(Fixture.options(folder))) {
      history.sample("main", "x", "", T0, 1);
      history.sample("main", "x", "", T0 + 50_000, 2);
      flush(history);
      assertThat(points(history.reader(), "x", T0, T0 + 60_000, 100))
          .extracting(SeriesAnswer.Point::time)
          .containsExactly(T0, T0 + 50_000);
    }
  }

  @Test
  void lateSamplesAndRestartsAddToTheStepTheyName() throws Exception {
    try (History history = History.open(Fixture.options(folder))) {
      history.sample("main", "x", "", T0 + 9_000, 5);
      flush(history);
    }
    try (History history = History.open(Fixture.options(folder))) {
      history.sample("main", "x", "", T0 + 70_000, 9);
      history.sample("main", "x", "", T0 + 1_000, 1);
      flush(history);
      assertThat(points(history.reader(), "x", T0, T0 + 9_999, 10))
          .containsExactly(new SeriesAnswer.Point(T0, 3, 1, 5, 5, 2));
      assertThat(points(history.reader(), "x", T0, T0 + 3_599_999, 1))
          .containsExactly(new SeriesAnswer.Point(T0, 5, 1, 9, 9, 3));
    }
  }

  @Test
  void clockThatGoesBackLosesNothing() throws Exception {
    try (History history = History.open(Fixture.options(folder))) {
      long[] times = {T0 + 7_200_000, T0 + 7_210_000, T0, T0 + 10_000, T0 + 7_200_500};
      for (long time : times) {
        history.sample("main", "x", "", time, 1);
      }
      flush(history);
      assertThat(points(history.reader(), "x", T0, T0 + 7_300_000, 10_000))
          .extracting(SeriesAnswer.Point::time, SeriesAnswer.Point::count)
          .containsExactly(
              org.assertj.core.groups.Tuple.tuple(T0, 1L),
              org.assertj.core.groups.Tuple.tuple(T0 + 10_000, 1L),
              org.assertj.core.groups.Tuple.tuple(T0 + 7_200_000, 2L),
              org.assertj.core.groups.Tuple.tuple(T0 + 7_210_000, 1L));
    }
  }

  @Test
  void whatCannotBeIsRefusedAndCounted() throws Exception {
    Clock clock = Clock.fixed(Instant.ofEpochMilli(T0), ZoneOffset.UTC);
    try (History history = History.open(Fixture.options(folder), clock)) {
      history.sample("main", "x", "", T0, Double.NaN);
      history.sample("main", "x", "", T0, Double.POSITIVE_INFINITY);
      history.sample("main", "x", "", T0 + 3_600_001, 1);
      history.sample("main", "x", "", 1_000, 1);
      history.sample("main", "x", "", T0, 1);
      flush(history);
      assertThat(history.status().counts().getFirst())
          .isEqualTo(new HistoryStatus.Count("samples", 1, 0, 4, 0));
    }
  }

  @Test
  void blockIsCompletedByWhatIsLearntLater() throws Exception {
    try (History history = History.open(Fixture.options(folder))) {
      BlockRecord known = Fixture.block("aa", 900_000, T0);
      BlockRecord announced =
          new BlockRecord(
              "main",
              "aa",
              OptionalLong.empty(),
              OptionalLong.empty(),
              OptionalLong.empty(),
              OptionalLong.empty(),
              OptionalLong.empty(),
              OptionalLong.empty(),
              OptionalLong.empty(),
              known.firstAt(),
              known.first(),
              Optional.empty());
      history.block(announced);
      flush(history);
      assertThat(history.reader().blocks("main", Long.MAX_VALUE, 10)).isEmpty();
      history.block(
          new BlockRecord(
              "main",
              "aa",
              known.height(),
              known.connectedAt(),
              known.connectMicros(),
              known.transactions(),
              known.inputs(),
              known.sigops(),
              known.bytes(),
              OptionalLong.empty(),
              Optional.empty(),
              known.compact()));
      flush(history);
      assertThat(history.reader().blocks("main", Long.MAX_VALUE, 10)).containsExactly(known);
    }
  }

  @Test
  void blocksOfOneHeightAreNotPartedByALimit() throws Exception {
    try (History history = History.open(Fixture.options(folder))) {
      history.block(Fixture.block("aa", 3, T0 + 3));
      history.block(Fixture.block("ba", 2, T0 + 2));
      history.block(Fixture.block("bb", 2, T0 + 1));
      history.block(Fixture.block("cc", 1, T0));
      flush(history);
      assertThat(history.reader().blocks("main", Long.MAX_VALUE, 2))
          .extracting(BlockRecord::hash)
          .containsExactly("aa");
      assertThat(history.reader().blocks("main", 3, 2))
          .extracting(BlockRecord::hash)
          .containsExactly("ba", "bb");
      assertThat(history.reader().blocks("main", 2, 2))
          .extracting(BlockRecord::hash)
          .containsExactly("cc");
      assertThat(history.reader().blocks("other", Long.MAX_VALUE, 2)).isEmpty();
    }
  }

  @Test
  void sessionsThatTouchTheRangeAreFound() throws Exception {
    try (History history = History.open(Fixture.options(folder))) {
      history.session(Fixture.session(1, T0, OptionalLong.empty()));
      history.session(Fixture.session(1, T0, OptionalLong.of(T0 + 5_000)));
      history.session(Fixture.session(2, T0 + 1_000, OptionalLong.of(T0 + 20_000)));
      history.session(Fixture.session(3, T0 + 50_000, OptionalLong.empty()));
      flush(history);
      assertThat(history.reader().sessions("main", T0 + 6_000, T0 + 40_000, 10))
          .extracting(SessionRecord::peer)
          .containsExactly(2L);
      assertThat(history.reader().sessions("main", T0, T0 + 100_000, 10))
          .containsExactly(
              Fixture.session(3, T0 + 50_000, OptionalLong.empty()),
              Fixture.session(2, T0 + 1_000, OptionalLong.of(T0 + 20_000)),
              Fixture.session(1, T0, OptionalLong.of(T0 + 5_000)));
    }
  }

  @Test
  void reasonsAddUpWithinTenMinutesAndStayBounded() throws Exception {
    try (History history = History.open(Fixture.options(folder))) {
      for (int i = 0; i < 300; i++) {
        history.reasons("main", T0 + i, Reasons.What.REJECTED, Map.of("reason " + i, 1L));
      }
      history.reasons("main", T0 + 500, Reasons.What.REJECTED, Map.of("reason 0", 41L));
      history.reasons("main", T0 + 600_000, Reasons.What.REMOVED, Map.of("expiry", 2L));
      flush(history);
      List<Reasons> all = history.reader().reasons("main", T0, T0 + 3_600_000, 100);
      assertThat(all).hasSize(2);
      assertThat(all.getFirst().counts())
          .hasSize(Reasons.MOST)
          .containsEntry("reason 0", 42L)
          .containsEntry(Reasons.OTHER, 300L - 63);
      assertThat(all.getLast())
          .isEqualTo(new Reasons("main", T0 + 600_000, Reasons.What.REMOVED, Map.of("expiry", 2L)));
    }
  }

  @Test
  void happeningCanBeEndedLater() throws Exception {
    try (History history = History.open(Fixture.options(folder))) {
      Happening began =
          new Happening(
              "main", T0, OptionalLong.empty(), "tip_old", "", "warning", "The tip is old.");
      Happening ended =
          new Happening(
              "main", T0, OptionalLong.of(T0 + 9), "tip_old", "", "ok", "The tip was old.");
      history.happening(began);
      history.happening(ended);
      flush(history);
      assertThat(history.reader().happenings("main", T0, T0, 10)).containsExactly(ended);
    }
  }

  @Test
  void fileIsForItsOwnerOnly() throws Exception {
    try (History history = History.open(Fixture.options(folder.resolve("a b?c%20")))) {
      flush(history);
      Fixture.awaitStatus(history, Fixture::writing);
      Path file = folder.resolve("a b?c%20").resolve("history.db");
      assertThat(Files.getPosixFilePermissions(file)).hasSize(2);
      assertThat(Files.getPosixFilePermissions(Path.of(file + "-wal"))).hasSize(2);
    }
  }

  @Test
  void whatWaitsAtCloseIsWritten() throws Exception {
    HistoryOptions slow = Fixture.options(folder).withCommitEvery(Duration.ofHours(1));
    try (History history = History.open(slow)) {
      history.sample("main", "x", "", T0, 1);
    }
    assertThat(Path.of(slow.file() + "-wal")).doesNotExist();
    try (HistoryReader reader = HistoryReader.open(slow.file(), Fixture.PATIENCE)) {
      assertThat(points(reader, "x", T0, T0, 10)).hasSize(1);
    }
  }
}
