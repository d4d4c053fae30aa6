package vedette.app.tap;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/// What standard output is.
///
/// @param is whether it is a terminal
/// @param wantsColour whether its user wants colours (https://no-color.org)
/// @param columns its width, 0 if not known
record Terminal(boolean is, boolean wantsColour, int columns) {

  /// Finds out, without loading the JDK's console: that would take longer than all the rest.
  static Terminal ofStandardOutput(Map<String, String> environment) {
    return new Terminal(
        isTerminal("/proc/self/fd/1"),
        environment.getOrDefault("NO_COLOR", "").isEmpty()
            && !environment.getOrDefault("TERM", "").equals("dumb"),
        Integer.getInteger("vedette.columns", 0));
  }

  private static boolean isTerminal(String descriptor) {
    try {
      String device = Files.readSymbolicLink(Path.of(descriptor)).toString();
      return device.startsWith("/dev/pts/")
          || device.startsWith("/dev/tty")
          || device.equals("/dev/console");
    } catch (IOException closed) {
      return false;
    }
  }
}
