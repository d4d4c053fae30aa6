package vedette.history;

import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// Why transactions left the mempool or were not let in, counted. Counts of one interval of ten
/// minutes add up, whoever gives them and how often.
///
/// @param node the node's key
/// @param time ms since the epoch; as the answer to a query the start of the interval
/// @param what what became of them
/// @param counts reason (at most 128 characters) → transactions since they were last given. Of one
///   interval the first 64 reasons are kept apart, the rest is under `other`
public record Reasons(String node, long time, What what, Map<String, Long> counts)
    implements Entry {
  /// Where reasons beyond the bound are counted.
  public static final String OTHER = "other";

  /// What became of the transactions.
  public enum What {
    /// They were in and are out.
    REMOVED("removed"),
    /// They were not let in.
    REJECTED("rejected");

    private final String word;

    What(String word) {
      this.word = word;
    }

    /// The word in the table.
    public String word() {
      return word;
    }
  }

  static final int MOST = 64;

  /// Keeps its own map, of at most 64 reasons; the rest is under `other`.
  public Reasons {
    node = Texts.cut(node, Texts.NAME);
    long room = counts.containsKey(OTHER) ? MOST : MOST - 1;
    boolean fits = counts.size() <= MOST;
    Set<String> apart =
        fits
            ? counts.keySet()
            : counts.entrySet().stream()
                .sorted(
                    Map.Entry.<String, Long>comparingByValue()
                        .reversed()
                        .thenComparing(Map.Entry.comparingByKey()))
                .limit(room)
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    counts =
        counts.entrySet().stream()
            .collect(
                Collectors.toUnmodifiableMap(
                    it -> apart.contains(it.getKey()) ? Texts.cut(it.getKey(), Texts.NAME) : OTHER,
                    Map.Entry::getValue,
                    Long::sum));
  }

  @Override
  public int weight() {
    return 128 + counts.size() * 256;
  }

  @Override
  public Kind entryKind() {
    return Kind.REASONS;
  }
}
