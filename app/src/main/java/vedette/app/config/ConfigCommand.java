package vedette.app.config;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import vedette.app.cli.Arguments;
import vedette.app.cli.Command;
import vedette.app.cli.ExitCode;
import vedette.app.cli.FailedException;
import vedette.app.cli.Option;
import vedette.app.cli.OptionGroup;
import vedette.app.cli.UsageException;

/// `vedette config`.
public final class ConfigCommand implements Command {
  private static final String IMPORT = "import-truebit";
  private static final List<String> ACTIONS = List.of("check", "show", "schema", IMPORT);

  private final Map<String, String> environment;

  /// Nothing is read yet.
  public ConfigCommand() {
    this(System.getenv());
  }

  ConfigCommand(Map<String, String> environment) {
    this.environment = environment;
  }

  @Override
  public String about() {
    return """
    check   reads the configuration and says everything that is wrong with it
    show    every setting that counts, and where it comes from; secrets stay out
    schema  the JSON Schema of vedette.yaml, for editors
    import-truebit [FILE]
            a vedette.yaml of the variables that set the TrueBit node monitor: of a file with
            lines NAME=value, of a compose file, or of the environment; what has changed goes to
            standard error, secrets stay out
    Exit code: 0 all well, 2 something is wrong with it.\
    """;
  }

  @Override
  public String operands() {
    return "check|show|schema|import-truebit [FILE]";
  }

  @Override
  public List<OptionGroup> options() {
    return List.of(
        OptionGroup.of(
            "Which configuration",
            Option.value(
                "--config",
                "FILE",
                "this file (default: the first of ./vedette.yaml,"
                    + " $XDG_CONFIG_HOME/vedette/vedette.yaml, /etc/vedette/vedette.yaml)"),
            Option.repeated("--set", "KEY=VALUE", "sets one, such as web.port=21001")));
  }

  @Override
  public int run(Arguments given, PrintStream out, PrintStream err) {
    List<String> words = given.operands();
    boolean known = !words.isEmpty() && ACTIONS.contains(words.getFirst());
    if (!known || words.size() > (words.getFirst().equals(IMPORT) ? 2 : 1)) {
      throw new UsageException(
          "expected one of check, show, schema, import-truebit. Found: '"
              + String.join(" ", words)
              + "'.");
    }
    if (words.getFirst().equals(IMPORT)) {
      return imported(words, out, err);
    }
    if (given.operands().getFirst().equals("schema")) {
      ConfigSchema.write(out);
      out.flush();
      return ExitCode.OK;
    }
    try {
      Loaded loaded = Loaded.from(source(given, environment));
      if (given.operands().getFirst().equals("show")) {
        show(loaded, out);
      } else {
        out.println(
            loaded
                .file()
                .map(f -> f + ": all well")
                .orElse("no file; every setting has its default"));
      }
      out.flush();
      return ExitCode.OK;
    } catch (ConfigException e) {
      err.println(e.getMessage());
      err.flush();
      return ExitCode.REFUSED;
    }
  }

  private int imported(List<String> words, PrintStream out, PrintStream err) {
    try {
      Map<String, String> variables =
          words.size() > 1
              ? new VariablesFile(environment).read(Path.of(words.get(1)))
              : environment;
      TruebitImport made = TruebitImport.of(variables);
      out.print(made.yaml());
      out.flush();
      made.notes().forEach(err::println);
      err.flush();
      return ExitCode.OK;
    } catch (ConfigException e) {
      err.println(e.getMessage());
      err.flush();
      return ExitCode.REFUSED;
    }
  }

  /// What `--config` and `--set` say; for every command that takes these options.
  ///
  /// @param environment variables by name
  /// @throws UsageException if a `--set` is no `KEY=VALUE`
  public static ConfigSource source(Arguments given, Map<String, String> environment) {
    Map<String, String> settings = new HashMap<>();
    for (String text : given.texts("--set")) {
      int equals = text.indexOf('=');
      if (equals < 1) {
        throw new UsageException("--set: expected KEY=VALUE. Found: '" + text + "'.");
      }
      settings.put(text.substring(0, equals).strip(), text.substring(equals + 1).strip());
    }
    return new ConfigSource(
        given.path("--config"), environment, settings, Path.of("").toAbsolutePath());
  }

  /// The configuration that `--config` and `--set` name; for commands that only read it.
  ///
  /// @throws FailedException with everything that is wrong with it
  public static Loaded load(Arguments given) {
    try {
      return Loaded.from(source(given, System.getenv()));
    } catch (ConfigException mistaken) {
      throw new FailedException(String.valueOf(mistaken.getMessage()), ExitCode.REFUSED, mistaken);
    }
  }

  private static void show(Loaded loaded, PrintStream out) {
    int width =
        loaded.settings().stream()
            .mapToInt(s -> s.path().length() + s.value().length())
            .max()
            .orElse(0);
    int column = Math.min(width + 4, 72);
    for (Loaded.Effective setting : loaded.settings()) {
      String left = setting.path() + ": " + setting.value();
      out.println(left + " ".repeat(Math.max(2, column - left.length())) + "# " + setting.origin());
    }
  }
}
