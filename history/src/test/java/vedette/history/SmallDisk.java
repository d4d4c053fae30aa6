package vedette.history;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// A file system of a few MiB in memory; needs root, otherwise the test is skipped.
public final class SmallDisk implements AutoCloseable {
  private final Path at;

  private SmallDisk(Path at) {
    this.at = at;
  }

  /// Mounts it.
  public static SmallDisk mount(Path at, String size) throws Exception {
    Files.createDirectories(at);
    String refusal =
        run("mount", "-t", "tmpfs", "-o", "size=" + size, "vedette-test", at.toString());
    assumeTrue(refusal.isEmpty(), "a small disk needs root and mount(8): " + refusal);
    return new SmallDisk(at);
  }

  /// Makes it one that can only be read, or writable again.
  public void readOnly(boolean yes) throws Exception {
    String refusal = run("mount", "-o", "remount," + (yes ? "ro" : "rw"), at.toString());
    if (!refusal.isEmpty()) {
      throw new AssertionError(refusal);
    }
  }

  /// Fills it to the last byte.
  public Path fill() throws IOException {
    Path filler = at.resolve("filler");
    try (var out = Files.newOutputStream(filler)) {
      byte[] zeros = new byte[4096];
      while (true) {
        out.write(zeros);
      }
    } catch (IOException full) {
      return filler;
    }
  }

  @Override
  public void close() throws IOException {
    String refusal = run("umount", "-l", at.toString());
    if (!refusal.isEmpty()) {
      throw new AssertionError(refusal);
    }
  }

  private static String run(String... command) {
    try {
      Process process = new ProcessBuilder(List.of(command)).redirectErrorStream(true).start();
      String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return process.waitFor() == 0 ? "" : said.strip() + " ";
    } catch (IOException noSuchCommand) {
      return noSuchCommand.toString();
    } catch (InterruptedException asked) {
      Thread.currentThread().interrupt();
      return "interrupted";
    }
  }
}
