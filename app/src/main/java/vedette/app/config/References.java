package vedette.app.config;

import java.util.List;
import java.util.Optional;
import vedette.app.config.SecretsSettings.OpenBaoSettings;

/// Tells every reference into OpenBao which OpenBao it is: in the file it may be named after them.
final class References {
  private final Optional<OpenBaoSettings> openbao;
  private final YamlText yaml;

  References(Optional<OpenBaoSettings> openbao, YamlText yaml) {
    this.openbao = openbao;
    this.yaml = yaml;
  }

  void bind(Kind.Section section, Values values, String path) {
    for (Setting setting : section.settings()) {
      values
          .get(setting.name())
          .ifPresent(value ->
              values.put(setting.name(), bound(setting.kind(), value, path + setting.name())));
    }
  }

  private Value bound(Kind kind, Value value, String path) {
    return switch (kind) {
      case Kind.Section inner -> {
        bind(inner, (Values) value.value(), path + ".");
        yield value;
      }
      case Kind.Many(Kind of, int _) -> {
        List<Value> elements =
            Values.elements(value).stream().map(it -> bound(of, it, path)).toList();
        yield new Value(elements, value.origin(), value.line(), value.column());
      }
      case Kind.Hidden _
          when value.value() instanceof Secret.InOpenBao(var at, var field, var _) -> {
        if (openbao.isEmpty()) {
          yaml.problem(value, path + " stands in OpenBao, but secrets.openbao.address is not set");
        }
        yield new Value(
            new Secret.InOpenBao(at, field, openbao), value.origin(), value.line(), value.column());
      }
      default -> value;
    };
  }
}
