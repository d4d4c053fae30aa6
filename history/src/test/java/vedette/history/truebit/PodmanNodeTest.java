package vedette.history.truebit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A node in a real container, followed by a process that is killed again and again.
class PodmanNodeTest {
  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final Pattern LINE = Pattern.compile("run (\\d+) line (\\d+) größe");

  @TempDir Path folder;

  @Test
  void nothingIsLostOrDoubledThroughKillsOfBothAndRotation() throws Exception {
    try (Podman podman = Podman.orSkip(folder)) {
      Path logs = folder.resolve("logs");
      Path db = folder.resolve("t.db");
      podman.node("vedette-test-files", logs, 3_000, 20_000);
      killAndGoOn(podman, "vedette-test-files", db, logs.toString());
      // A day that is over is compressed, as rotation does, while nobody reads.
      compressAllButTheLast(logs);
      Process last = follower(db, "vedette-test-files", logs.toString());
      try {
        List<String> said = linesOfFiles(logs);
        assertThat(said.size()).isGreaterThan(20_000);
        await().atMost(PATIENCE).ignoreExceptions().until(() -> entries(db) >= said.size());
        assertThat(kept(db)).containsExactlyInAnyOrderElementsOf(said);
      } finally {
        last.destroyForcibly().waitFor();
      }
    }
  }

  private static void killAndGoOn(Podman podman, String name, Path db, String... where)
      throws Exception {
    long seed = Long.getLong("vedette.seed", System.nanoTime());
    System.out.println("seed " + seed);
    Random random = new Random(seed);
    for (int round = 0; round < 4; round++) {
      Process follower = follower(db, name, where);
      try {
        long had = entries(db);
        int more = 200 + random.nextInt(2_000);
        await()
            .atMost(PATIENCE)
            .pollInterval(Duration.ofMillis(200))
            .ignoreExceptions()
            .until(() -> entries(db) > had + more / 10);
        if (round % 2 == 1) {
          podman.must("kill", "-s", "KILL", name);
          podman.must("start", name);
        }
      } finally {
        follower.destroyForcibly().waitFor();
      }
    }
    podman.must("kill", "-s", "KILL", name);
  }

  private static Process follower(Path db, String name, String... where) throws Exception {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-Xmx128m",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                KilledFollower.class.getName(),
                db.toString(),
                name));
    command.addAll(List.of(where));
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(db.resolveSibling("follower.log").toFile())
        .start();
  }

  /// How many entries there are: the newest one's number in the one part that there is.
  private static long entries(Path db) {
    if (!Files.exists(db)) {
      return 0;
    }
    try (TruebitReader reader = new TruebitReader(StoreOptions.of(db))) {
      List<LogRow> newest = reader.log(LogQuery.newest(1));
      return newest.isEmpty() ? 0 : (newest.getFirst().id() & ((1L << LogParts.SHIFT) - 1)) + 1;
    } catch (vedette.poll.truebit.LedgerException notYet) {
      return 0;
    }
  }

  private static List<String> kept(Path db) {
    if (!Files.exists(db)) {
      return List.of();
    }
    List<String> all = new ArrayList<>();
    try (TruebitReader reader = new TruebitReader(StoreOptions.of(db))) {
      LogQuery query = LogQuery.newest(1_000);
      List<LogRow> rows = reader.log(query);
      while (!rows.isEmpty()) {
        rows.forEach(row -> all.addAll(lines(row.text())));
        query =
            new LogQuery(1_000, rows.getLast().id(), 0, query.level(), query.kind(), query.text());
        rows = reader.log(query);
      }
    } catch (vedette.poll.truebit.LedgerException notYet) {
      return List.of();
    }
    return all;
  }

  private static List<String> linesOfFiles(Path logs) throws Exception {
    StringBuilder all = new StringBuilder();
    try (Stream<Path> files = Files.walk(logs)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        byte[] bytes = Files.readAllBytes(file);
        if (file.toString().endsWith(".gz")) {
          try (var in =
              new java.util.zip.GZIPInputStream(new java.io.ByteArrayInputStream(bytes))) {
            bytes = in.readAllBytes();
          }
        }
        all.append(new String(bytes, StandardCharsets.UTF_8)).append('\n');
      }
    }
    return lines(all.toString());
  }

  private static List<String> lines(String text) {
    return LINE.matcher(text).results().map(m -> m.group(1) + " " + m.group(2)).toList();
  }

  private static void compressAllButTheLast(Path logs) throws Exception {
    List<Path> files;
    try (Stream<Path> all = Files.walk(logs)) {
      files = all.filter(f -> f.toString().endsWith(".log")).sorted().toList();
    }
    for (Path file : files.subList(0, files.size() - 1)) {
      byte[] bytes = Files.readAllBytes(file);
      try (var out =
          new java.util.zip.GZIPOutputStream(
              Files.newOutputStream(file.resolveSibling(file.getFileName() + ".gz")))) {
        out.write(bytes);
      }
      Files.delete(file);
    }
  }
}
