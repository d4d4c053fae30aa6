package vedette.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// Signals that processes started here get, or ignore from birth.
public final class Signals {
  private static final List<String> NUMBERED = List.of("", "HUP", "INT");

  private Signals() {}

  /// Whether a child gets it. A shell lets what it starts in the background ignore SIGINT, and
  /// `nohup` SIGHUP; children inherit that, and a JVM abides by it.
  ///
  /// @param signal HUP or INT; any other is taken for one that is heard
  public static boolean heard(String signal) throws IOException {
    int number = NUMBERED.indexOf(signal);
    String ignored =
        Files.readAllLines(Path.of("/proc/self/status")).stream()
            .filter(line -> line.startsWith("SigIgn:"))
            .map(line -> line.substring("SigIgn:".length()).strip())
            .findFirst()
            .orElse("0");
    return number <= 0 || (Long.parseUnsignedLong(ignored, 16) >> (number - 1) & 1) == 0;
  }
}
