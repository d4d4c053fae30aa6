package vedette.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.io.TempDir;

class KillTest {
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  @TempDir Path folder;

  @Test
  void whatWasInSafetyIsThereAndReadableAfterKill9(TestReporter reporter) throws Exception {
    long seed = Long.getLong("vedette.seed", System.nanoTime());
    int rounds = Integer.getInteger("vedette.kill.rounds", 8);
    // Also for what fails without naming it.
    reporter.publishEntry(Map.of("seed", String.valueOf(seed), "rounds", String.valueOf(rounds)));
    Random random = new Random(seed);
    Wallet reader = new Wallet(0);
    int channels = 1;
    for (int round = 0; round < rounds; round++) {
      String which = "seed %d round %d".formatted(seed, round);
      int said = keepUntilKilled(channels, random);
      for (String place : List.of("own", "nas")) {
        // As somebody would find it who has nothing but this folder.
        assertThat(largestIn(folder.resolve(place), reader))
            .as("%s %s", which, place)
            .isGreaterThanOrEqualTo(said);
      }
      Backups backups = Backups.open(KilledKeeper.options(folder), InstantSource.system());
      assertThat(backups.prove("local", true)).as(which).isZero();
      assertThat(backups.prove("nas", true)).as(which).isZero();
      assertThat(backups.report().damages()).as(which).isEmpty();
      assertThat(
              backups.versions().stream().filter(Version::counts).findFirst().orElseThrow().items())
          .as(which)
          .isGreaterThanOrEqualTo(said);
      assertThat(backups.versions().size()).as("%s: it is thinned out", which).isLessThan(40);
      channels = Math.max(said, largestIn(folder.resolve("own"), reader));
    }
  }

  /// The most channels in any copy; every copy must be readable whole.
  private static int largestIn(Path place, Wallet reader) throws Exception {
    int largest = 0;
    try (Stream<Path> files = Files.walk(place)) {
      for (Path file : files.filter(it -> it.toString().endsWith("channels.backup")).toList()) {
        int count = reader.verify(Files.readAllBytes(file)).size();
        assertThat(file.getFileName().toString()).endsWith("-" + count + "channels.backup");
        largest = Math.max(largest, count);
      }
    }
    return largest;
  }

  private int keepUntilKilled(int channels, Random random) throws Exception {
    Path lines = folder.resolve("said");
    Process child =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx64m",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                KilledKeeper.class.getName(),
                folder.toString(),
                Integer.toString(channels),
                Long.toString(random.nextLong()))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .redirectOutput(lines.toFile())
            .start();
    try {
      int more = 1 + random.nextInt(12);
      await()
          .atMost(PATIENCE)
          .pollInterval(Duration.ofMillis(5))
          .until(() -> said(lines).size() >= more || !child.isAlive());
      assertThat(child.isAlive()).as("it ended by itself").isTrue();
      long until = System.nanoTime() + random.nextInt(30_000_000);
      while (System.nanoTime() - until < 0) {
        Thread.onSpinWait();
      }
    } finally {
      int _ = child.destroyForcibly().waitFor();
    }
    return Integer.parseInt(said(lines).getLast());
  }

  /// Its lines, without the one that it was killed in.
  private static List<String> said(Path lines) throws Exception {
    String text = Files.readString(lines);
    return text.substring(0, text.lastIndexOf('\n') + 1).lines().toList();
  }
}
