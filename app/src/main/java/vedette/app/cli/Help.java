package vedette.app.cli;

import java.util.ArrayList;
import java.util.List;

/// Writes the help pages. Plain text, no colours, at most 100 columns.
final class Help {
  private static final int WIDTH = 100;
  private static final OptionGroup COMMON =
      OptionGroup.of(
          "Always",
          Option.flag("--debug", "adds details and stack traces to errors"),
          Option.flag("--help", "shows this"));

  private Help() {}

  /// What `vedette --help` shows.
  static String ofProgram(List<Verb> verbs) {
    StringBuilder text = new StringBuilder(1024);
    text.append("Usage: vedette COMMAND [OPTIONS]\n");
    text.append("Stands watch over self-hosted blockchain nodes.\n\nCommands:\n");
    List<Row> rows = new ArrayList<>();
    verbs.forEach(verb -> rows.add(new Row(verb.name(), verb.summary())));
    rows.add(new Row("help", "shows this; 'vedette help COMMAND' explains a command"));
    append(text, rows);
    text.append("\nOptions:\n");
    append(
        text,
        List.of(
            new Row("--debug", "adds details and stack traces to errors"),
            new Row("-h, --help", "shows this; 'vedette COMMAND --help' explains a command"),
            new Row("-V, --version", "shows the version")));
    text.append("\nExit code: 0 done, 1 failed and a retry may help, ");
    return text.append("2 failed and a retry will not help.\n").toString();
  }

  /// What `vedette COMMAND --help` shows.
  static String ofCommand(String name, Command command) {
    StringBuilder text = new StringBuilder(4096);
    text.append("Usage: vedette ").append(name).append(" [OPTIONS]");
    if (!command.operands().isEmpty()) {
      text.append(' ').append(command.operands());
    }
    text.append('\n').append(command.about().strip()).append('\n');
    List<OptionGroup> groups = new ArrayList<>(command.options());
    groups.add(COMMON);
    for (OptionGroup group : groups) {
      text.append('\n').append(group.title()).append(":\n");
      append(text, group.options().stream().map(Row::of).toList());
    }
    return text.toString();
  }

  private record Row(String left, String right) {
    static Row of(Option option) {
      String value = option.takesValue() ? " " + option.value() : "";
      String more =
          switch (option.times()) {
            case ONCE -> "";
            case REPEATED -> "...";
            case LISTED -> ",...";
          };
      return new Row(option.name() + value + more, option.help());
    }
  }

  private static void append(StringBuilder text, List<Row> rows) {
    int column = rows.stream().mapToInt(row -> row.left().length()).max().orElse(0) + 4;
    for (Row row : rows) {
      int lineStart = text.length();
      text.append("  ").append(row.left());
      for (String word : row.right().split(" ", -1)) {
        int used = text.length() - lineStart;
        if (used + 1 + word.length() > WIDTH) {
          text.append('\n');
          lineStart = text.length();
          used = 0;
        }
        text.repeat(' ', Math.max(1, column - used)).append(word);
      }
      text.append('\n');
    }
  }
}
