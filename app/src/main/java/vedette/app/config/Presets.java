package vedette.app.config;

import java.util.List;

/// Fills in what was not set.
final class Presets {
  private Presets() {}

  static void fill(Kind.Section section, Values values, Scalars scalars) {
    for (Setting setting : section.settings()) {
      switch (setting.kind()) {
        case Kind.Section inner -> {
          if (values.get(setting.name()).isEmpty()) {
            values.put(setting.name(), Value.preset(new Values()));
          }
          fill(inner, values.section(setting.name()), scalars);
        }
        case Kind.Many(Kind.Section inner, int _) -> {
          for (Value element : values.list(setting.name())) {
            fill(inner, (Values) element.value(), scalars);
          }
        }
        default ->
            setting
                .preset()
                .filter(_ -> values.get(setting.name()).isEmpty())
                .ifPresent(
                    text -> values.put(setting.name(), Value.preset(read(setting, text, scalars))));
      }
    }
  }

  private static Object read(Setting setting, String text, Scalars scalars) {
    try {
      return scalars.read(setting.kind(), text);
    } catch (Unfit e) {
      throw new IllegalStateException("the default of " + setting.name() + " " + e.text(), e);
    }
  }

  /// The effective values of a section in the order of [Settings].
  static void list(Kind.Section section, Values values, String path, List<Loaded.Effective> into) {
    for (Setting setting : section.settings()) {
      values
          .get(setting.name())
          .ifPresent(value -> list(setting.kind(), value, path + setting.name(), into));
    }
  }

  private static void list(Kind kind, Value value, String path, List<Loaded.Effective> into) {
    switch (kind) {
      case Kind.Section inner -> list(inner, (Values) value.value(), path + ".", into);
      case Kind.Many(Kind.Section inner, int _) -> {
        int index = 0;
        for (Value element : Values.elements(value)) {
          list(inner, (Values) element.value(), path + "[" + index++ + "].", into);
        }
      }
      case Kind.Many(Kind of, int _) ->
          into.add(
              new Loaded.Effective(
                  path,
                  "["
                      + String.join(
                          ", ",
                          Values.elements(value).stream().map(v -> written(of, v.value())).toList())
                      + "]",
                  value.origin()));
      default -> into.add(new Loaded.Effective(path, written(kind, value.value()), value.origin()));
    }
  }

  private static String written(Kind kind, Object value) {
    return switch (value) {
      case java.time.Duration span -> Units.span(span);
      case Long number when kind instanceof Kind.Size -> Units.size(number);
      case Enum<?> constant -> Kind.Choice.word(constant);
      case Secret secret -> secret.written();
      default -> {
        String text = Unfit.printable(value.toString());
        yield text.isEmpty() || text.contains("#") || text.contains(": ")
            ? "'" + text.replace("'", "''") + "'"
            : text;
      }
    };
  }
}
