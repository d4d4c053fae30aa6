package vedette.app.config;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.nodes.Node;

/// A configuration and where each of its values came from.
///
/// @param file the file that was read, if any
/// @param settings every value, in the order of docs/configuration.md
public record Loaded(Config config, Optional<Path> file, List<Effective> settings) {
  private static final Pattern VARIABLE = Pattern.compile("\\{env: ([^}]+)}");

  /// Keeps its own list.
  public Loaded {
    settings = List.copyOf(settings);
  }

  /// A value that counts.
  ///
  /// @param path such as `web.port` or `nodes[0].rpc`
  /// @param value as it would be written; secrets as the reference to them
  /// @param origin `default`, `vedette.yaml:3`, `command line`, `environment VEDETTE_WEB_PORT`
  public record Effective(String path, String value, String origin) {}

  /// The variables of the environment that hold secrets.
  public List<String> variablesWithSecrets() {
    return settings.stream()
        .map(setting -> VARIABLE.matcher(setting.value()))
        .flatMap(Matcher::results)
        .map(found -> found.group(1))
        .distinct()
        .toList();
  }

  /// Reads it: the file that is named, or the first of the usual places that there is, or none.
  ///
  /// @throws ConfigException with everything that is wrong
  public static Loaded from(ConfigSource source) {
    Places places = Places.of(source);
    Optional<Path> file = places.file();
    String text = file.map(Loaded::text).orElse("");
    return from(text, file, places, source);
  }

  static Loaded from(String text, Optional<Path> file, Places places, ConfigSource source) {
    Path folder = file.map(Path::toAbsolutePath).map(Path::getParent).orElse(source.folder());
    Scalars scalars = new Scalars(folder, places.home());
    YamlText yaml = new YamlText(file.map(Path::toString).orElse("vedette.yaml"), text);
    Optional<Node> root = yaml.root();
    Values values =
        root.map(node -> new Binder(yaml, scalars).section(Settings.ALL, node, ""))
            .orElseGet(Values::new);
    Overrides overrides =
        new Overrides(new Scalars(source.folder(), places.home()), yaml.problems());
    overrides.environment(values, source.environment());
    overrides.commandLine(values, source.commandLine());
    Presets.fill(Settings.ALL, values, scalars);
    ConfigBuilder builder = new ConfigBuilder(yaml);
    builder.check(values);
    new References(SecretsSettings.build(values), yaml).bind(Settings.ALL, values, "");
    if (!yaml.problems().isEmpty()) {
      throw new ConfigException(yaml.problems());
    }
    values
        .get("directory")
        .ifPresentOrElse(
            _ -> {}, () -> values.put("directory", Value.preset(places.stateDirectory())));
    Config config = builder.build(values, places.stateDirectory());
    List<Effective> settings = new ArrayList<>();
    Presets.list(Settings.ALL, values, "", settings);
    return new Loaded(config, file, settings);
  }

  private static String text(Path file) {
    try (var in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(YamlText.LARGEST + 1);
      if (bytes.length > YamlText.LARGEST) {
        throw new ConfigException(
            file + ": expected at most " + Units.size(YamlText.LARGEST) + ". Found: more.");
      }
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw new ConfigException(file + ": expected UTF-8. Found: other bytes.", e);
    } catch (IOException e) {
      throw new ConfigException(
          file + ": expected a readable file. Found: " + Unfit.why(e) + ".", e);
    }
  }
}
