package vedette.app;

import java.util.List;
import vedette.app.alerts.AlertsCommand;
import vedette.app.backup.BackupCommand;
import vedette.app.cli.Verb;
import vedette.app.config.ConfigCommand;
import vedette.app.doctor.DoctorCommand;
import vedette.app.history.HistoryCommand;
import vedette.app.lnd.LndCommand;
import vedette.app.tap.TapCommand;
import vedette.app.up.UpCommand;
import vedette.app.web.LoginCommand;

/// Every command of the program, in the order in which `--help` lists them.
public final class Commands {
  /// Add a command here; nothing else needs to know it. Lambdas, not constructor references: those
  /// would load every command, and what its verification needs, at each start.
  public static final List<Verb> ALL =
      List.of(
          new Verb(
              "up",
              "watches the nodes of this machine and serves a dashboard",
              () -> new UpCommand()),
          new Verb(
              "tap",
              "prints everything a Bitcoin node does, as it happens",
              () -> new TapCommand()),
          new Verb("doctor", "checks whether Vedette can watch here", () -> new DoctorCommand()),
          new Verb("login", "prints a link that logs a browser in", () -> new LoginCommand()),
          new Verb(
              "backup",
              "backs up Lightning channels and files, and proves the copies",
              () -> new BackupCommand()),
          new Verb("history", "looks into history and exports it", () -> new HistoryCommand()),
          new Verb("lnd", "prints how to let Vedette look at an LND", () -> new LndCommand()),
          new Verb(
              "alerts", "lists alerts and rules, tests channels, mutes", () -> new AlertsCommand()),
          new Verb(
              "config", "checks, shows and explains the configuration", () -> new ConfigCommand()));

  private Commands() {}
}
