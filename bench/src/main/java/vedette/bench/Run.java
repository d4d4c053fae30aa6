package vedette.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/// Starts other programs.
final class Run {
  private Run() {}

  /// Starts a program whose standard error is ours.
  static Process start(List<String> command) {
    try {
      return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  static void sleep(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException interrupted) {
      throw new IllegalStateException(interrupted);
    }
  }
}
