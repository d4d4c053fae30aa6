package vedette.app;

import vedette.app.cli.Cli;

/// Runs several command lines in one process, so that the JVM can learn from all of them at once
/// what to keep ready (its AOT cache takes one training run).
///
/// Started by the build only.
final class Training {
  private Training() {}

  /// Runs each line in turn.
  ///
  /// @param lines one command line each, its words parted by single spaces; one that fails does not
  ///   stop the rest
  public static void main(String[] lines) {
    Cli cli = new Cli(Commands.ALL, Vedette.version(), System.out, System.err);
    for (String line : lines) {
      System.err.println("training: " + line);
      int code = cli.run(line.split(" ", -1));
      System.err.println("exit code " + code);
    }
  }
}
