package vedette.watch.metrics;

import io.prometheus.metrics.core.datapoints.DataPoint;
import io.prometheus.metrics.core.metrics.StatefulMetric;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The series of one family that belong to one node, addressed by the places of their label values
/// and looked up by text only at first use.
///
/// Not thread-safe: its node's lock is held.
final class Children<D extends DataPoint> {
  private final Family family;
  private final String node;
  private final StatefulMetric<D, ?> metric;
  private final List<@Nullable D> points = new ArrayList<@Nullable D>();

  Children(Family family, String node, StatefulMetric<D, ?> metric) {
    this.family = family;
    this.node = node;
    this.metric = metric;
    for (int i = 0; i < family.children(); i++) {
      points.add(null);
    }
  }

  D only() {
    return point(0);
  }

  D at(int first) {
    return point(first);
  }

  D at(int first, int second) {
    return point(first * size(1) + second);
  }

  D at(int first, int second, int third) {
    return point((first * size(1) + second) * size(2) + third);
  }

  /// Ends every series of the node, so that nothing is said any more.
  void clear() {
    for (int i = 0; i < points.size(); i++) {
      remove(i);
    }
  }

  /// Ends one series.
  void remove(int place) {
    if (points.get(place) != null) {
      metric.remove(labels(place));
      points.set(place, null);
    }
  }

  /// Whether a series was begun.
  boolean begun(int place) {
    return points.get(place) != null;
  }

  private D point(int place) {
    D known = points.get(place);
    if (known != null) {
      return known;
    }
    D resolved = metric.labelValues(labels(place));
    points.set(place, resolved);
    return resolved;
  }

  private int size(int label) {
    return family.labels().get(label).size();
  }

  private String[] labels(int place) {
    int count = family.labels().size();
    String[] values = new String[count + 1];
    values[0] = node;
    int rest = place;
    for (int i = count - 1; i >= 0; i--) {
      Label label = family.labels().get(i);
      values[i + 1] = label.values().get(rest % label.size());
      rest /= label.size();
    }
    return values;
  }
}
