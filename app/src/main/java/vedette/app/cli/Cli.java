package vedette.app.cli;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Finds the command that was asked for, runs it, and says how it ended.
///
/// Only the class of that one command is loaded.
public final class Cli {
  private final List<Verb> verbs;
  private final String version;
  private final PrintStream out;
  private final PrintStream err;

  /// @param verbs in the order in which they are listed
  /// @param version what `--version` prints
  /// @param out for what was asked for; not closed
  /// @param err for everything else; not closed
  public Cli(List<Verb> verbs, String version, PrintStream out, PrintStream err) {
    this.verbs = List.copyOf(verbs);
    this.version = version;
    this.out = out;
    this.err = err;
  }

  /// Runs one command line on the calling thread.
  ///
  /// @param args the words after the program's name
  /// @return one of [ExitCode]
  public int run(String... args) {
    List<String> words = List.of(args);
    boolean debug = has(words, "--debug");
    Complaints complaints = new Complaints(err, debug);
    int first = 0;
    while (first < words.size() && words.get(first).equals("--debug")) {
      first++;
    }
    if (first == words.size()) {
      print(err, Help.ofProgram(verbs));
      return ExitCode.REFUSED;
    }
    String word = words.get(first);
    List<String> rest = words.subList(first + 1, words.size());
    return switch (word) {
      case "--help", "-h" -> print(out, Help.ofProgram(verbs));
      case "help" ->
          rest.isEmpty()
              ? print(out, Help.ofProgram(verbs))
              : run(rest.getFirst(), List.of("--help"), complaints);
      case "--version", "-V" -> print(out, "vedette " + version + "\n");
      default -> run(word, rest, complaints);
    };
  }

  private int run(String name, List<String> words, Complaints complaints) {
    Optional<Verb> verb = verbs.stream().filter(v -> v.name().equals(name)).findFirst();
    if (verb.isEmpty()) {
      String what = name.startsWith("-") ? "option" : "command";
      String hint = Nearest.hint(name, verbs.stream().map(Verb::name).toList());
      return complaints.usage("no such " + what + ": '" + name + "'." + hint, "vedette --help");
    }
    try {
      Command command = verb.get().maker().get();
      if (has(words, "--help") || has(words, "-h")) {
        return print(out, Help.ofCommand(name, command));
      }
      List<String> own = withoutDebug(words);
      return command.run(Arguments.parse(command.options(), own), out, err);
    } catch (UsageException e) {
      return complaints.usage(e, "vedette " + name + " --help");
    } catch (Exception | LinkageError | StackOverflowError | OutOfMemoryError e) {
      return complaints.failure(e);
    }
  }

  /// Whether the word is there, and as an option: not behind `--`.
  private static boolean has(List<String> words, String word) {
    return beforeOperands(words).contains(word);
  }

  private static List<String> withoutDebug(List<String> words) {
    int options = beforeOperands(words).size();
    List<String> kept = new ArrayList<>(words);
    kept.subList(0, options).removeIf("--debug"::equals);
    return kept;
  }

  private static List<String> beforeOperands(List<String> words) {
    int end = words.indexOf("--");
    return end < 0 ? words : words.subList(0, end);
  }

  private static int print(PrintStream stream, String text) {
    stream.print(text);
    stream.flush();
    return ExitCode.OK;
  }
}
