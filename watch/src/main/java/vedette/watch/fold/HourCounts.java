package vedette.watch.fold;

import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Counts of the last hour by a word that others choose: so many words are told apart, the rest is
/// counted under `other`.
final class HourCounts {
  static final String OTHER = "other";
  private static final long TIDY_MS = 60_000;

  private final int most;
  private final Map<String, Sliding> counts = new HashMap<>();
  private final Map<String, Long> fresh = new HashMap<>();
  private final Sliding all = Sliding.hour();
  private long tidiedAt;

  /// @param most words that are told apart
  HourCounts(int most) {
    this.most = most;
  }

  void add(long ms, String word) {
    all.add(ms, 1);
    Sliding count = counts.get(word);
    String key = word;
    if (count == null) {
      if (counts.size() >= most) {
        tidy(ms);
      }
      key = counts.size() < most ? word : OTHER;
      count = counts.computeIfAbsent(key, _ -> Sliding.hour());
    }
    count.add(ms, 1);
    if (fresh.containsKey(key) || fresh.size() < 63) {
      fresh.merge(key, 1L, Long::sum);
    } else {
      fresh.merge(OTHER, 1L, Long::sum);
    }
  }

  private void tidy(long ms) {
    // Not at each word, so that a stream of new ones costs no more than other streams.
    if (Math.abs(ms - tidiedAt) >= TIDY_MS) {
      tidiedAt = ms;
      counts.values().removeIf(count -> count.sum(ms) == 0);
    }
  }

  long total(long now) {
    return all.sum(now);
  }

  /// The most frequent first; what is beyond `top` is added to `other`.
  Map<String, Long> view(long now, int top) {
    record Entry(String word, long count) {}
    List<Entry> sorted =
        counts.entrySet().stream()
            .map(e -> new Entry(e.getKey(), e.getValue().sum(now)))
            .filter(e -> e.count() > 0)
            .sorted(Comparator.comparingLong(Entry::count).reversed().thenComparing(Entry::word))
            .toList();
    Map<String, Long> view = new LinkedHashMap<>();
    long rest = 0;
    for (Entry entry : sorted) {
      if (view.size() < top && !entry.word().equals(OTHER)) {
        view.put(entry.word(), entry.count());
      } else {
        rest += entry.count();
      }
    }
    if (rest > 0) {
      view.put(OTHER, rest);
    }
    return Collections.unmodifiableMap(view);
  }

  /// What was counted since the last call; at most 64 words.
  Map<String, Long> take() {
    Map<String, Long> taken = Map.copyOf(fresh);
    fresh.clear();
    return taken;
  }
}
