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
      int edits = vedette.event.Nearest.distance(word, candidate);
      if (edits < fewest) {
        fewest = edits;
        best = candidate;
      }
    }
    return fewest <= Math.max(2, word.length() / 3) && fewest < best.length()
        ? Optional.of(best)
        : Optional.empty();
  }
}
