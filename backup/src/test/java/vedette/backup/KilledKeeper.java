package vedette.backup;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import vedette.backup.BackupOptions.Elsewhere;
import vedette.backup.target.Target;

/// What [KillTest] kills: opens a channel, backs up, spreads and proves without end, and prints the
/// number of channels each time that they are said to be in safety.
final class KilledKeeper {
  private KilledKeeper() {}

  static BackupOptions options(Path folder) {
    return new BackupOptions(
        folder.resolve("own"),
        List.of(
            new Elsewhere(
                "nas",
                "directory",
                new Target.Folder(folder.resolve("nas")),
                Optional.empty(),
                true)),
        new Retention(5, 1),
        Duration.ofDays(1));
  }

  /// Runs until it is killed.
  ///
  /// @param args the folder, how many channels there are, a seed
  public static void main(String[] args) throws Exception {
    Path folder = Path.of(args[0]);
    Random random = new Random(Long.parseLong(args[2]));
    Wallet lnd = new Wallet(Integer.parseInt(args[1]));
    Backups backups = Backups.open(options(folder), InstantSource.system());
    while (true) {
      lnd.open(1 + random.nextInt(2));
      boolean _ = backups.channels("main", lnd, false);
      int _ = backups.spread("nas");
      System.out.println(lnd.channels.size());
      if (random.nextInt(4) == 0) {
        int _ = backups.prove(random.nextBoolean() ? "nas" : "local", true);
      }
      if (Files.exists(folder.resolve("end"))) {
        return;
      }
    }
  }
}
