package vedette.backup;

import static vedette.backup.BackupOptions.LOCAL;

import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import vedette.backup.BackupOptions.Elsewhere;
import vedette.backup.layer.DamagedException;
import vedette.backup.layer.Layer;
import vedette.backup.target.FolderPlace;
import vedette.backup.target.Place;

/// The places where copies lie, by name: the own folder and all others. Any thread.
final class Places {
  private final BackupOptions options;
  private final InstantSource clock;
  private final Troubles troubles;

  Places(BackupOptions options, InstantSource clock, Troubles troubles) {
    this.options = options;
    this.clock = clock;
    this.troubles = troubles;
  }

  /// Puts a copy into the own folder and reads it back.
  void putLocal(String name, byte[] bytes) {
    try (FolderPlace place = local()) {
      place.put(name, bytes);
      if (!Digests.of(place.get(name)).equals(Digests.of(bytes))) {
        throw new IOException(name + ": it came back different");
      }
      troubles.well(LOCAL);
    } catch (IOException e) {
      troubles.failed(LOCAL, String.valueOf(e.getMessage()), clock.millis());
      throw Backups.of(options.folder().toString(), e);
    }
  }

  /// The own folder.
  FolderPlace local() throws IOException {
    return FolderPlace.open(options.folder(), false);
  }

  /// A place besides the own folder.
  Elsewhere elsewhere(String name) {
    return options.places().stream()
        .filter(it -> it.name().equals(name))
        .findFirst()
        .orElseThrow(() ->
            new BackupException(
                "backup target %s: expected one of %s.".formatted(name, placeNames())));
  }

  private List<String> placeNames() {
    List<String> names = new ArrayList<>(List.of(LOCAL));
    options.places().forEach(it -> names.add(it.name()));
    return names;
  }

  /// A version's bytes as they lie in a place; they are as they were.
  byte[] fetch(Version version, String name) throws InterruptedException {
    try {
      byte[] bytes;
      if (name.equals(LOCAL)) {
        try (FolderPlace place = local()) {
          bytes = place.get(version.name());
        }
      } else {
        Elsewhere where = elsewhere(name);
        try (Place place = where.target().open(true)) {
          bytes = opened(where.layerFor(version), place.get(where.nameOf(version)));
        }
      }
      if (!Digests.of(bytes).equals(version.sha256())) {
        throw new DamagedException(version.name() + ": it is not what was put there");
      }
      return bytes;
    } catch (IOException | RuntimeException e) {
      throw Backups.of(name, e);
    }
  }

  /// A copy that is on no list, after a loss of everything here.
  byte[] fetchUnknown(String name, String from) throws InterruptedException {
    Elsewhere where = elsewhere(from);
    try (Place place = where.target().open(false)) {
      byte[] bytes = place.get(name);
      return name.endsWith(Layer.SUFFIX) ? opened(where.layer(), bytes) : bytes;
    } catch (IOException | RuntimeException e) {
      throw Backups.of(from, e);
    }
  }

  SortedSet<String> names(String from) throws InterruptedException {
    try (Place place = from.equals(LOCAL) ? local() : elsewhere(from).target().open(false)) {
      SortedSet<String> names = new TreeSet<>(place.list());
      names.removeIf(name -> Names.read(name).isEmpty());
      return names;
    } catch (IOException | RuntimeException e) {
      throw Backups.of(from, e);
    }
  }

  /// A version's bytes from the own folder or, if they are damaged there, from another place.
  byte[] good(Version version) throws IOException, InterruptedException {
    List<String> places = new ArrayList<>(List.of(LOCAL));
    version
        .copies()
        .forEach((place, copy) -> {
          if (copy.good() && !place.equals(LOCAL) && placeNames().contains(place)) {
            places.add(place);
          }
        });
    BackupException last = new BackupException(version.name() + ": there is no good copy.");
    for (String place : places) {
      try {
        return fetch(version, place);
      } catch (BackupException notThere) {
        last = notThere;
      }
    }
    throw new IOException(last.said(), last);
  }

  /// A copy as it was before any encryption.
  static byte[] opened(Optional<Layer> layer, byte[] content)
      throws IOException, InterruptedException {
    return layer.isPresent() ? layer.get().open(content) : content;
  }

  /// What is done in a place that is open.
  interface Work {
    int in(Place place) throws IOException, InterruptedException;
  }

  /// Opens a place and works there; how it went is noted for it.
  ///
  /// @throws BackupException if the place is away or refuses
  int inPlace(Elsewhere where, Manifest manifest, Work work) throws InterruptedException {
    boolean known = manifest.versions().stream().anyMatch(it -> it.copy(where.name()).isPresent());
    try (Place place = where.target().open(known)) {
      int done = work.in(place);
      troubles.well(where.name());
      return done;
    } catch (IOException | RuntimeException e) {
      BackupException told = Backups.of(where.name(), e);
      troubles.failed(where.name(), told.said(), clock.millis());
      throw told;
    }
  }
}
