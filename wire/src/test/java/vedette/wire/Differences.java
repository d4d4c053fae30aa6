package vedette.wire;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Compares decodings field by field and names the first field that differs: a dump of two blocks
/// side by side helps nobody.
final class Differences {
  private Differences() {}

  /// The first difference, with its path; fields that only `actual` has do not count.
  static Optional<String> first(@Nullable Object expected, @Nullable Object actual) {
    return first("", expected, actual);
  }

  private static Optional<String> first(
      String path, @Nullable Object expected, @Nullable Object actual) {
    if (expected instanceof Map<?, ?> wanted && actual instanceof Map<?, ?> found) {
      for (Map.Entry<?, ?> field : wanted.entrySet()) {
        String here = path + "." + field.getKey();
        if (!found.containsKey(field.getKey())) {
          return Optional.of(here + ": expected. Found: no such field.");
        }
        Optional<String> inside = first(here, field.getValue(), found.get(field.getKey()));
        if (inside.isPresent()) {
          return inside;
        }
      }
      return Optional.empty();
    }
    if (expected instanceof List<?> wanted && actual instanceof List<?> found) {
      if (wanted.size() != found.size()) {
        return Optional.of(
            path + ": expected " + wanted.size() + " elements. Found: " + found.size() + ".");
      }
      for (int i = 0; i < wanted.size(); i++) {
        Optional<String> inside = first(path + "[" + i + "]", wanted.get(i), found.get(i));
        if (inside.isPresent()) {
          return inside;
        }
      }
      return Optional.empty();
    }
    return Objects.equals(expected, actual)
        ? Optional.empty()
        : Optional.of(path + ": expected " + expected + ". Found: " + actual + ".");
  }
}
