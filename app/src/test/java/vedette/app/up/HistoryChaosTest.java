package vedette.app.up;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vedette.testing.Programs;

/// Must show 5: the disk is full, the database is damaged. History suffers, says so and recovers;
/// nothing else notices.
class HistoryChaosTest {
  @TempDir private Path folder;

  @BeforeEach
  void assumeDemo() {
    Nodes.assumeDemo();
  }

  private static void awaitWriting(UpProcess up) {
    up.awaitTopic(
        "system",
        system -> {
          assertThat(system.at("/history/state").asString()).isEqualTo("ok");
          assertThat(system.at("/history/written").asLong()).isPositive();
        });
  }

  private Path database() {
    return folder.resolve("state/history/history.db");
  }

  private static void garble(Path file) throws IOException {
    Random random = new Random(7);
    try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "rw")) {
      byte[] garbage = new byte[Math.toIntExact(bytes.length())];
      random.nextBytes(garbage);
      bytes.seek(0);
      bytes.write(garbage);
    }
  }

  @Test
  void fullDiskDegradesHistoryOnlyUntilThereIsRoom() throws Exception {
    Path disk = Files.createDirectory(folder.resolve("disk"));
    Assumptions.assumeTrue(
        Programs.succeeds("mount", "-t", "tmpfs", "-o", "size=4m", "tmpfs", disk.toString()),
        "needs to be allowed to mount a tmpfs");
    try (UpProcess up =
        UpProcess.in(folder).set("history.directory", disk.resolve("history")).start().login()) {
      awaitWriting(up);
      Path filler = disk.resolve("filler");
      fill(filler);
      up.awaitTopic(
          "system",
          system -> {
            assertThat(system.at("/history/state").asString()).isEqualTo("bad");
            assertThat(system.at("/history/detail").asString())
                .contains("the disk is full", "Do: ");
          });
      long then = System.currentTimeMillis();
      up.awaitSaid("history: ").awaitSaid("the disk is full");
      up.awaitNode("demo", node -> assertThat(node.at("/state").asString()).isEqualTo("ok"));
      assertThat(up.get("/metrics").statusCode()).isEqualTo(200);

      Files.delete(filler);
      up.awaitTopic(
          "system",
          system -> {
            assertThat(system.at("/history/state").asString()).isEqualTo("ok");
            assertThat(system.at("/history/written").asLong()).isGreaterThan(then);
          });
      up.awaitSaid("history: works again");
    } finally {
      assertThat(Programs.succeeds("umount", disk.toString())).isTrue();
    }
  }

  private static void fill(Path file) throws IOException {
    try (OutputStream out = Files.newOutputStream(file)) {
      byte[] block = new byte[4096];
      for (int i = 0; i < 1 << 20; i++) {
        out.write(block);
      }
    } catch (IOException full) {
      return;
    }
    throw new IOException("the disk did not become full");
  }

  @Test
  void databaseDamagedWhileRunningIsSetAsideAndMadeAnew() throws Exception {
    // What is still in the write-ahead log covers the damage: at its end it is in the file.
    try (UpProcess up = UpProcess.in(folder).start().login()) {
      awaitWriting(up);
    }
    try (UpProcess up = UpProcess.in(folder).start().login()) {
      awaitWriting(up);
      garble(database());
      long then = System.currentTimeMillis();
      up.awaitTopic(
          "system",
          system -> {
            // A dashboard that asks is what comes across the damage first.
            long now = System.currentTimeMillis();
            try {
              up.get(
                  "/api/v1/series?node=demo&names=connections_inbound&from=%d&to=%d"
                      .formatted(now - 3_600_000, now));
            } catch (IOException | InterruptedException broken) {
              throw new AssertionError(broken);
            }
            assertThat(system.at("/history/detail").asString()).contains("damaged", "set aside");
            assertThat(system.at("/history/state").asString()).isEqualTo("ok");
            assertThat(system.at("/history/written").asLong()).isGreaterThan(then);
          });
      up.awaitNode("demo", node -> assertThat(node.at("/state").asString()).isEqualTo("ok"));
      assertThat(up.said()).noneMatch(line -> line.contains("mistake of Vedette"));
    }
    assertThat(setAside()).isTrue();
  }

  @Test
  void databaseDamagedBeforeTheStartIsSetAside() throws Exception {
    try (UpProcess up = UpProcess.in(folder).start().login()) {
      awaitWriting(up);
    }
    garble(database());
    try (UpProcess up = UpProcess.in(folder).start().login()) {
      up.awaitTopic(
          "system",
          system -> {
            assertThat(system.at("/history/state").asString()).isEqualTo("ok");
            assertThat(system.at("/history/detail").asString()).contains("damaged", "set aside");
          });
      up.awaitSaid("history was repaired: history.db was damaged and set aside");
      assertThat(up.topic("now").at("/nodes/demo/word").asString()).isEqualTo("demo");
    }
    assertThat(setAside()).isTrue();
  }

  private boolean setAside() throws IOException {
    try (var files = Files.list(database().resolveSibling(""))) {
      return files.anyMatch(file -> file.getFileName().toString().contains(".damaged-"));
    }
  }
}
