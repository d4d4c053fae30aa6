package vedette.backup;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/// The list of what there is.
///
/// @param format of this file
/// @param versions newest last within a stream
/// @param held streams that came empty after they had something → since when, ms
/// @param damages what was found missing or different, newest last, the last hundred
record Manifest(int format, List<Version> versions, Map<String, Long> held, List<Damage> damages) {
  static final int FORMAT = 1;
  static final Manifest EMPTY = new Manifest(FORMAT, List.of(), Map.of(), List.of());
  private static final int MOST_DAMAGES = 100;

  Manifest {
    versions = List.copyOf(versions);
    held = Map.copyOf(held);
    damages = List.copyOf(damages);
  }

  /// A copy that was found missing or different.
  record Damage(long at, String target, String name, String what) {}

  Stream<Version> of(String stream) {
    return versions.stream().filter(it -> it.stream().equals(stream));
  }

  /// The newest that counts.
  Optional<Version> newest(String stream) {
    return of(stream).filter(Version::counts).max(Comparator.comparingLong(Version::madeAt));
  }

  Optional<Version> named(String name) {
    return versions.stream().filter(it -> it.name().equals(name)).findFirst();
  }

  List<String> streams() {
    return versions.stream().map(Version::stream).distinct().sorted().toList();
  }

  Manifest with(Version version) {
    List<Version> more = new ArrayList<>(versions);
    more.add(version);
    return new Manifest(format, more, held, damages);
  }

  /// A version that nobody has any more is forgotten.
  Manifest change(String name, UnaryOperator<Version> how) {
    List<Version> changed =
        versions.stream()
            .map(it -> it.name().equals(name) ? how.apply(it) : it)
            .filter(it -> !it.copies().isEmpty())
            .toList();
    return new Manifest(format, changed, held, damages);
  }

  Manifest hold(String stream, OptionalLong since) {
    Map<String, Long> other = new HashMap<>(held);
    if (since.isPresent()) {
      Long _ = other.putIfAbsent(stream, since.getAsLong());
    } else {
      Long _ = other.remove(stream);
    }
    return new Manifest(format, versions, other, damages);
  }

  Manifest with(Damage damage) {
    List<Damage> more = new ArrayList<>(damages);
    more.add(damage);
    return new Manifest(
        format, versions, held, more.subList(Math.max(0, more.size() - MOST_DAMAGES), more.size()));
  }
}
