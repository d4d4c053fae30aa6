package vedette.app.cli;

import java.io.PrintStream;
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
  /// @param message what is wrong with it, a sentence
  /// @param help the command that explains it, such as `vedette tap --help`
  /// @return the exit code
  int usage(String message, String help) {
    err.println("vedette: " + message);
    err.println("Try '" + help + "'.");
    err.flush();
    return ExitCode.REFUSED;
  }

  /// The line was understood, but asks for what cannot be.
  ///
  /// @return the exit code
  int usage(UsageException thrown, String help) {
    int code = usage(String.valueOf(thrown.getMessage()), help);
    traceIfDebug(thrown);
    return code;
  }

  /// The command ended with an exception.
  ///
  /// @return the exit code
  int failure(Throwable thrown) {
    if (thrown instanceof TapException e) {
      return tap(e);
    }
    if (thrown instanceof FailedException e) {
      String.valueOf(e.getMessage()).lines().forEach(line -> err.println("vedette: " + line));
      traceIfDebug(e);
      err.flush();
      return e.exitCode();
    }
    err.println("vedette: an error that Vedette did not foresee. Please report what follows.");
    thrown.printStackTrace(err);
    err.flush();
    return ExitCode.RETRY;
  }

  private int tap(TapException e) {
    err.println("vedette: " + e.getMessage());
    if (!e.detail().isEmpty()) {
      err.println(debug ? e.detail().stripTrailing() : "More with --debug.");
    }
    traceIfDebug(e);
    err.flush();
    return switch (e.fault()) {
      case PASSING -> ExitCode.RETRY;
      case LASTING -> ExitCode.REFUSED;
    };
  }

  private void traceIfDebug(Exception e) {
    if (debug) {
      e.printStackTrace(err);
      err.flush();
    }
  }
}
