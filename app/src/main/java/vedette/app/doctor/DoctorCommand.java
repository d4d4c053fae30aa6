package vedette.app.doctor;

import java.io.PrintStream;
import java.util.List;
import vedette.app.cli.Arguments;
import vedette.app.cli.Command;
import vedette.app.cli.Option;
import vedette.app.cli.OptionGroup;
import vedette.app.cli.UsageException;
import vedette.tap.Target;

/// `vedette doctor`.
public final class DoctorCommand implements Command {
  private static final List<String> TARGETS = List.of("--pid", "--pid-file", "--exe");
  private static final List<String> FORMATS = List.of("text", "json");

  /// Nothing is looked at yet.
  public DoctorCommand() {}

  @Override
  public String about() {
    return """
    Checks whether this machine, these rights and these nodes let 'vedette tap' watch, and says what
    to do where they do not. Run it as the user, and in the unit or container, that the tap runs in.
    Attaches nothing and touches no node. Exit code: 0 all well, 1 only a node is missing (yet),
    2 something must change.\
    """;
  }

  @Override
  public List<OptionGroup> options() {
    return List.of(
        OptionGroup.of(
            "Which nodes (default: every bitcoind, bitcoin-node and bitcoin-qt that runs)",
            Option.value("--pid", "PID", "this process"),
            Option.value("--pid-file", "FILE", "the process that bitcoind -pid=FILE names"),
            Option.value("--exe", "FILE", "this binary, whether or not it runs")),
        OptionGroup.of(
            "What is printed",
            Option.value(
                "--format",
                "FORMAT",
                "text (default), a line for each check, or json, one object")));
  }

  @Override
  public int run(Arguments given, PrintStream out, PrintStream err) {
    given.allowNone();
    boolean json = given.choice("--format", FORMATS).orElse("text").equals("json");
    Report report = Report.of(Gathering.of(target(given), note -> err.println("vedette: " + note)));
    if (json) {
      JsonReport.write(report, out);
    } else {
      out.print(TextReport.of(report));
    }
    out.flush();
    return report.exitCode();
  }

  private static Target target(Arguments given) {
    List<String> named = TARGETS.stream().filter(given::has).toList();
    if (named.size() > 1) {
      throw new UsageException(
          named.get(0) + " and " + named.get(1) + " exclude each other. Do: leave one out.");
    }
    if (given.has("--pid")) {
      return new Target.Pid((int) given.number("--pid", 1, Integer.MAX_VALUE).orElseThrow());
    }
    if (given.has("--pid-file")) {
      return new Target.PidFile(given.path("--pid-file").orElseThrow());
    }
    return given.has("--exe")
        ? new Target.Executable(given.path("--exe").orElseThrow().toAbsolutePath())
        : Target.EVERY_NODE;
  }
}
