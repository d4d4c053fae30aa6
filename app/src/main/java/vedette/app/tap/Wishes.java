package vedette.app.tap;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;

/// What the outside asks of a run while it runs: to end, to flush. Any thread may ask; the run's
/// thread looks between two events.
final class Wishes {
  private final AtomicInteger flushes = new AtomicInteger();
  private volatile boolean end;

  void end() {
    end = true;
  }

  boolean ending() {
    return end;
  }

  void flush() {
    flushes.incrementAndGet();
  }

  /// Takes one wish to flush, if there is one.
  boolean takeFlush() {
    return flushes.getAndUpdate(n -> Math.max(0, n - 1)) > 0;
  }

  /// Reads wishes line by line until the stream ends, which by itself means nothing.
  void read(InputStream in, PrintStream err) {
    Thread.ofPlatform()
        .daemon()
        .name("vedette-input")
        .start(() -> {
          try (BufferedReader lines =
              new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
              take(line.strip(), err);
            }
          } catch (IOException closed) {
            // As good as its end.
          }
        });
  }

  private void take(String line, PrintStream err) {
    if (line.equals("flush")) {
      flush();
    } else if (!line.isEmpty()) {
      err.println("vedette: standard input: expected 'flush'. Found something else.");
    }
  }
}
