package vedette.app.config;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import vedette.event.Selection;

/// The values of a section by name. The getters trust [Settings]: what they are asked for has been
/// read as that kind.
final class Values {
  private final Map<String, Value> byName = new LinkedHashMap<>();

  void put(String name, Value value) {
    byName.put(name, value);
  }

  Optional<Value> get(String name) {
    return Optional.ofNullable(byName.get(name));
  }

  Values section(String name) {
    return (Values) required(name);
  }

  long whole(String name) {
    return (Long) required(name);
  }

  boolean truth(String name) {
    return (Boolean) required(name);
  }

  Duration span(String name) {
    return (Duration) required(name);
  }

  String text(String name) {
    return (String) required(name);
  }

  Selection select(String name) {
    return (Selection) required(name);
  }

  <E extends Enum<E>> E choice(String name, Class<E> type) {
    return type.cast(required(name));
  }

  Optional<String> known(String name) {
    return get(name).map(v -> (String) v.value());
  }

  Optional<Path> path(String name) {
    return get(name).map(v -> (Path) v.value());
  }

  Optional<URI> url(String name) {
    return get(name).map(v -> (URI) v.value());
  }

  Optional<Secret> secret(String name) {
    return get(name).map(v -> (Secret) v.value());
  }

  List<Value> list(String name) {
    return get(name).map(Values::elements).orElse(List.of());
  }

  List<String> texts(String name) {
    return list(name).stream().map(v -> (String) v.value()).toList();
  }

  static List<Value> elements(Value value) {
    return ((List<?>) value.value()).stream().map(v -> (Value) v).toList();
  }

  private Object required(String name) {
    return get(name).orElseThrow(() -> new IllegalStateException("no setting " + name)).value();
  }
}
