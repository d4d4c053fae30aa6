package vedette.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import vedette.tap.bpf.Executable;
import vedette.tap.bpf.UsdtNote;

/// An empty BPF program on the node's probe, while open: see bench/c/empty.c.
final class Empty implements AutoCloseable {
  private final Process process;

  Empty() {
    UsdtNote note = note();
    process =
        Run.start(
            List.of(
                System.getProperty("bench.c") + "/empty",
                Node.file().toString(),
                Long.toString(note.offset()),
                Long.toString(note.semaphore())));
    try (BufferedReader said =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      if (!"attached".equals(said.readLine())) {
        throw new IllegalStateException("bench/c/empty could not attach");
      }
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  private static UsdtNote note() {
    try (Executable file = Executable.open(Node.file())) {
      return file.notes().stream()
          .filter(note -> note.id().equals(Node.PROBE))
          .findFirst()
          .orElseThrow();
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  @Override
  public void close() {
    try {
      process.getOutputStream().close();
      process.waitFor();
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
