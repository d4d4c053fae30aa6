package vedette.watch.metrics;

import java.util.Map;

/// What a series is at now.
///
/// @param name of the metric, as in queries
public record SeriesValue(String name, Map<String, String> labels, double value) {
  /// Keeps its own map.
  public SeriesValue {
    labels = Map.copyOf(labels);
  }
}
