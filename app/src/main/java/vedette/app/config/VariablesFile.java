package vedette.app.config;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/// Variables in a file of lines `NAME=value`, or in the services of a compose file.
///
/// In a compose file `${NAME}` and `${NAME:-default}` are replaced as compose does: by what the
/// file `.env` beside it says, or the environment.
final class VariablesFile {
  private static final Pattern LINE =
      Pattern.compile("\\s*(?:export\\s+)?([A-Za-z_][A-Za-z0-9_]*)\\s*=\\s*(.*?)\\s*");
  private static final Pattern NAMED =
      Pattern.compile("\\$\\{([A-Za-z_][A-Za-z0-9_]*)(?::?-([^}]*))?}|\\$([A-Za-z_][A-Za-z0-9_]*)");

  private final Map<String, String> environment;

  VariablesFile(Map<String, String> environment) {
    this.environment = environment;
  }

  /// Every variable of the file.
  ///
  /// @throws ConfigException if it cannot be read; never repeats a line of it
  Map<String, String> read(Path file) {
    String name = String.valueOf(file.getFileName());
    String text = text(file);
    return name.endsWith(".yml") || name.endsWith(".yaml") ? compose(file, text) : lines(text);
  }

  private static String text(Path file) {
    try (var in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(YamlText.LARGEST + 1);
      if (bytes.length > YamlText.LARGEST) {
        throw new ConfigException(
            file + ": expected at most " + Units.size(YamlText.LARGEST) + ". Found: more.");
      }
      return new String(bytes, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new ConfigException(
          file + ": expected a readable file. Found: " + Unfit.why(e) + ".", e);
    }
  }

  private static Map<String, String> lines(String text) {
    Map<String, String> all = new LinkedHashMap<>();
    for (String line : text.lines().toList()) {
      Matcher parts = LINE.matcher(line);
      if (!line.strip().startsWith("#") && parts.matches()) {
        all.put(parts.group(1), unquoted(parts.group(2)));
      }
    }
    return all;
  }

  private static String unquoted(String value) {
    for (String quote : List.of("\"", "'")) {
      if (value.length() > 1 && value.startsWith(quote) && value.endsWith(quote)) {
        return value.substring(1, value.length() - 1);
      }
    }
    int comment = value.indexOf(" #");
    return comment < 0 ? value : value.substring(0, comment).strip();
  }

  private Map<String, String> compose(Path file, String text) {
    YamlText yaml = new YamlText(file.toString(), text);
    Optional<Node> root = yaml.root();
    if (!yaml.problems().isEmpty()) {
      Problem first = yaml.problems().getFirst();
      // Without the line: it may hold a secret.
      throw new ConfigException("%s:%d: %s".formatted(file, first.line(), first.message()));
    }
    Path beside = file.resolveSibling(".env");
    Map<String, String> known = new LinkedHashMap<>();
    if (Files.isRegularFile(beside)) {
      known.putAll(lines(text(beside)));
    }
    known.putAll(environment);
    Map<String, String> all = new LinkedHashMap<>();
    for (NodeTuple service : entries(root.flatMap(node -> member(node, "services")))) {
      Optional<Node> variables = member(service.getValueNode(), "environment");
      for (NodeTuple variable : entries(variables)) {
        put(all, scalar(variable.getKeyNode()), scalar(variable.getValueNode()), known);
      }
      if (variables.orElse(null) instanceof SequenceNode list) {
        for (Node element : list.getValue()) {
          String[] parts = scalar(element).split("=", 2);
          put(all, parts[0], parts.length > 1 ? parts[1] : "${" + parts[0] + "}", known);
        }
      }
    }
    return all;
  }

  private static void put(
      Map<String, String> all, String name, String value, Map<String, String> known) {
    Matcher named = NAMED.matcher(value);
    String filled =
        named.replaceAll(found -> {
          String variable = found.group(1) == null ? found.group(3) : found.group(1);
          String preset = found.group(2) == null ? "" : found.group(2);
          String set = known.getOrDefault(variable, "");
          return Matcher.quoteReplacement(set.isEmpty() ? preset : set);
        });
    all.put(name, filled);
  }

  private static Optional<Node> member(Node node, String name) {
    return entries(Optional.of(node)).stream()
        .filter(tuple -> scalar(tuple.getKeyNode()).equals(name))
        .map(NodeTuple::getValueNode)
        .findFirst();
  }

  private static List<NodeTuple> entries(Optional<Node> node) {
    return node.orElse(null) instanceof MappingNode mapping
        ? new ArrayList<>(mapping.getValue())
        : List.of();
  }

  private static String scalar(Node node) {
    return node instanceof ScalarNode text ? text.getValue() : "";
  }
}
