package vedette.app.cli;

import java.io.PrintStream;
import java.util.List;
import java.util.Optional;

/// Finds the command that was asked for, runs it, and says how it ended.
///
/// The first word is looked up in a table without a parser, because the parser costs more time than
/// all the rest of `--help`: picocli is loaded when a command runs, and sees only that command.
public final class Cli {
  private final List<Command> commands;
  private final String version;
  private final PrintStream out;
  private final PrintStream err;

  /// @param commands in the order in which they are listed
  /// @param version what `--version` prints
  /// @param out for what was asked for; not closed
  /// @param err for everything else; not closed
  public Cli(List<Command> commands, String version, PrintStream out, PrintStream err) {
    this.commands = List.copyOf(commands);
    this.version = version;
    this.out = out;
    this.err = err;
  }

  /// Runs one command line on the calling thread.
  ///
  /// @param args the words after the program's name
  /// @return one of [ExitCode], or what the command returned
  public int run(String... args) {
    List<String> words = List.of(args);
    Complaints complaints = new Complaints(err, words.contains("--debug"));
    int first = 0;
    while (first < words.size() && words.get(first).equals("--debug")) {
      first++;
    }
    if (first == words.size()) {
      err.print(help());
      err.flush();
      return ExitCode.REFUSED;
    }
    String word = words.get(first);
    List<String> rest = words.subList(first + 1, words.size());
    return switch (word) {
      case "--help", "-h" -> print(help());
      case "help" ->
          rest.isEmpty() ? print(help()) : run(rest.getFirst(), List.of("--help"), complaints);
      case "--version", "-V" -> print("vedette " + version + "\n");
      default -> run(word, rest, complaints);
    };
  }

  private int run(String name, List<String> rest, Complaints complaints) {
    Optional<Command> named = commands.stream().filter(c -> c.name().equals(name)).findFirst();
    if (named.isEmpty()) {
      return complaints.usage(unknown(name), "vedette --help");
    }
    try {
      return Parsed.run(named.get(), rest, out, complaints);
    } catch (Exception | LinkageError | StackOverflowError | OutOfMemoryError e) {
      return complaints.failure(e);
    }
  }

  private int print(String text) {
    out.print(text);
    out.flush();
    return ExitCode.OK;
  }

  private String unknown(String name) {
    String what = name.startsWith("-") ? "option" : "command";
    String nearest =
        Nearest.to(name, commands.stream().map(Command::name).toList())
            .map(c -> " Did you mean '" + c + "'?")
            .orElse("");
    return "no such " + what + ": '" + name + "'." + nearest;
  }

  private String help() {
    StringBuilder text = new StringBuilder(512);
    text.append(
        """
        Usage: vedette [--debug] COMMAND [OPTIONS]
        Stands watch over self-hosted blockchain nodes.

        Commands:
        """);
    int width = commands.stream().mapToInt(c -> c.name().length()).max().orElse(0);
    for (Command command : commands) {
      text.append("  ").append(command.name());
      text.repeat(' ', width - command.name().length() + 2).append(command.summary()).append('\n');
    }
    text.append(
        """

          -h, --help     shows this; 'vedette COMMAND --help' explains a command
          -V, --version  prints the version
              --debug    adds details and stack traces to errors

        Exit code: 0 done, 1 failed and a retry may help, 2 failed and a retry will not help.
        """);
    return text.toString();
  }
}
