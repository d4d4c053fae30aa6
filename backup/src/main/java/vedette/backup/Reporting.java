package vedette.backup;

import static vedette.backup.BackupOptions.LOCAL;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.TreeSet;
import vedette.poll.backup.BackupAnswer;

/// Tells how everything stands.
///
/// @param behind since when streams are not current; kept up to date by the way
record Reporting(
    BackupOptions options,
    Manifest manifest,
    Map<String, Recorder.Live> live,
    Map<String, Long> behind,
    Troubles troubles,
    long now) {
  private static final long DAMAGE_SHOWN = Duration.ofDays(1).toMillis();

  BackupAnswer answer() {
    TreeSet<String> names = new TreeSet<>(manifest.streams());
    names.addAll(live.keySet());
    List<BackupAnswer.Place> places = new ArrayList<>();
    places.add(place(LOCAL, "directory", false));
    options.places().forEach(it -> places.add(place(it.name(), it.kind(), true)));
    return new BackupAnswer(names.stream().map(this::stream).toList(), places, damages());
  }

  private BackupAnswer.Stream stream(String name) {
    Optional<Version> newest = manifest.newest(name);
    Recorder.Live seen = live.get(name);
    boolean empty = seen != null && seen.items() == 0 && newest.isEmpty();
    boolean current =
        seen != null
            && (empty || newest.filter(it -> it.content().equals(seen.content())).isPresent())
            && (empty || inSafety(newest.orElseThrow()));
    if (current) {
      Long _ = behind.remove(name);
    } else {
      Long _ = behind.putIfAbsent(name, now);
    }
    Troubles.Trouble trouble = troubles.of(name);
    return new BackupAnswer.Stream(
        name,
        name.startsWith(Version.CHANNELS),
        seen == null ? OptionalInt.empty() : OptionalInt.of(seen.items()),
        newest.map(it -> OptionalInt.of(it.items())).orElse(OptionalInt.empty()),
        current,
        seen == null ? OptionalLong.empty() : OptionalLong.of(seen.lookedAt()),
        time(Optional.ofNullable(behind.get(name))),
        time(newest.map(Version::madeAt)),
        newest.map(Version::verifiedAt).orElse(OptionalLong.empty()),
        time(Optional.ofNullable(manifest.held().get(name))),
        trouble.text(),
        trouble.failures());
  }

  /// Whether it lies in a place elsewhere, or there is none such.
  private boolean inSafety(Version version) {
    return options.places().isEmpty()
        ? version.goodIn(LOCAL)
        : options.places().stream().anyMatch(it -> version.goodIn(it.name()));
  }

  private BackupAnswer.Place place(String name, String kind, boolean elsewhere) {
    List<Version> there = manifest.versions().stream().filter(it -> it.goodIn(name)).toList();
    int missing =
        Spreader.missing(manifest, name, options.retention(), Instant.ofEpochMilli(now)).size();
    OptionalLong proven =
        manifest.streams().stream()
            .flatMap(stream -> manifest.newest(stream).stream())
            .flatMap(version -> version.copy(name).stream())
            .mapToLong(Version.Copy::provenAt)
            .min();
    Troubles.Trouble trouble = troubles.of(name);
    return new BackupAnswer.Place(
        name,
        kind,
        elsewhere,
        there.size(),
        missing,
        there.stream().mapToLong(it -> it.copy(name).orElseThrow().storedAt()).max(),
        proven,
        trouble.text(),
        trouble.since(),
        trouble.failures());
  }

  private List<BackupAnswer.Damage> damages() {
    return manifest.damages().reversed().stream()
        .filter(it -> now - it.at() < DAMAGE_SHOWN)
        .map(it ->
            new BackupAnswer.Damage(
                it.at(),
                it.target(),
                it.name(),
                it.what(),
                manifest.named(it.name()).filter(v -> v.goodIn(it.target())).isPresent()))
        .toList();
  }

  private static OptionalLong time(Optional<Long> at) {
    return at.map(OptionalLong::of).orElse(OptionalLong.empty());
  }
}
