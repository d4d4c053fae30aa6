package vedette.app.config;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// Where a secret stands. The configuration never holds one itself, so that the file may be shown,
/// copied and kept under version control.
public sealed interface Secret {
  /// More than this is no password.
  int LONGEST = 4_096;

  /// The first line of a file.
  record InFile(Path path) implements Secret {}

  /// A variable of the environment.
  record InEnvironment(String name) implements Secret {}

  /// Reads it now, so that a changed file counts at the next use.
  ///
  /// @throws ConfigException if it is not there, empty or too long
  default String read() {
    return read(System::getenv);
  }

  /// Reads it now.
  ///
  /// @param environment name → value, null if there is none
  /// @throws ConfigException if it is not there, empty or too long
  default String read(UnaryOperator<@Nullable String> environment) {
    String text =
        switch (this) {
          case InFile(Path path) -> firstLine(path);
          case InEnvironment(String name) -> {
            String value = environment.apply(name);
            if (value == null) {
              throw new ConfigException(
                  "environment variable " + name + ": expected a secret. Found: not set.");
            }
            yield value;
          }
        };
    if (text.isEmpty() || text.length() > LONGEST) {
      throw new ConfigException(
          this
              + ": expected a secret of 1 to "
              + LONGEST
              + " characters. Found: "
              + text.length()
              + ".");
    }
    return text;
  }

  private static String firstLine(Path path) {
    try (var in = Files.newInputStream(path)) {
      String text = new String(in.readNBytes(LONGEST + 2), StandardCharsets.UTF_8);
      int end = text.indexOf('\n');
      return (end < 0 ? text : text.substring(0, end)).strip();
    } catch (IOException e) {
      throw new ConfigException(path + ": expected a file with a secret. Found: " + e + ".", e);
    }
  }
}
