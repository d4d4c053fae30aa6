package vedette.app.config;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// Where files are, by the conventions of XDG and systemd.
///
/// @param file the configuration, if there is one
/// @param stateDirectory what [Config#directory] is unless set
record Places(Path home, Optional<Path> file, Path stateDirectory) {

  static Places of(ConfigSource source) {
    Map<String, String> environment = source.environment();
    Path home = Path.of(environment.getOrDefault("HOME", "/"));
    return new Places(
        home,
        source.file().or(() -> searched(source, home).stream().filter(Files::exists).findFirst()),
        stateDirectory(environment, home));
  }

  /// The usual places, first come first served.
  static List<Path> searched(ConfigSource source, Path home) {
    return List.of(
        source.folder().resolve("vedette.yaml"),
        absolute(source.environment(), "XDG_CONFIG_HOME")
            .orElse(home.resolve(".config"))
            .resolve("vedette/vedette.yaml"),
        Path.of("/etc/vedette/vedette.yaml"));
  }

  private static Path stateDirectory(Map<String, String> environment, Path home) {
    // systemd gives several parted by colons if the unit has several; the first is ours.
    return Stream.of(environment.getOrDefault("STATE_DIRECTORY", "").split(":", 2)[0])
        .filter(s -> s.startsWith("/"))
        .map(Path::of)
        .findFirst()
        .or(() -> absolute(environment, "XDG_STATE_HOME").map(p -> p.resolve("vedette")))
        .orElse(home.resolve(".local/state/vedette"));
  }

  /// The specification says that relative ones are to be ignored.
  private static Optional<Path> absolute(Map<String, String> environment, String name) {
    return Optional.ofNullable(environment.get(name)).filter(s -> s.startsWith("/")).map(Path::of);
  }
}
