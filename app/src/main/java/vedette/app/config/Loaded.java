package vedette.app.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// A configuration and where each of its values came from.
///
/// @param file the file that was read, if any
/// @param settings every value, in the order of docs/configuration.md
@SuppressWarnings({"DoNotCallSuggester", "UnusedVariable"}) // not written yet
public record Loaded(Config config, Optional<Path> file, List<Effective> settings) {

  /// Reads it.
  ///
  /// @throws ConfigException with everything that is wrong
  public static Loaded from(ConfigSource source) {
    throw new UnsupportedOperationException("later " + source);
  }

  /// A value that counts.
  ///
  /// @param path such as `web.port` or `nodes[0].rpc`
  /// @param value as it would be written; secrets as the reference to them
  /// @param origin `default`, `vedette.yaml:3`, `command line`, `environment VEDETTE_WEB_PORT`
  public record Effective(String path, String value, String origin) {}
}
