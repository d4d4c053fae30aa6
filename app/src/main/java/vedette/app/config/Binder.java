package vedette.app.config;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/// Reads YAML nodes as settings. Goes on after a mistake, so that all of them are told at once.
final class Binder {
  private final YamlText yaml;
  private final Scalars scalars;

  Binder(YamlText yaml, Scalars scalars) {
    this.yaml = yaml;
    this.scalars = scalars;
  }

  /// The settings of a section that are there.
  Values section(Kind.Section kind, Node node, String path) {
    Values values = new Values();
    if (isNothing(node)) {
      // A section whose settings are all commented out.
      return values;
    }
    if (!(node instanceof MappingNode mapping)) {
      yaml.problem(node.getStartMark(), named(path) + "must hold settings, key: value");
      return values;
    }
    Map<String, Mark> seen = new HashMap<>();
    for (NodeTuple tuple : mapping.getValue()) {
      key(tuple, seen, path)
          .flatMap(name -> setting(kind, name, tuple, path))
          .ifPresent(setting ->
              value(setting.kind(), tuple.getValueNode(), path + setting.name())
                  .ifPresent(value -> values.put(setting.name(), value)));
    }
    for (Setting setting : kind.settings()) {
      if (setting.required() && !seen.containsKey(setting.name())) {
        yaml.problem(node.getStartMark(), path + setting.name() + " is missing");
      }
    }
    return values;
  }

  private Optional<String> key(NodeTuple tuple, Map<String, Mark> seen, String path) {
    Node node = tuple.getKeyNode();
    if (!(node instanceof ScalarNode scalar)) {
      yaml.problem(node.getStartMark(), named(path) + "must have plain keys");
      return Optional.empty();
    }
    String name = scalar.getValue();
    Optional<Mark> mark = node.getStartMark();
    Mark before = seen.get(name);
    if (before != null) {
      yaml.problem(
          mark,
          path + Unfit.shown(name) + " is set twice, first in line " + (before.getLine() + 1));
      return Optional.empty();
    }
    mark.ifPresent(m -> seen.put(name, m));
    return Optional.of(name);
  }

  private Optional<Setting> setting(Kind.Section kind, String name, NodeTuple tuple, String path) {
    Optional<Setting> found =
        kind.settings().stream().filter(s -> s.name().equals(name)).findFirst();
    if (found.isEmpty()) {
      List<String> names = kind.settings().stream().map(s -> path + s.name()).toList();
      Node key = tuple.getKeyNode();
      // What stands behind it is not shown: it may be a secret under a mistyped name.
      yaml.problem(
          key.getStartMark(),
          path + Unfit.shown(name) + ": no such setting" + Unfit.nearest(path + name, names),
          key.getEndMark().map(Mark::getColumn).orElse(0));
    }
    return found;
  }

  private Optional<Value> value(Kind kind, Node node, String path) {
    return switch (kind) {
      case Kind.Section section -> Optional.of(at(node, section(section, node, path + ".")));
      case Kind.Many many -> many(many, node, path);
      case Kind.Hidden _ when node instanceof MappingNode mapping -> secret(mapping, path);
      default -> scalar(kind, node, path);
    };
  }

  private Optional<Value> many(Kind.Many many, Node node, String path) {
    if (isNothing(node)) {
      return Optional.of(at(node, List.<Value>of()));
    }
    if (!(node instanceof SequenceNode sequence)) {
      yaml.problem(node.getStartMark(), path + " must be a list");
      return Optional.empty();
    }
    if (sequence.getValue().size() > many.most()) {
      yaml.problem(
          node.getStartMark(),
          path + " may have " + many.most() + " entries, has " + sequence.getValue().size());
      return Optional.empty();
    }
    List<Value> values = new ArrayList<>();
    int index = 0;
    for (Node element : sequence.getValue()) {
      value(many.of(), element, path + "[" + index++ + "]").ifPresent(values::add);
    }
    return Optional.of(at(node, List.copyOf(values)));
  }

  private Optional<Value> secret(MappingNode node, String path) {
    if (node.getValue().size() == 1
        && node.getValue().getFirst().getKeyNode() instanceof ScalarNode key
        && node.getValue().getFirst().getValueNode() instanceof ScalarNode target
        && !isNothing(target)) {
      try {
        Optional<Secret> secret = SecretReference.read(key.getValue(), target.getValue(), scalars);
        if (secret.isPresent()) {
          return Optional.of(at(node, secret.get()));
        }
      } catch (Unfit e) {
        yaml.problem(target.getStartMark(), path + "." + key.getValue() + " " + e.text());
        return Optional.empty();
      }
    }
    yaml.problem(
        node.getStartMark(), path + " must be one of " + SecretReference.FORMS, column(node));
    return Optional.empty();
  }

  private Optional<Value> scalar(Kind kind, Node node, String path) {
    try {
      if (!(node instanceof ScalarNode scalar)) {
        throw new Unfit("must be a single value");
      }
      if (isNothing(node)) {
        throw new Unfit("has no value; set one, or remove the line");
      }
      return Optional.of(at(node, scalars.read(kind, scalar.getValue())));
    } catch (Unfit e) {
      yaml.problem(
          node.getStartMark(),
          path + " " + e.text(),
          e.secret() ? column(node) : Integer.MAX_VALUE);
      return Optional.empty();
    }
  }

  private Value at(Node node, Object value) {
    Optional<Mark> mark = node.getStartMark();
    return new Value(
        value,
        yaml.origin(mark),
        mark.map(Mark::getLine).orElse(0) + 1,
        mark.map(Mark::getColumn).orElse(0) + 1);
  }

  private static int column(Node node) {
    return node.getStartMark().map(Mark::getColumn).orElse(0);
  }

  /// Nothing behind the colon, `~` or `null`; a quoted text is never nothing.
  private static boolean isNothing(Node node) {
    return node instanceof ScalarNode scalar
        && scalar.isPlain()
        && List.of("", "~", "null").contains(scalar.getValue());
  }

  private static String named(String path) {
    return path.isEmpty() ? "the file " : path.substring(0, path.length() - 1) + " ";
  }
}
