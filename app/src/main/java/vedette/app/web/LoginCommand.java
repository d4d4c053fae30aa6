package vedette.app.web;

import java.io.PrintStream;
import java.nio.file.Files;
import java.time.Clock;
import java.util.List;
import vedette.app.cli.Arguments;
import vedette.app.cli.Command;
import vedette.app.cli.ExitCode;
import vedette.app.cli.Option;
import vedette.app.cli.OptionGroup;
import vedette.app.config.Config;
import vedette.app.config.ConfigCommand;
import vedette.app.web.auth.AuthException;
import vedette.app.web.auth.LoginLinks;
import vedette.app.web.auth.Owner;
import vedette.app.web.auth.StateFiles;

/// `vedette login`.
public final class LoginCommand implements Command {
  /// Nothing is read yet.
  public LoginCommand() {}

  @Override
  public String about() {
    return """
    Prints a link that logs a browser in to the dashboard, once, within 15 minutes. Works for whoever
    may write in Vedette's directory: run it as the user that Vedette runs as.\
    """;
  }

  @Override
  public List<OptionGroup> options() {
    return List.of(
        OptionGroup.of(
            "What is made",
            Option.flag(
                "--new-password",
                "a new password for the owner instead, shown once; who is logged in must log in"
                    + " again")),
        OptionGroup.of(
            "Which configuration",
            Option.value("--config", "FILE", "this file, as for 'vedette config'"),
            Option.repeated("--set", "KEY=VALUE", "sets one, such as web.port=21001")));
  }

  @Override
  public int run(Arguments given, PrintStream out, PrintStream err) {
    given.allowNone();
    try {
      Config config = ConfigCommand.load(given).config();
      if (!Files.isDirectory(config.directory())) {
        throw new AuthException(
            config.directory()
                + ": expected the directory of a Vedette that has run. Found: none. Do: start it with"
                + " 'vedette up', or name its directory with --set directory=DIR or --config FILE.");
      }
      StateFiles files = StateFiles.in(config.directory());
      if (given.has("--new-password")) {
        out.println("The owner's password is now: " + new Owner(files).newPassword());
      } else {
        out.println(
            WebServer.address(config.web(), config.web().port())
                .resolve("login/" + new LoginLinks(files, Clock.systemUTC()).create()));
      }
      out.flush();
      return ExitCode.OK;
    } catch (AuthException e) {
      err.println("vedette: " + e.getMessage());
      err.flush();
      return ExitCode.REFUSED;
    }
  }
}
