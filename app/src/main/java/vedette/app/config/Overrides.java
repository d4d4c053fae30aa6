package vedette.app.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Sets values from the environment and the command line over those of the file.
///
/// Lists of single values are parted by commas; sections in lists and secrets cannot be set so.
final class Overrides {
  static final String PREFIX = "VEDETTE_";

  private final Scalars scalars;
  private final List<Problem> problems;

  Overrides(Scalars scalars, List<Problem> problems) {
    this.scalars = scalars;
    this.problems = problems;
  }

  /// Every setting that can be set with one text: path → setting.
  static Map<String, Setting> paths() {
    Map<String, Setting> all = new java.util.LinkedHashMap<>();
    collect(Settings.ALL, "", all);
    return all;
  }

  private static void collect(Kind.Section section, String path, Map<String, Setting> into) {
    for (Setting setting : section.settings()) {
      switch (setting.kind()) {
        case Kind.Section inner -> collect(inner, path + setting.name() + ".", into);
        case Kind.Many(Kind.Section _, int _) -> {}
        case Kind.Hidden _ -> {}
        default -> into.put(path + setting.name(), setting);
      }
    }
  }

  /// `web.trusted-proxies` → `VEDETTE_WEB_TRUSTED_PROXIES`.
  static String variable(String path) {
    return PREFIX + path.replace('.', '_').replace('-', '_').toUpperCase(Locale.ROOT);
  }

  void environment(Values values, Map<String, String> environment) {
    paths()
        .forEach((path, setting) -> {
          String text = environment.get(variable(path));
          if (text != null) {
            set(values, path, setting, text, "environment " + variable(path));
          }
        });
  }

  void commandLine(Values values, Map<String, String> given) {
    Map<String, Setting> known = paths();
    given.forEach((path, text) -> {
      Setting setting = known.get(path);
      if (setting == null) {
        problems.add(
            new Problem(
                "command line",
                0,
                0,
                Unfit.shown(path) + ": no such setting" + Unfit.nearest(path, known.keySet()),
                ""));
      } else {
        set(values, path, setting, text, "command line");
      }
    });
  }

  private void set(Values values, String path, Setting setting, String text, String origin) {
    try {
      Value value = new Value(read(setting.kind(), text, origin), origin, 0, 0);
      Values into = values;
      String[] names = path.split("\\.", -1);
      for (int i = 0; i < names.length - 1; i++) {
        into = sectionOf(into, names[i], origin);
      }
      into.put(setting.name(), value);
    } catch (Unfit e) {
      problems.add(new Problem(origin, 0, 0, path + " " + e.text(), ""));
    }
  }

  private Object read(Kind kind, String text, String origin) throws Unfit {
    if (!(kind instanceof Kind.Many(Kind of, int most))) {
      return scalars.read(kind, text);
    }
    List<Value> values = new ArrayList<>();
    for (String part : text.isBlank() ? new String[0] : text.split(",", most + 1)) {
      values.add(new Value(scalars.read(of, part.strip()), origin, 0, 0));
    }
    if (values.size() > most) {
      throw new Unfit("may have " + most + " entries");
    }
    return List.copyOf(values);
  }

  private static Values sectionOf(Values values, String name, String origin) {
    Optional<Value> there = values.get(name);
    if (there.isPresent()) {
      return (Values) there.get().value();
    }
    Values made = new Values();
    values.put(name, new Value(made, origin, 0, 0));
    return made;
  }
}
