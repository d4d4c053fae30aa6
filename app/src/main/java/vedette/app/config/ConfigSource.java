package vedette.app.config;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/// Where settings come from, strongest first: command line, environment, file.
///
/// @param file the file that was named on the command line; empty: the usual places are looked at
/// @param environment variables by name; `VEDETTE_WEB_PORT` is the setting `web.port`
/// @param commandLine setting, such as `web.port` → its text
/// @param folder where relative names on the command line and `./vedette.yaml` belong
public record ConfigSource(
    Optional<Path> file,
    Map<String, String> environment,
    Map<String, String> commandLine,
    Path folder) {
  /// Keeps its own maps.
  public ConfigSource {
    environment = Map.copyOf(environment);
    commandLine = Map.copyOf(commandLine);
  }
}
