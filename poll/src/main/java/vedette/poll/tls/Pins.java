package vedette.poll.tls;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Who was met first under which name: the memory of trust on first use.
///
/// Bounded: when it is full, nobody new is trusted, which is said, rather than somebody forgotten.
public final class Pins {
  /// More than this are not remembered.
  public static final int MOST = 256;

  private static final int LONGEST_NAME = 300;

  private final Map<String, Fingerprint> known;
  private final Consumer<Map<String, Fingerprint>> keeper;

  private Pins(Map<String, Fingerprint> known, Consumer<Map<String, Fingerprint>> keeper) {
    this.known = known;
    this.keeper = keeper;
  }

  /// Remembers until the program ends.
  public static Pins inMemory() {
    return of(Map.of(), _ -> {});
  }

  /// Begins with what is known and tells what is to be kept.
  ///
  /// @param known by the name under which it was met
  /// @param keeper is given all there are after each change, on the thread that met somebody; what
  ///   it throws reaches that thread, and the newcomer is not trusted
  public static Pins of(Map<String, Fingerprint> known, Consumer<Map<String, Fingerprint>> keeper) {
    return new Pins(new HashMap<>(known), keeper);
  }

  /// Who is known under a name.
  public synchronized Optional<Fingerprint> pinned(String name) {
    return Optional.ofNullable(known.get(name));
  }

  /// Whether this is who is known under the name; who comes first is remembered.
  ///
  /// @param name such as `host:port`, at most 300 characters
  /// @return whom the name belongs to; another than the one presented is not to be trusted, and
  ///   empty means that there is no more room
  synchronized Optional<Fingerprint> meet(String name, Fingerprint presented) {
    @Nullable Fingerprint before = known.get(name);
    if (before != null) {
      return Optional.of(before);
    }
    if (known.size() >= MOST || name.length() > LONGEST_NAME) {
      return Optional.empty();
    }
    Map<String, Fingerprint> after = new HashMap<>(known);
    after.put(name, presented);
    keeper.accept(Map.copyOf(after));
    known.put(name, presented);
    return Optional.of(presented);
  }

  /// Forgets whom the name belongs to, because somebody has looked and said that it changed.
  public synchronized void forget(String name) {
    if (known.remove(name) != null) {
      keeper.accept(Map.copyOf(known));
    }
  }
}
