package vedette.app.config;

import java.util.Collection;
import java.util.List;

/// Guesses what a mistyped key was meant to be.
final class Near {
  private Near() {}

  /// A sentence to append, with what is before it; empty if nothing is near.
  static String hint(String word, Collection<String> candidates) {
    String best = "";
    int fewest = Integer.MAX_VALUE;
    // What is longer than any key is not a mistyped one, and comparing it would cost.
    for (String candidate : word.length() > 64 ? List.<String>of() : candidates) {
      int edits = edits(word, candidate);
      if (edits < fewest) {
        fewest = edits;
        best = candidate;
      }
    }
    return fewest <= Math.max(2, word.length() / 3) && fewest < best.length()
        ? "; nearest: " + best
        : "";
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
