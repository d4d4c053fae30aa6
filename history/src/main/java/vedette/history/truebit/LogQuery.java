package vedette.history.truebit;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Which entries of the log are wanted.
///
/// @param limit 1 to [TruebitReader#MOST]
/// @param before only entries older than the one with this id; 0: from the newest on
/// @param offset how many of the newest are left out; not heeded with `before`
/// @param level only of this level
/// @param kind only of this kind, in [vedette.poll.truebit.LogKind]'s word
/// @param text only with all of these words; a `*` at the end of one stands for any ending
public record LogQuery(
    int limit,
    long before,
    int offset,
    Optional<String> level,
    Optional<String> kind,
    Optional<String> text) {
  private static final int MOST_WORDS = 12;
  private static final Pattern WORD = Pattern.compile("([\\p{L}\\p{N}_-]+)(\\*?)");

  /// The newest.
  public static LogQuery newest(int limit) {
    return new LogQuery(limit, 0, 0, Optional.empty(), Optional.empty(), Optional.empty());
  }

  /// Whether everything is wanted.
  boolean plain() {
    return match().isEmpty();
  }

  /// The query in the full-text index's own language. Every word is quoted: nothing of what people
  /// type is an operator.
  String match() {
    List<String> all = new ArrayList<>();
    level.ifPresent(word -> facet(all, word));
    kind.ifPresent(word -> facet(all, word));
    text.ifPresent(words -> {
      Matcher word = WORD.matcher(words);
      while (word.find() && all.size() < MOST_WORDS) {
        all.add("text : \"" + word.group(1) + "\"" + (word.group(2).isEmpty() ? "" : " *"));
      }
      if (all.isEmpty() && !words.isBlank()) {
        // Nothing that could be a word: nothing has it.
        all.add("text : \"\u0001\"");
      }
    });
    return String.join(" AND ", all);
  }

  private static void facet(List<String> all, String word) {
    String plain = word.replaceAll("[^A-Za-z0-9_]", "");
    all.add("facets : \"" + (plain.isEmpty() ? "none" : plain) + "\"");
  }
}
