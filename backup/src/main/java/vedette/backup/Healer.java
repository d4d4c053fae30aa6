package vedette.backup;

import static vedette.backup.BackupOptions.LOCAL;

import java.io.IOException;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import vedette.backup.target.FolderPlace;

/// Makes the own folder and its list whole again, each from what the other and other places have.
record Healer(
    BackupOptions options, InstantSource clock, Ledger ledger, Troubles troubles, Places places) {
  /// Puts what lies in the own folder and is on no list on it: put there just before somebody was
  /// killed, or the list was damaged. A channel backup counts only when LND has read it.
  void recover() {
    try (FolderPlace place = places.local()) {
      Manifest known = ledger.read();
      for (String name : place.list()) {
        Optional<Names.Told> told = Names.read(name);
        if (told.isPresent() && known.named(name).isEmpty()) {
          Manifest _ =
              ledger.update(it ->
                  it.named(name).isPresent()
                      ? it
                      : found(place, name, told.get()).map(it::with).orElse(it));
        }
      }
    } catch (IOException e) {
      throw Backups.of(options.folder().toString(), e);
    }
  }

  private Optional<Version> found(FolderPlace place, String name, Names.Told told) {
    try {
      byte[] bytes = place.get(name);
      long now = clock.millis();
      return Optional.of(
          new Version(
              told.stream(),
              name,
              told.madeAt(),
              told.items(),
              "",
              Digests.of(bytes),
              bytes.length,
              OptionalLong.empty(),
              Map.of(LOCAL, new Version.Copy(now, now, OptionalLong.empty()))));
    } catch (IOException goneMeanwhile) {
      return Optional.empty();
    }
  }

  /// Fetches what is damaged in the own folder from another place.
  void heal() throws InterruptedException {
    for (Version version : ledger.read().versions()) {
      if (version.copy(LOCAL).filter(it -> !it.good()).isPresent()) {
        try {
          places.putLocal(version.name(), places.good(version));
          ledger.stored(version, LOCAL, clock.millis());
        } catch (IOException | BackupException noOther) {
          troubles.failed(LOCAL, version.name() + " has no good copy", clock.millis());
        }
      }
    }
  }
}
