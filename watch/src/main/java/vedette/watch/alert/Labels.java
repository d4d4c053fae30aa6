package vedette.watch.alert;

import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// Names and values that tell one series, or one alert of a rule, from the others.
///
/// @param values sorted by name
public record Labels(Map<String, String> values) {
  /// No label at all.
  public static final Labels NONE = new Labels(Map.of());

  /// Keeps its own map.
  public Labels {
    values = java.util.Collections.unmodifiableMap(new TreeMap<>(values));
  }

  /// Labels from name, value, name, value …
  public static Labels of(String... namesAndValues) {
    Map<String, String> all = new TreeMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      all.put(namesAndValues[i], namesAndValues[i + 1]);
    }
    return new Labels(all);
  }

  /// The value of a label, empty if there is none.
  public String get(String name) {
    return values.getOrDefault(name, "");
  }

  /// Only these of them.
  public Labels only(Collection<String> names) {
    if (names.containsAll(values.keySet())) {
      return this;
    }
    Map<String, String> some = new TreeMap<>();
    for (String name : names) {
      String value = values.get(name);
      if (value != null) {
        some.put(name, value);
      }
    }
    return new Labels(some);
  }

  /// Whether all of these labels have these values here.
  public boolean has(Map<String, String> wanted) {
    return wanted.entrySet().stream().allMatch(e -> e.getValue().equals(get(e.getKey())));
  }

  /// `{name="value",…}`, as Prometheus writes it; empty without labels.
  public String text() {
    return values.isEmpty()
        ? ""
        : values.entrySet().stream()
            .map(e -> e.getKey() + "=\"" + escaped(e.getValue()) + "\"")
            .collect(Collectors.joining(",", "{", "}"));
  }

  static String escaped(String value) {
    return value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
  }
}
