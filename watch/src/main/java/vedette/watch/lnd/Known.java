package vedette.watch.lnd;

import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// The last answer to a call and when it came; nothing at first.
final class Known<T> {
  private @Nullable T value;
  private long at = -1;

  void set(T latest, long now) {
    value = latest;
    at = now;
  }

  Optional<T> get() {
    return Optional.ofNullable(value);
  }

  OptionalLong asOf() {
    return at < 0 ? OptionalLong.empty() : OptionalLong.of(at);
  }

  /// The answer unless it is too old to be counted as what is.
  Optional<T> fresh(long now, long mostAge) {
    return at >= 0 && now - at <= mostAge ? get() : Optional.empty();
  }
}
