package vedette.app;

import vedette.app.cli.Cli;

/// The program.
public final class Vedette {
  private Vedette() {}

  /// Runs the command that the arguments name and ends the process with its exit code.
  ///
  /// @param args what follows `vedette` on the command line
  public static void main(String[] args) {
    System.exit(new Cli(Commands.ALL, version(), System.out, System.err).run(args));
  }

  /// From the jar's manifest; classes that were not packed have no version.
  static String version() {
    String version = Vedette.class.getPackage().getImplementationVersion();
    return version == null ? "unpacked build" : version;
  }
}
