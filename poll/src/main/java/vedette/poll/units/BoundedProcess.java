package vedette.poll.units;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;

/// Runs a program to its end, with nothing to read, a bounded answer and an environment that knows
/// where programs are and nothing else. It is killed when the asking thread is interrupted.
final class BoundedProcess {
  /// How it ended.
  record Result(int exit, String output, String errors) {}

  private BoundedProcess() {}

  /// @param most bytes that it may print
  /// @throws IOException if it cannot be started, or prints more
  static Result run(List<String> command, int most) throws IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder(command);
    Map<String, String> environment = builder.environment();
    String path = environment.getOrDefault("PATH", "/usr/bin:/bin");
    environment.clear();
    environment.put("PATH", path);
    environment.put("LC_ALL", "C");
    builder.redirectInput(new File("/dev/null"));
    Process process = builder.start();
    try {
      AtomicReference<String> errors = new AtomicReference<>("");
      Thread reader =
          Thread.ofVirtual()
              .name("poll units errors")
              .start(() -> errors.set(quiet(process.getErrorStream(), most)));
      AtomicReference<String> output = new AtomicReference<>("");
      Thread main =
          Thread.ofVirtual()
              .name("poll units output")
              .start(() -> output.set(quiet(process.getInputStream(), most)));
      main.join();
      reader.join();
      int exit = process.waitFor();
      if (output.get().length() > most) {
        throw new IOException("it printed more than " + most + " bytes");
      }
      return new Result(exit, output.get(), errors.get());
    } finally {
      process.destroyForcibly();
    }
  }

  /// One byte more than allowed tells that there was more; the rest is thrown away with the
  /// process.
  private static String quiet(InputStream in, int most) {
    try (in) {
      return new String(in.readNBytes(most + 1), StandardCharsets.ISO_8859_1);
    } catch (IOException ended) {
      return "";
    }
  }
}
