package vedette.backup;

import static vedette.backup.BackupOptions.LOCAL;

import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import vedette.backup.BackupOptions.Elsewhere;
import vedette.backup.layer.Layer;
import vedette.backup.target.FolderPlace;
import vedette.backup.target.Place;

/// Puts copies where they are missing, each read back, and takes away what need not be kept.
record Spreader(
    BackupOptions options, InstantSource clock, Ledger ledger, Troubles troubles, Places places) {
  /// Brings a place to what it should hold.
  ///
  /// @return how many were put
  int spread(String name) throws InterruptedException {
    Elsewhere where = places.elsewhere(name);
    Manifest manifest = ledger.read();
    List<Version> missing = missing(manifest, name);
    List<Version> surplus = surplus(manifest, name);
    if (missing.isEmpty() && surplus.isEmpty()) {
      return 0;
    }
    return places.inPlace(
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
    byte[] plain = places.good(version);
    Optional<Layer> layer = where.layerFor(version);
    byte[] content = layer.isPresent() ? layer.get().seal(plain) : plain;
    String name = where.nameOf(version);
    place.put(name, content);
    if (!Digests.of(Places.opened(layer, place.get(name))).equals(version.sha256())) {
      throw new IOException(name + ": it came back different");
    }
    ledger.stored(version, where.name(), clock.millis());
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

  /// Takes away what need not be kept in the own folder.
  void thinLocal(String stream) {
    try (FolderPlace place = places.local()) {
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
}
