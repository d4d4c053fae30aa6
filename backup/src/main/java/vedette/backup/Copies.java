package vedette.backup;

import static vedette.backup.BackupOptions.LOCAL;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import vedette.backup.BackupOptions.Elsewhere;
import vedette.backup.layer.DamagedException;
import vedette.backup.layer.Layer;
import vedette.backup.target.FolderPlace;
import vedette.backup.target.Place;

/// Copies in places: puts, reads back, compares, thins out.
final class Copies {
  /// Read back in one go; the rest has its turn the next time.
  private static final int MOST_PROOFS = 50;

  private final BackupOptions options;
  private final InstantSource clock;
  private final Ledger ledger;
  private final Troubles troubles;

  Copies(BackupOptions options, InstantSource clock, Ledger ledger, Troubles troubles) {
    this.options = options;
    this.clock = clock;
    this.ledger = ledger;
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

  private FolderPlace local() throws IOException {
    return FolderPlace.open(options.folder(), false);
  }

  private Elsewhere elsewhere(String name) {
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

  // ---- putting ----

  int spread(String name) throws InterruptedException {
    Elsewhere where = elsewhere(name);
    Manifest manifest = ledger.read();
    List<Version> missing = missing(manifest, name);
    List<Version> surplus = surplus(manifest, name);
    if (missing.isEmpty() && surplus.isEmpty()) {
      return 0;
    }
    return inPlace(
        where,
        manifest,
        place -> {
          int put = 0;
          for (Version version : missing) {
            putAndProve(where, place, version);
            put++;
          }
          // Looked at again: what was put decides what may go.
          for (Version version : surplus(ledger.read(), name)) {
            // Off the list first: one on the list that is not there would look like damage.
            Manifest _ =
                ledger.update(it -> it.change(version.name(), same -> same.withoutCopy(name)));
            place.delete(where.nameOf(version));
          }
          return put;
        });
  }

  private void putAndProve(Elsewhere where, Place place, Version version)
      throws IOException, InterruptedException {
    byte[] plain = good(version);
    Optional<Layer> layer = where.layerFor(version);
    byte[] content = layer.isPresent() ? layer.get().seal(plain) : plain;
    String name = where.nameOf(version);
    place.put(name, content);
    if (!Digests.of(opened(layer, place.get(name))).equals(version.sha256())) {
      throw new IOException(name + ": it came back different");
    }
    stored(version, where.name());
  }

  private void stored(Version version, String place) {
    long now = clock.millis();
    Version.Copy copy = new Version.Copy(now, now, OptionalLong.empty());
    Manifest _ = ledger.update(it -> it.change(version.name(), same -> same.withCopy(place, copy)));
  }

  private static byte[] opened(Optional<Layer> layer, byte[] content)
      throws IOException, InterruptedException {
    return layer.isPresent() ? layer.get().open(content) : content;
  }

  /// A version's bytes from the own folder or, if they are damaged there, from another place.
  private byte[] good(Version version) throws IOException, InterruptedException {
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

  /// What a place should hold and does not, newest first.
  static List<Version> missing(Manifest manifest, String place, Retention retention, Instant now) {
    List<Version> missing = new ArrayList<>();
    for (String stream : manifest.streams()) {
      List<Version> counting = manifest.of(stream).filter(Version::counts).toList();
      Set<Version> kept = retention.keep(counting, now);
      counting.stream()
          .filter(it -> kept.contains(it) && !it.goodIn(place))
          .filter(it -> it.copies().values().stream().anyMatch(Version.Copy::good))
          .forEach(missing::add);
    }
    missing.sort(Comparator.comparingLong(Version::madeAt).reversed());
    return missing;
  }

  private List<Version> missing(Manifest manifest, String place) {
    return missing(manifest, place, options.retention(), clock.instant());
  }

  /// What a place need not hold any more: only of streams whose newest is good there.
  private List<Version> surplus(Manifest manifest, String place) {
    List<Version> surplus = new ArrayList<>();
    for (String stream : manifest.streams()) {
      if (manifest.newest(stream).filter(it -> it.goodIn(place)).isPresent()) {
        List<Version> all = manifest.of(stream).toList();
        Set<Version> kept = options.retention().keep(all, clock.instant());
        all.stream()
            .filter(it -> !kept.contains(it) && it.copy(place).isPresent())
            .forEach(surplus::add);
      }
    }
    return surplus;
  }

  void thinLocal(String stream) {
    try (FolderPlace place = local()) {
      for (Version version : surplus(ledger.read(), LOCAL)) {
        if (version.stream().equals(stream)) {
          Manifest _ =
              ledger.update(it -> it.change(version.name(), same -> same.withoutCopy(LOCAL)));
          deleteUnlessListed(place, version.name());
        }
      }
    } catch (IOException e) {
      troubles.failed(LOCAL, String.valueOf(e.getMessage()), clock.millis());
    }
  }

  /// Another program may have found the file meanwhile and put it on the list again.
  private void deleteUnlessListed(FolderPlace place, String name) throws IOException {
    IOException[] failed = {null};
    Manifest _ =
        ledger.update(manifest -> {
          if (manifest.named(name).filter(it -> it.copy(LOCAL).isPresent()).isEmpty()) {
            try {
              place.delete(name);
            } catch (IOException e) {
              failed[0] = e;
            }
          }
          return manifest;
        });
    if (failed[0] != null) {
      throw failed[0];
    }
  }

  /// Puts what lies in the own folder and is on no list on it: put there just before somebody was
  /// killed, or the list was damaged. A channel backup counts only when LND has read it.
  void recover() {
    try (FolderPlace place = local()) {
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

  // ---- reading back ----

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

  int prove(String name, boolean all) throws InterruptedException {
    Manifest manifest = ledger.read();
    long due = clock.millis() - options.prove().toMillis();
    List<Version> old =
        manifest.versions().stream()
            .filter(it -> it.goodIn(name))
            .filter(it -> all || it.copy(name).orElseThrow().provenAt() <= due)
            .sorted(Comparator.comparingLong(it -> it.copy(name).orElseThrow().provenAt()))
            .limit(all ? Integer.MAX_VALUE : MOST_PROOFS)
            .toList();
    if (old.isEmpty()) {
      return 0;
    }
    if (name.equals(LOCAL)) {
      return proveLocal(old);
    }
    Elsewhere where = elsewhere(name);
    int damaged =
        inPlace(
            where,
            manifest,
            place -> {
              int bad = 0;
              for (Version version : old) {
                bad +=
                    proved(
                            name,
                            version,
                            () -> opened(where.layerFor(version), place.get(where.nameOf(version))))
                        ? 0
                        : 1;
              }
              return bad;
            });
    int _ = spread(name);
    return damaged;
  }

  private int proveLocal(List<Version> old) throws InterruptedException {
    try {
      int damaged = 0;
      for (Version version : old) {
        damaged += proved(LOCAL, version, () -> fetch(version, LOCAL)) ? 0 : 1;
      }
      troubles.well(LOCAL);
      heal();
      return damaged;
    } catch (BackupException failed) {
      troubles.failed(LOCAL, failed.said(), clock.millis());
      throw failed;
    }
  }

  private interface Reading {
    byte[] bytes() throws IOException, InterruptedException;
  }

  /// @return false if it is missing or different, which is noted
  /// @throws BackupException if it could not be read for now
  private boolean proved(String place, Version version, Reading reading)
      throws InterruptedException {
    String what;
    try {
      if (Digests.of(reading.bytes()).equals(version.sha256())) {
        proven(place, version);
        return true;
      }
      what = "different";
    } catch (IOException | BackupException e) {
      what = damage(e).orElseThrow(() -> Backups.of(place, e));
    }
    String found = what;
    long now = clock.millis();
    Manifest _ =
        ledger.update(it ->
            it.change(
                    version.name(),
                    same ->
                        same.copy(place)
                            .map(copy ->
                                same.withCopy(
                                    place,
                                    new Version.Copy(
                                        copy.storedAt(), copy.provenAt(), OptionalLong.of(now))))
                            .orElse(same))
                .with(new Manifest.Damage(now, place, version.name(), found)));
    return false;
  }

  /// What is wrong with the copy itself; empty if its place could not be asked.
  private static Optional<String> damage(Exception e) {
    Throwable why = e instanceof BackupException && e.getCause() != null ? e.getCause() : e;
    return switch (why) {
      case NoSuchFileException _ -> Optional.of("missing");
      case DamagedException _ -> Optional.of("different");
      default -> Optional.empty();
    };
  }

  private void proven(String place, Version version) {
    long now = clock.millis();
    Manifest _ =
        ledger.update(it ->
            it.change(
                version.name(),
                same ->
                    same.copy(place)
                        .map(copy ->
                            same.withCopy(
                                place,
                                new Version.Copy(copy.storedAt(), now, OptionalLong.empty())))
                        .orElse(same)));
  }

  /// Fetches what is damaged in the own folder from another place.
  private void heal() throws InterruptedException {
    for (Version version : ledger.read().versions()) {
      if (version.copy(LOCAL).filter(it -> !it.good()).isPresent()) {
        try {
          putLocal(version.name(), good(version));
          stored(version, LOCAL);
        } catch (IOException | BackupException noOther) {
          troubles.failed(LOCAL, version.name() + " has no good copy", clock.millis());
        }
      }
    }
  }

  private interface Work {
    int in(Place place) throws IOException, InterruptedException;
  }

  private int inPlace(Elsewhere where, Manifest manifest, Work work) throws InterruptedException {
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
