package vedette.app.cli;

import java.io.PrintStream;
import java.util.List;

/// What one word of the command line does, and which options it takes.
///
/// `--help` and `--debug` are understood for every command and never reach it.
public interface Command {

  /// What the command does and what to know before using it: a sentence or a few, shown by
  /// `--help`. Lines are kept as they are.
  String about();

  /// What may follow the options, for the usage line, such as `[FILE]`; empty if nothing may.
  default String operands() {
    return "";
  }

  /// Every option the command knows, in the order and under the headings of its help.
  List<OptionGroup> options();

  /// Does it, on the calling thread, until it is done.
  ///
  /// @param given what was typed, checked against [#options]
  /// @param out for what was asked for; not closed by the command
  /// @param err for everything else; not closed by the command
  /// @return one of [ExitCode]
  /// @throws Exception [UsageException] and [vedette.tap.TapException] are told in one sentence,
  ///   everything else with its stack trace
  int run(Arguments given, PrintStream out, PrintStream err) throws Exception;
}
