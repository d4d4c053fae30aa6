package vedette.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vedette.backup.BackupOptions.Elsewhere;
import vedette.backup.target.Target;
import vedette.poll.backup.BackupAnswer;

/// On a file system of a mebibyte in memory, filled to the last byte; needs root.
class FullDiskTest {
  @TempDir Path folder;

  private Path disk;
  private final Clock clock = new Clock();
  private final Wallet lnd = new Wallet(3);

  @BeforeEach
  void mount() throws Exception {
    disk = Files.createDirectory(folder.resolve("disk"));
    Process mount =
        new ProcessBuilder("mount", "-t", "tmpfs", "-o", "size=1m", "vedette-test", disk.toString())
            .redirectErrorStream(true)
            .start();
    assumeTrue(mount.waitFor() == 0, "a small disk needs root and mount(8)");
  }

  @AfterEach
  void unmount() throws Exception {
    int _ = new ProcessBuilder("umount", "-l", disk.toString()).start().waitFor();
  }

  private void fill() {
    try (var out = Files.newOutputStream(disk.resolve("filler"))) {
      byte[] zeros = new byte[512];
      while (true) {
        out.write(zeros);
      }
    } catch (IOException full) {
      assertThat(full).hasMessageContaining("No space left");
    }
  }

  private Backups open(Path own, Path nas) {
    return Backups.open(
        new BackupOptions(
            own,
            List.of(
                new Elsewhere("nas", "directory", new Target.Folder(nas), Optional.empty(), true)),
            new Retention(30, 90),
            Duration.ofDays(1)),
        clock);
  }

  @Test
  void aFullOwnDiskLosesNoCopyAndIsTold() throws Exception {
    Backups backups = open(disk.resolve("own"), folder.resolve("nas"));
    boolean _ = backups.channels("main", lnd, false);
    int _ = backups.spread("nas");
    fill();
    lnd.open(200);
    clock.pass(Duration.ofMinutes(1));
    assertThatThrownBy(() -> backups.channels("main", lnd, false))
        .hasMessageContaining("No space left");
    BackupAnswer.Stream stream = backups.report().streams().getFirst();
    assertThat(stream.current()).isFalse();
    assertThat(stream.trouble()).contains("No space left");
    assertThat(backups.versions()).hasSize(1);
    assertThat(lnd.verify(backups.export(backups.versions().getFirst().name(), "local")))
        .hasSize(3);
    try (Stream<Path> left = Files.walk(disk)) {
      assertThat(left.filter(it -> it.toString().endsWith(".part"))).isEmpty();
    }
    assertThatThrownBy(() -> backups.prove("local", true))
        .as("that it was read back cannot be noted")
        .hasMessageContaining("No space left");
    assertThat(backups.report().places().getFirst().trouble()).contains("No space left");
    Files.delete(disk.resolve("filler"));
    assertThat(backups.channels("main", lnd, false)).isTrue();
    assertThat(backups.spread("nas")).isEqualTo(1);
    assertThat(backups.report().streams().getFirst().current()).isTrue();
  }

  @Test
  void aFullTargetLosesNoCopyAndIsTold() throws Exception {
    Backups backups = open(folder.resolve("own"), disk.resolve("nas"));
    boolean _ = backups.channels("main", lnd, false);
    int _ = backups.spread("nas");
    fill();
    lnd.open(200);
    clock.pass(Duration.ofMinutes(1));
    assertThat(backups.channels("main", lnd, false)).isTrue();
    assertThatThrownBy(() -> backups.spread("nas")).hasMessageContaining("No space left");
    BackupAnswer report = backups.report();
    assertThat(report.streams().getFirst().current()).isFalse();
    assertThat(report.places().getLast().trouble()).contains("No space left");
    assertThat(report.places().getLast().missing()).isEqualTo(1);
    assertThat(lnd.verify(backups.export(backups.versions().getLast().name(), "nas"))).hasSize(3);
    Files.delete(disk.resolve("filler"));
    assertThat(backups.spread("nas")).isEqualTo(1);
    assertThat(backups.report().streams().getFirst().current()).isTrue();
  }
}
