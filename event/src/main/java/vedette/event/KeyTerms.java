package vedette.event;

import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;

/// What is said about one key: the values that are wanted and those that are not, each under the
/// text it is written with. Shorter texts come first, so that numbers are in order.
final class KeyTerms<V> {
  // Not put together from Comparator's methods: their serializable lambdas are made at start-up.
  private static final Comparator<String> ORDER =
      (one, other) ->
          one.length() == other.length()
              ? one.compareTo(other)
              : Integer.compare(one.length(), other.length());

  private final Map<String, V> wanted = new TreeMap<>(ORDER);
  private final Map<String, V> unwanted = new TreeMap<>(ORDER);

  void add(String text, V value, boolean negated) {
    (negated ? unwanted : wanted).put(text, value);
  }

  List<V> wanted() {
    return List.copyOf(wanted.values());
  }

  List<V> unwanted() {
    return List.copyOf(unwanted.values());
  }

  /// The two sets as one.
  ///
  /// @param values what a value stands for
  <T> Pushdown.Filter<T> filter(Function<V, Set<T>> values) {
    if (wanted.isEmpty()) {
      return new Pushdown.Filter<>(false, union(unwanted, values));
    }
    Set<T> accepted = union(wanted, values);
    accepted.removeAll(union(unwanted, values));
    return new Pushdown.Filter<>(true, accepted);
  }

  private static <V, T> Set<T> union(Map<String, V> side, Function<V, Set<T>> values) {
    Set<T> union = new HashSet<>();
    side.values().forEach(value -> union.addAll(values.apply(value)));
    return union;
  }

  /// No, one or two terms.
  Stream<String> terms(String key) {
    return Stream.concat(
        wanted.isEmpty() ? Stream.of() : Stream.of(key + "=" + String.join(",", wanted.keySet())),
        unwanted.isEmpty()
            ? Stream.of()
            : Stream.of("!" + key + "=" + String.join(",", unwanted.keySet())));
  }
}
