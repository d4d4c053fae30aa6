package vedette.history;

import java.util.List;

/// Which values of which series.
///
/// @param node the node's key
/// @param names 1 to 64 series
/// @param from first moment, ms since the epoch
/// @param to last moment, ms since the epoch
/// @param points how many points a series may have at most, 1 to 10,000
public record SeriesQuery(String node, List<String> names, long from, long to, int points) {
  /// Checks its values and keeps its own list.
  public SeriesQuery {
    names = List.copyOf(names);
    if (names.isEmpty() || names.size() > 64) {
      throw new IllegalArgumentException(
          "history: expected 1 to 64 series. Found: " + names.size() + ".");
    }
    if (points < 1 || points > 10_000) {
      throw new IllegalArgumentException(
          "history: expected 1 to 10000 points. Found: " + points + ".");
    }
    if (from > to) {
      throw new IllegalArgumentException(
          "history: expected a range. Found: from " + from + " to " + to + ".");
    }
  }
}
