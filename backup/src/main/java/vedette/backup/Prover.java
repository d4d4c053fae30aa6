package vedette.backup;

import static vedette.backup.BackupOptions.LOCAL;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.UnaryOperator;
import vedette.backup.BackupOptions.Elsewhere;
import vedette.backup.layer.DamagedException;

/// Reads copies back and notes which are still what was put there.
record Prover(
    BackupOptions options, InstantSource clock, Ledger ledger, Troubles troubles, Places places) {
  /// Read back in one go; the rest has its turn the next time.
  private static final int MOST_PROOFS = 50;

  /// Reads back what lies in a place.
  ///
  /// @param all whether also what was read back a short time ago
  /// @return how many are missing or different; empty if nothing was due
  OptionalInt prove(String name, boolean all) throws InterruptedException {
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
      return OptionalInt.empty();
    }
    return OptionalInt.of(
        name.equals(LOCAL) ? proveLocal(old) : proveElsewhere(manifest, name, old));
  }

  private int proveElsewhere(Manifest manifest, String name, List<Version> old)
      throws InterruptedException {
    Elsewhere where = places.elsewhere(name);
    return places.inPlace(
        where,
        manifest,
        place -> {
          int bad = 0;
          for (Version version : old) {
            bad +=
                proved(
                        name,
                        version,
                        () ->
                            Places.opened(
                                where.layerFor(version), place.get(where.nameOf(version))))
                    ? 0
                    : 1;
          }
          return bad;
        });
  }

  private int proveLocal(List<Version> old) throws InterruptedException {
    try {
      int damaged = 0;
      for (Version version : old) {
        damaged += proved(LOCAL, version, () -> places.fetch(version, LOCAL)) ? 0 : 1;
      }
      troubles.well(LOCAL);
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
            noted(
                    it,
                    version,
                    place,
                    copy ->
                        new Version.Copy(copy.storedAt(), copy.provenAt(), OptionalLong.of(now)))
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
            noted(
                it,
                version,
                place,
                copy -> new Version.Copy(copy.storedAt(), now, OptionalLong.empty())));
  }

  /// Changes what is known of a copy, if it is still on the list.
  private static Manifest noted(
      Manifest manifest, Version version, String place, UnaryOperator<Version.Copy> change) {
    return manifest.change(
        version.name(),
        same ->
            same.copy(place).map(copy -> same.withCopy(place, change.apply(copy))).orElse(same));
  }
}
