package vedette.history;

import static org.assertj.core.api.Assertions.assertThat;
import static vedette.history.Fixture.T0;
import static vedette.history.Fixture.awaitStatus;
import static vedette.history.Fixture.flush;
import static vedette.history.Fixture.points;

import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HistoryDamageTest {
  private static final int SAMPLES = 20_000;

  @TempDir Path folder;

  @Test
  void fileDamagedWhileClosedIsSetAsideAndWhatCanBeReadIsKept() throws Exception {
    HistoryOptions options = Fixture.options(folder);
    fill(options);
    try (RandomAccessFile file = new RandomAccessFile(options.file().toFile(), "rw")) {
      long page = file.length() / 2 / 4096 * 4096;
      file.seek(page);
      while (file.read() != 10) { // a leaf: a page of inner nodes costs thousands of rows
        page += 4096;
        file.seek(page);
      }
      file.seek(page);
      file.write(noise(1, 4096));
    }
    try (History history = History.open(options)) {
      history.sample("main", "x", "", T0 + SAMPLES * 10_000L, 1);
      flush(history);
      HistoryStatus status = awaitStatus(history, Fixture::writing);
      assertThat(status.repair())
          .hasValueSatisfying(it ->
              assertThat(it)
                  .startsWith("history.db was damaged and set aside as history.db.damaged-")
                  .contains(" rows of it were kept"));
      long kept = history.reader().ask(c -> Database.number(c, "SELECT count(*) FROM rollup_10s"));
      assertThat(kept).isGreaterThan(SAMPLES * 9 / 10);
      assertThat(history.reader().happenings("", 0, Long.MAX_VALUE, 9))
          .singleElement()
          .satisfies(it -> assertThat(it.kind()).isEqualTo("history_damaged"));
    }
    assertThat(setAside()).hasSize(1);
  }

  @Test
  void fileThatIsNoDatabaseAnyMoreIsSetAside() throws Exception {
    HistoryOptions options = Fixture.options(folder);
    fill(options);
    try (RandomAccessFile file = new RandomAccessFile(options.file().toFile(), "rw")) {
      file.write(noise(2, 4096));
    }
    try (History history = History.open(options)) {
      history.sample("main", "x", "", T0, 1);
      flush(history);
      assertThat(history.status().repair())
          .hasValueSatisfying(it -> assertThat(it).contains("nothing of it could be read"));
      assertThat(points(history.reader(), "x", T0, T0, 1)).hasSize(1);
    }
  }

  @Test
  void fileDamagedWhileOpenIsNoticedAndWritingGoesOn() throws Exception {
    HistoryOptions options = Fixture.options(folder);
    fill(options);
    try (History history = History.open(options)) {
      history.sample("main", "x", "", T0, 1);
      flush(history);
      damageAllButTheBeginning(options.file());
      awaitStatus(
          history,
          status -> {
            try {
              history.sample("main", "x", "", T0 + 999_999, 1);
              points(history.reader(), "x", T0, T0 + SAMPLES * 10_000L, 10_000);
            } catch (HistoryException damaged) {
              // The question that finds the damage has no answer; the next ones have.
            }
            return status.repair().isPresent() && Fixture.writing(status);
          });
      history.sample("main", "y", "", T0, 7);
      flush(history);
      assertThat(points(history.reader(), "y", T0, T0, 1)).hasSize(1);
    }
    assertThat(setAside()).isNotEmpty();
  }

  @Test
  void randomDamageNeverStopsHistory() throws Exception {
    long seed = Long.getLong("vedette.seed", System.nanoTime());
    System.out.println("seed " + seed);
    Random random = new Random(seed);
    HistoryOptions options = Fixture.options(folder);
    fill(options);
    for (int round = 0; round < 12; round++) {
      try (RandomAccessFile file = new RandomAccessFile(options.file().toFile(), "rw")) {
        for (int i = 0; i < 4; i++) {
          file.seek((long) (random.nextDouble() * file.length()));
          file.write(noise(random.nextLong(), 1 + random.nextInt(2_000)));
        }
      }
      try (History history = History.open(options)) {
        history.sample("main", "round", "", T0 + round * 10_000L, round);
        flush(history);
        assertThat(points(history.reader(), "round", T0 + round * 10_000L, T0 + round * 10_000L, 1))
            .as("seed %d round %d", seed, round)
            .hasSize(1);
      }
    }
    assertThat(setAside()).hasSizeLessThanOrEqualTo(2);
  }

  private Stream<Path> setAside() throws Exception {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(it -> it.toString().matches(".*history\\.db\\.damaged-[0-9TZ.]+"))
          .toList()
          .stream();
    }
  }

  private static void fill(HistoryOptions options) throws Exception {
    try (History history = History.open(options)) {
      for (int i = 0; i < SAMPLES; i++) {
        history.sample("main", "x", "", T0 + i * 10_000L, Math.sin(i));
      }
      flush(history);
    }
  }

  private static void damageAllButTheBeginning(Path file) throws Exception {
    try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "rw")) {
      bytes.seek(16 * 4096);
      bytes.write(noise(3, (int) bytes.length() - 16 * 4096));
    }
  }

  private static byte[] noise(long seed, int length) {
    byte[] bytes = new byte[length];
    new Random(seed).nextBytes(bytes);
    return bytes;
  }
}
