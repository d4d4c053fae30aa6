package vedette.event;

import java.util.Collection;

/// Finds the word that was probably meant.
public final class Nearest {
  private static final int LONGEST = 64;

  private Nearest() {}

  /// The nearest of the words, empty if none is near: more than half of what was typed would have
  /// to change. Of equally near words the first.
  static String to(String typed, Collection<String> words) {
    if (typed.length() > LONGEST) {
      return "";
    }
    String best = "";
    int bestDistance = Math.max(1, typed.length() / 2) + 1;
    for (String word : words) {
      int distance = distance(typed, word);
      if (distance < bestDistance) {
        best = word;
        bestDistance = distance;
      }
    }
    return best;
  }

  /// Number of characters to insert, delete, replace or swap with their neighbour (optimal string
  /// alignment). A word that was only begun counts as one away.
  public static int distance(String typed, String word) {
    if (typed.length() > 2 && word.startsWith(typed)) {
      return word.length() == typed.length() ? 0 : 1;
    }
    int[] beforeLast = new int[word.length() + 1];
    int[] last = new int[word.length() + 1];
    int[] row = new int[word.length() + 1];
    for (int j = 0; j <= word.length(); j++) {
      last[j] = j;
    }
    for (int i = 1; i <= typed.length(); i++) {
      row[0] = i;
      for (int j = 1; j <= word.length(); j++) {
        int change = typed.charAt(i - 1) == word.charAt(j - 1) ? 0 : 1;
        row[j] = Math.min(Math.min(row[j - 1], last[j]) + 1, last[j - 1] + change);
        if (i > 1
            && j > 1
            && typed.charAt(i - 1) == word.charAt(j - 2)
            && typed.charAt(i - 2) == word.charAt(j - 1)) {
          row[j] = Math.min(row[j], beforeLast[j - 2] + 1);
        }
      }
      int[] free = beforeLast;
      beforeLast = last;
      last = row;
      row = free;
    }
    return last[word.length()];
  }
}
