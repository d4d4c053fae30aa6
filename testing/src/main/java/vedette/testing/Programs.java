package vedette.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/// Programs that are installed here, or are not.
public final class Programs {
  private Programs() {}

  /// Looks on the path and, as Debian keeps servers there, in `/usr/sbin`.
  public static Optional<Path> find(String program) {
    return Stream.of((System.getenv().getOrDefault("PATH", "") + ":/usr/sbin").split(":", -1))
        .map(folder -> Path.of(folder, program))
        .filter(Files::isExecutable)
        .findFirst();
  }

  /// Runs a program, whatever it prints.
  ///
  /// @return whether it ended well; false if there is none of this name
  public static boolean succeeds(String... command) throws InterruptedException {
    try {
      return new ProcessBuilder(command)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start()
              .waitFor()
          == 0;
    } catch (IOException absent) {
      return false;
    }
  }
}
