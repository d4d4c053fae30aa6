package vedette.app.cli;

import java.io.PrintStream;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/// The only class that meets picocli on behalf of all commands: parses the words of one command and
/// runs it.
final class Parsed {
  private static final int HELP_WIDTH = 100;

  private Parsed() {}

  /// Makes the command, gives it its words and calls it.
  ///
  /// @return the exit code
  /// @throws Exception whatever the command throws
  static int run(Command command, List<String> words, PrintStream out, Complaints complaints)
      throws Exception {
    Object body = command.body().get();
    CommandLine line = new CommandLine(body);
    String name = "vedette " + command.name();
    CommandSpec spec = line.getCommandSpec();
    line.setCommandName(name)
        .setUsageHelpWidth(HELP_WIDTH)
        // An address or a path may begin with '@'; nobody here reads arguments from files.
        .setExpandAtFiles(false)
        .setCaseInsensitiveEnumValuesAllowed(true);
    spec.usageMessage().sortOptions(false).showDefaultValues(false);
    addOptionsOfEveryCommand(spec);
    ParseResult parsed;
    try {
      parsed = line.parseArgs(words.toArray(String[]::new));
    } catch (ParameterException e) {
      return complaints.usage(sentence(e), name + " --help");
    }
    if (parsed.isUsageHelpRequested()) {
      // Not "auto": to look whether the terminal can do colours starts processes on some systems.
      line.usage(out, Ansi.OFF);
      out.flush();
      return ExitCode.OK;
    }
    return call(spec.userObject());
  }

  private static void addOptionsOfEveryCommand(CommandSpec spec) {
    spec.addOption(
        OptionSpec.builder("-h", "--help").usageHelp(true).description("Shows this help.").build());
    spec.addOption(
        OptionSpec.builder("--debug")
            .description("Adds details and stack traces to errors.")
            .build());
  }

  private static int call(Object body) throws Exception {
    return switch (body) {
      case Callable<?> callable -> callable.call() instanceof Integer code ? code : ExitCode.OK;
      case Runnable runnable -> {
        runnable.run();
        yield ExitCode.OK;
      }
      default ->
          throw new IllegalStateException(body.getClass() + " is no Callable and no Runnable");
    };
  }

  private static String sentence(ParameterException e) {
    String message = String.valueOf(e.getMessage()).strip();
    return message.endsWith(".") ? message : message + ".";
  }
}
