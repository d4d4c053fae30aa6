package vedette.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.io.TempDir;

class KillTest {
  @TempDir Path folder;

  static long time(long number) {
    return Fixture.T0 - 40_000_000_000L + number * 10_000;
  }

  @Test
  void whatWasSaidToBeWrittenIsThereAfterKill9(TestReporter reporter) throws Exception {
    long seed = Long.getLong("vedette.seed", System.nanoTime());
    int rounds = Integer.getInteger("vedette.kill.rounds", 20);
    // Also for what fails without naming it.
    reporter.publishEntry(Map.of("seed", String.valueOf(seed), "rounds", String.valueOf(rounds)));
    Random random = new Random(seed);
    Path file = folder.resolve("history.db");
    long next = 0;
    for (int round = 0; round < rounds; round++) {
      long said = writeUntilKilled(file, next, random);
      try (HistoryReader reader = HistoryReader.open(file, Fixture.PATIENCE)) {
        long last = number(reader, "SELECT max(max) FROM rollup_10s");
        String which = "seed %d round %d".formatted(seed, round);
        assertThat(last).as(which).isGreaterThanOrEqualTo(said);
        for (Step step : Step.ALL) {
          // Whole batches: no sample is missing or there twice in any step.
          assertThat(number(reader, "SELECT sum(count) FROM " + step.table()))
              .as("%s %s", which, step)
              .isEqualTo(last + 1);
          assertThat(number(reader, "SELECT sum(sum) FROM " + step.table()))
              .as("%s %s", which, step)
              .isEqualTo(last * (last + 1) / 2);
        }
        assertThat(
                number(
                    reader,
                    "SELECT count(*) FROM pragma_integrity_check WHERE integrity_check <> 'ok'"))
            .as(which)
            .isZero();
        next = last + 1;
      }
    }
    assertThat(next).isGreaterThan(0);
  }

  private static long writeUntilKilled(Path file, long from, Random random) throws Exception {
    Path lines = file.resolveSibling("said");
    Process child =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-Xmx64m",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                KilledWriter.class.getName(),
                file.toString(),
                Long.toString(from),
                Long.toString(random.nextLong()))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .redirectOutput(lines.toFile())
            .start();
    try {
      int more = 1 + random.nextInt(60);
      await()
          .atMost(Fixture.PATIENCE)
          .pollInterval(Duration.ofMillis(5))
          .until(() -> said(lines).size() >= more || !child.isAlive());
      assertThat(child.isAlive()).as("it ended by itself").isTrue();
      long until = System.nanoTime() + random.nextInt(20_000_000);
      while (System.nanoTime() - until < 0) {
        Thread.onSpinWait();
      }
    } finally {
      int _ = child.destroyForcibly().waitFor();
    }
    return Long.parseLong(said(lines).getLast());
  }

  /// Its lines, without the one that it was killed in.
  private static List<String> said(Path lines) throws Exception {
    String text = Files.readString(lines);
    return text.substring(0, text.lastIndexOf('\n') + 1).lines().toList();
  }

  private static long number(HistoryReader reader, String sql) {
    return reader.ask(connection -> Database.number(connection, sql));
  }
}
