package vedette.app.cli;

import java.io.PrintStream;
import java.util.Locale;
import vedette.tap.TapException;

/// The one place that tells people what went wrong, and scripts whether a retry may help.
///
/// A fault that has a message written for people gets that message and nothing else; what we did
/// not foresee gets its stack trace. `--debug` shows everything of both.
final class Complaints {
  private final PrintStream err;
  private final boolean debug;

  /// @param err where people look; not closed
  /// @param debug whether to add details and stack traces
  Complaints(PrintStream err, boolean debug) {
    this.err = err;
    this.debug = debug;
  }

  /// The line was not understood.
  ///
  /// @param message what is wrong with it
  /// @param help the command that explains it, such as `vedette tap --help`
  /// @return the exit code
  int usage(String message, String help) {
    err.println("vedette: " + message);
    err.println("Try '" + help + "'.");
    err.flush();
    return ExitCode.REFUSED;
  }

  /// A command ended with an exception.
  ///
  /// @return the exit code
  int failure(Throwable thrown) {
    int code =
        switch (thrown) {
          case TapException e -> tap(e);
          case UsageException e -> expected(e, ExitCode.REFUSED);
          default -> unforeseen(thrown);
        };
    err.flush();
    return code;
  }

  private int tap(TapException e) {
    int code =
        expected(
            e,
            switch (e.fault()) {
              case PASSING -> ExitCode.RETRY;
              case LASTING -> ExitCode.REFUSED;
            });
    if (debug && !e.detail().isEmpty()) {
      err.println(e.detail().stripTrailing());
    } else if (!e.detail().isEmpty()) {
      err.println("More with --debug.");
    }
    return code;
  }

  private int expected(RuntimeException e, int code) {
    err.println("vedette: " + e.getMessage());
    if (debug) {
      e.printStackTrace(err);
    }
    return code;
  }

  private int unforeseen(Throwable thrown) {
    err.println(
        String.format(
            Locale.ROOT,
            "vedette: an error that Vedette does not know: %s. Please report what follows.",
            thrown));
    thrown.printStackTrace(err);
    return ExitCode.RETRY;
  }
}
