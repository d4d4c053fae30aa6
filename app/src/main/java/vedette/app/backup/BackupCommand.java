package vedette.app.backup;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import vedette.app.cli.Arguments;
import vedette.app.cli.Command;
import vedette.app.cli.ExitCode;
import vedette.app.cli.Option;
import vedette.app.cli.OptionGroup;
import vedette.app.cli.UsageException;
import vedette.app.config.Config;
import vedette.app.config.ConfigCommand;
import vedette.app.config.SecretUnavailableException;
import vedette.backup.BackupException;
import vedette.backup.BackupOptions;
import vedette.backup.Backups;
import vedette.backup.FileSet;
import vedette.backup.Version;
import vedette.backup.target.FolderPlace;

/// `vedette backup`: makes, lists, proves and fetches backups, whether or not a Vedette runs
/// meanwhile.
public final class BackupCommand implements Command {
  private static final String VERBS = "run, list, verify or export";

  /// Made by the command line when it is asked for.
  public BackupCommand() {}

  @Override
  public String about() {
    return """
    Copies that must not be lost; 'vedette up' keeps them by itself.
      run             backs up what has changed and puts it where it is missing
      list            what there is and where; with --from: what lies in that target
      verify          reads every copy back and compares it; LND reads the newest
      export NAME     fetches a copy, decrypts it, and writes it to --output;
                      NAME 'latest': the newest of the channels
    How to restore by hand is in docs/backup.md.
    Exit code: 0 all well, 1 something is not in safety or a retry may help, 2 it will not.
    """;
  }

  @Override
  public String operands() {
    return "run|list|verify|export [NAME]";
  }

  @Override
  public List<OptionGroup> options() {
    return List.of(
        OptionGroup.of(
            "What",
            Option.flag("--accept-empty", "run: it is right that there are no channels any more"),
            Option.value("--lnd", "KEY", "only the channels of this LND"),
            Option.value("--from", "TARGET", "list, export: this target ('local': the own folder)"),
            Option.value("--output", "FILE", "export: writes there, for its owner only")),
        OptionGroup.of(
            "Which configuration",
            Option.value("--config", "FILE", "this configuration, as for 'vedette config'"),
            Option.repeated("--set", "KEY=VALUE", "sets one, such as backup.directory=/data")));
  }

  @Override
  public int run(Arguments given, PrintStream out, PrintStream err) throws Exception {
    String verb = given.verb();
    given.allow(verb.equals("export") ? 2 : 1);
    if (!List.of("run", "list", "verify", "export").contains(verb)) {
      throw new UsageException("expected " + VERBS + ". Found: '" + verb + "'.");
    }
    Config config = ConfigCommand.load(given).config();
    try {
      Backups backups = Backups.open(BackupPlan.options(config), InstantSource.system());
      Turn turn = new Turn(config, backups, given, out, err);
      return switch (verb) {
        case "run" -> turn.run();
        case "list" -> turn.list();
        case "verify" -> turn.verify();
        default -> turn.export();
      };
    } catch (BackupException | SecretUnavailableException refused) {
      err.println("vedette: " + refused.getMessage());
      return ExitCode.RETRY;
    }
  }

  /// One run of the command.
  private record Turn(
      Config config, Backups backups, Arguments given, PrintStream out, PrintStream err) {

    int run() throws InterruptedException {
      boolean well = true;
      Map<String, Keeping.Lnd> lnds = lnds();
      for (Map.Entry<String, Keeping.Lnd> lnd : lnds.entrySet()) {
        String key = lnd.getKey();
        well &=
            did(
                "channels of " + key,
                () ->
                    backups.channels(key, lnd.getValue().source(), given.has("--accept-empty"))
                        ? "recorded"
                        : "as before");
      }
      for (FileSet set : BackupPlan.sets(config)) {
        well &= did("files " + set.name(), () -> backups.files(set) ? "recorded" : "as before");
      }
      for (String place : places()) {
        if (!place.equals(BackupOptions.LOCAL)) {
          well &= did("to " + place, () -> backups.spread(place) + " put there and read back");
        }
      }
      if (lnds.isEmpty() && config.backup().sets().isEmpty()) {
        err.println("vedette: no LND is known and no files are declared: there is nothing to do");
      }
      return well ? ExitCode.OK : ExitCode.RETRY;
    }

    int verify() throws InterruptedException {
      boolean well = true;
      for (String place : places()) {
        int[] damaged = {0};
        boolean read =
            did(
                "copies in " + place,
                () -> {
                  damaged[0] = backups.prove(place, true);
                  return damaged[0] == 0
                      ? "all as they were"
                      : damaged[0] + " missing or different";
                });
        well &= read && damaged[0] == 0;
      }
      for (Map.Entry<String, Keeping.Lnd> lnd : lnds().entrySet()) {
        String key = lnd.getKey();
        well &=
            did(
                "newest of " + key,
                () -> {
                  backups.verify(
                      key, lnd.getValue().source(), given.text("--from").orElse("local"));
                  return "LND reads it and finds its channels";
                });
      }
      return well ? ExitCode.OK : ExitCode.RETRY;
    }

    int list() throws InterruptedException {
      Optional<String> from = given.text("--from");
      if (from.isPresent()) {
        SortedSet<String> names = backups.namesIn(from.get());
        names.forEach(out::println);
        if (names.isEmpty()) {
          none("in " + from.get() + " lies no backup of this Vedette");
        }
        return ExitCode.OK;
      }
      List<Version> versions = backups.versions();
      if (versions.isEmpty()) {
        none("there is no backup yet");
      }
      for (Version version : versions) {
        out.println(version.name() + (version.counts() ? "" : "  (LND has not read it)"));
        version.copies().entrySet().stream()
            .sorted(Map.Entry.comparingByKey())
            .forEach(copy ->
                out.printf(
                    "  %-12s %s%n",
                    copy.getKey(),
                    copy.getValue().good()
                        ? "proven " + time(copy.getValue().provenAt())
                        : "damaged, found " + time(copy.getValue().damagedAt().orElse(0))));
      }
      return ExitCode.OK;
    }

    /// On standard error: what reads the list finds it empty.
    private void none(String what) {
      err.println("vedette: " + what + ". Do: vedette backup run");
    }

    private static Instant time(long at) {
      return Instant.ofEpochMilli(at / 1_000 * 1_000);
    }

    int export() throws InterruptedException, IOException {
      String name = given.operands().size() < 2 ? "" : given.operands().get(1);
      if (name.isEmpty()) {
        throw new UsageException(
            "export what? Expected a NAME of 'vedette backup list', or latest.");
      }
      String place = given.text("--from").orElse(BackupOptions.LOCAL);
      byte[] bytes = backups.export(name.equals("latest") ? latest(place) : name, place);
      Optional<Path> file = given.path("--output");
      if (file.isPresent()) {
        FolderPlace.write(file.get().toAbsolutePath(), bytes);
        err.println("vedette: " + bytes.length + " bytes written to " + file.get());
      } else {
        out.write(bytes);
        out.flush();
      }
      return out.checkError() ? ExitCode.RETRY : ExitCode.OK;
    }

    private String latest(String place) throws InterruptedException {
      String stream = given.text("--lnd").map(key -> "scb/" + key + "/").orElse("scb/");
      return backups.namesIn(place).stream()
          .filter(name -> name.startsWith(stream))
          // The time stands behind the last slash, whatever the key.
          .max(Comparator.comparing(name -> name.substring(name.lastIndexOf('/'))))
          .orElseThrow(
              () -> new BackupException(place + ": expected a backup of channels. Found: none."));
    }

    private Map<String, Keeping.Lnd> lnds() {
      Map<String, Keeping.Lnd> all = config.backup().channels() ? LndSources.of(config) : Map.of();
      return given
          .text("--lnd")
          .map(key -> {
            Keeping.Lnd only = all.get(key);
            if (only == null) {
              throw new BackupException("LND " + key + ": expected one of " + all.keySet() + ".");
            }
            return Map.of(key, only);
          })
          .orElse(all);
    }

    private List<String> places() {
      List<String> names = new ArrayList<>(List.of(BackupOptions.LOCAL));
      config.backup().targets().forEach(it -> names.add(it.name()));
      return names;
    }

    private interface Work {
      String run() throws InterruptedException;
    }

    private boolean did(String what, Work work) throws InterruptedException {
      try {
        out.println(what + ": " + work.run());
        return true;
      } catch (BackupException failed) {
        err.println("vedette: " + what + ": " + failed.said());
        return false;
      }
    }
  }
}
