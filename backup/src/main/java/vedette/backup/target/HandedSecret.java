package vedette.backup.target;

import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import vedette.poll.Secret;

/// Hands a secret to a program that wants it in a file: a named pipe for its owner only, so that it
/// never lies on a disk, nor in arguments or environment.
final class HandedSecret implements AutoCloseable {
  private final Path folder;
  private final Thread writer;

  private HandedSecret(Path folder, Thread writer) {
    this.folder = folder;
    this.writer = writer;
  }

  /// Makes the pipe and waits aside for the program to open it.
  static HandedSecret of(Secret secret) throws IOException, InterruptedException {
    Path folder =
        Files.createTempDirectory(
            "vedette-",
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    Path pipe = folder.resolve("secret");
    Child.Result made =
        Child.run(
            java.util.List.of("mkfifo", "-m", "600", pipe.toString()),
            new byte[0],
            1_024,
            Duration.ofSeconds(10));
    if (made.exit() != 0) {
      Files.delete(folder);
      throw new IOException("mkfifo: " + made.complaint());
    }
    Thread writer =
        Thread.ofPlatform()
            .daemon()
            .name("vedette-secret")
            .start(() -> {
              try (OutputStream out = Files.newOutputStream(pipe)) {
                out.write((secret.reveal() + "\n").getBytes(StandardCharsets.UTF_8));
              } catch (IOException _) {
                // The program ended without reading; its exit says so.
              }
            });
    return new HandedSecret(folder, writer);
  }

  Path path() {
    return folder.resolve("secret");
  }

  @Override
  public void close() throws IOException {
    // Whoever still waits for a reader gets one that reads nothing.
    try (RandomAccessFile _ = new RandomAccessFile(path().toFile(), "rw")) {
      boolean _ = writer.join(Duration.ofSeconds(5));
    } catch (InterruptedException asked) {
      Thread.currentThread().interrupt();
    }
    boolean _ = Files.deleteIfExists(path());
    boolean _ = Files.deleteIfExists(folder);
  }
}
