package vedette.history;

import java.util.List;

/// Values of series over a range.
///
/// @param stepSeconds what one point stands for
/// @param series those that exist, in the order in which they were asked for
public record SeriesAnswer(long stepSeconds, List<Values> series) {
  /// Keeps its own list.
  public SeriesAnswer {
    series = List.copyOf(series);
  }

  /// A series' values.
  ///
  /// @param points in order of time; where nothing was sampled there is none
  public record Values(String name, String unit, List<Point> points) {
    /// Keeps its own list.
    public Values {
      points = List.copyOf(points);
    }
  }

  /// What was sampled within one step. The extremes are those of the samples, so that a spike of
  /// ten seconds is still seen in a point that stands for a week.
  ///
  /// @param time start of the step, ms since the epoch
  /// @param value mean of the samples
  /// @param last the last sample, for values that only grow
  /// @param count samples
  public record Point(long time, double value, double min, double max, double last, long count) {}
}
