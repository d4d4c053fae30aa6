package vedette.history;

/// Samples of one series within one step, gathered before they are written.
final class Rollup {
  /// Where it belongs.
  record Key(Step step, long time, long series) {}

  long count;
  double sum;
  double min = Double.POSITIVE_INFINITY;
  double max = Double.NEGATIVE_INFINITY;
  double last;
  long lastAt = Long.MIN_VALUE;

  void add(double value, long at) {
    add(1, value, value, value, value, at);
  }

  /// Another part of the same step or point; where two are equally late, the last one given stands.
  void add(long samples, double total, double least, double most, double lastValue, long at) {
    count += samples;
    sum += total;
    min = Math.min(min, least);
    max = Math.max(max, most);
    if (at >= lastAt) {
      last = lastValue;
      lastAt = at;
    }
  }
}
