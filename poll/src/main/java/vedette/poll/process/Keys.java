package vedette.poll.process;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiFunction;

/// Gives names to services that were found: its kind's word to the first data directory of a kind,
/// such as the chain's to a node, to others that word and the directory's name. What has a name
/// keeps it. One thread at a time.
///
/// Those that are seen for the first time together are named in the order of their directories, so
/// that the order in which they were found does not matter.
public final class Keys {
  private static final int MOST = 256;
  private static final int LONGEST_SUFFIX = 32;

  private final Map<String, String> known = new HashMap<>();

  /// A service without a name.
  ///
  /// @param word its kind
  /// @param place the container, empty if none
  /// @param directory its data directory, or something else that stays
  public record Nameless(String word, String place, String directory) {
    private String identity() {
      return word + "\0" + directory + "\0" + place;
    }
  }

  /// A process that is a service.
  public interface Sighted {
    /// The process.
    Running process();

    /// What it is named after.
    Nameless nameless();
  }

  /// Gives each its key. While a service restarts, the old process may still be there: the younger
  /// one counts.
  ///
  /// @param found makes of a key and a process what was found
  /// @return sorted by key
  public <S extends Sighted, F> List<F> found(List<S> sighted, BiFunction<String, S, F> found) {
    List<S> byAge =
        sighted.stream().sorted(Comparator.comparingLong(it -> it.process().ticks())).toList();
    List<String> names = names(byAge.stream().map(Sighted::nameless).toList());
    Map<String, F> byKey = new TreeMap<>();
    for (int i = 0; i < names.size(); i++) {
      byKey.put(names.get(i), found.apply(names.get(i), byAge.get(i)));
    }
    return List.copyOf(byKey.values());
  }

  /// The names, in the order given; equal ones get equal names.
  public List<String> names(List<Nameless> found) {
    Map<String, Nameless> sorted = new TreeMap<>();
    found.forEach(one -> sorted.put(one.identity(), one));
    if (known.size() > MOST) {
      known.keySet().retainAll(sorted.keySet());
    }
    sorted.forEach((identity, one) -> {
      if (!known.containsKey(identity)) {
        known.put(identity, name(one, identity));
      }
    });
    return found.stream().map(one -> known.getOrDefault(one.identity(), one.word())).toList();
  }

  private String name(Nameless one, String identity) {
    String word = slug(one.word());
    if (!known.containsValue(word)) {
      return word;
    }
    String last = slug(directoryName(one.directory()));
    String named = last.isEmpty() ? word : word + "-" + last;
    return known.containsValue(named) ? named + "-" + digest(identity) : named;
  }

  /// The last part of the path that tells something: everybody has a `.bitcoin` or a `.lnd`.
  private static String directoryName(String directory) {
    String path =
        directory.replaceFirst("/+$", "").replaceFirst("/\\.(bitcoin|bitmonero|lnd)$", "");
    return path.substring(path.lastIndexOf('/') + 1);
  }

  private static String slug(String text) {
    String slug =
        text.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^-|-$", "");
    return slug.substring(0, Math.min(slug.length(), LONGEST_SUFFIX));
  }

  private static String digest(String text) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash, 0, 4);
    } catch (NoSuchAlgorithmException everyJdkHasIt) {
      throw new IllegalStateException(everyJdkHasIt);
    }
  }
}
