package vedette.app.cli;

import java.util.Collection;
import java.util.Optional;

/// Guesses what a mistyped word was meant to be.
public final class Nearest {
  /// What is longer is not a mistyped word, and comparing it would cost.
  private static final int LONGEST = 64;

  private Nearest() {}

  /// A sentence to append to a message, with a space before it; empty if there is no good guess.
  public static String hint(String word, Collection<String> candidates) {
    return to(word, candidates).map(c -> " Did you mean '" + c + "'?").orElse("");
  }

  /// The candidate that is fewest edits away; empty if even that one is another word altogether:
  /// more than two letters and more than a third of it differ.
  public static Optional<String> to(String word, Collection<String> candidates) {
    if (word.length() > LONGEST) {
      return Optional.empty();
    }
    String best = "";
    int fewest = Integer.MAX_VALUE;
    for (String candidate : candidates) {
      int edits = edits(word, candidate);
      if (edits < fewest) {
        fewest = edits;
        best = candidate;
      }
    }
    return fewest <= Math.max(2, word.length() / 3) && fewest < best.length()
        ? Optional.of(best)
        : Optional.empty();
  }

  /// Levenshtein's distance, one row at a time.
  private static int edits(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int above = row[j];
        int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        row[j] = Math.min(replaced, 1 + Math.min(above, row[j - 1]));
        diagonal = above;
      }
    }
    return row[b.length()];
  }
}
