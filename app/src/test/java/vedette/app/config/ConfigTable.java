package vedette.app.config;

/// Writes the table of settings in docs/configuration.md.
final class ConfigTable {
  private ConfigTable() {}

  static String markdown() {
    StringBuilder text =
        new StringBuilder("| Setting | Is | Unless set | What it does |\n|---|---|---|---|\n");
    rows(Settings.ALL, "", text);
    return text.toString();
  }

  private static void rows(Kind.Section section, String path, StringBuilder text) {
    for (Setting setting : section.settings()) {
      String name = path + setting.name();
      switch (setting.kind()) {
        case Kind.Section inner -> {
          text.append("| **`")
              .append(name)
              .append("`** | | | ")
              .append(setting.about())
              .append(" |\n");
          rows(inner, name + ".", text);
        }
        case Kind.Many(Kind.Section inner, int most) -> {
          text.append("| **`").append(name).append("`** | list, at most ").append(most);
          text.append(" | none | ").append(setting.about()).append(" |\n");
          rows(inner, name + "[].", text);
        }
        default -> {
          String preset =
              setting.required()
                  ? "must be set"
                  : setting.preset().filter(p -> !p.isEmpty()).map(p -> "`" + p + "`").orElse("");
          text.append("| `").append(name).append("` | ").append(is(setting.kind())).append(" | ");
          text.append(preset).append(" | ").append(setting.about()).append(" |\n");
        }
      }
    }
  }

  private static String is(Kind kind) {
    return switch (kind) {
      case Kind.Whole(long least, long most) -> least + "..." + most;
      case Kind.Truth _ -> "`true`, `false`";
      case Kind.Choice choice -> "`" + String.join("`, `", choice.words()) + "`";
      case Kind.Text(String _, String form) -> form;
      case Kind.Span(var least, var most) ->
          "time, " + Units.span(least) + " to " + Units.span(most);
      case Kind.Size(long least, long most, boolean _) ->
          "size, " + Units.size(least) + " to " + Units.size(most);
      case Kind.File _ -> "path";
      case Kind.Address _ -> "IP address";
      case Kind.Network _ -> "IP address or subnet";
      case Kind.Url _ -> "address";
      case Kind.Select _ -> "selection";
      case Kind.Hidden _ -> "reference to a secret";
      case Kind.Many(Kind of, int most) -> "list of " + is(of) + ", at most " + most;
      case Kind.Section _ -> "";
    };
  }
}
