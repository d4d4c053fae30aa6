package vedette.watch.metrics;

import io.prometheus.metrics.core.datapoints.CounterDataPoint;
import io.prometheus.metrics.core.datapoints.DataPoint;
import io.prometheus.metrics.core.datapoints.DistributionDataPoint;
import io.prometheus.metrics.core.datapoints.GaugeDataPoint;
import io.prometheus.metrics.core.metrics.StatefulMetric;
import java.util.ArrayList;
import java.util.List;

/// All series of one node.
final class NodeSeries {
  private final Store store;
  private final String node;
  private final List<Children<?>> all = new ArrayList<>();
  private final List<Children<?>> present = new ArrayList<>();

  NodeSeries(Store store, String node) {
    this.store = store;
    this.node = node;
  }

  /// Counters; one without labels begins at 0, so that its first event is an increase.
  Children<CounterDataPoint> counters(Family family) {
    Children<CounterDataPoint> made = made(family, store.counters(family));
    if (family.labels().isEmpty()) {
      made.only();
    }
    return made;
  }

  /// Gauges; absent until set.
  Children<GaugeDataPoint> gauges(Family family) {
    Children<GaugeDataPoint> made = made(family, store.gauges(family));
    present.add(made);
    return made;
  }

  /// Gauges that do not end with the node's process; absent until set.
  Children<GaugeDataPoint> lasting(Family family) {
    return made(family, store.gauges(family));
  }

  /// Histograms; absent until something was observed.
  Children<DistributionDataPoint> histograms(Family family) {
    return made(family, store.histograms(family));
  }

  /// Ends what speaks of the present; counts go on.
  void endPresent() {
    present.forEach(Children::clear);
  }

  /// Ends everything.
  void end() {
    all.forEach(Children::clear);
  }

  private <D extends DataPoint> Children<D> made(Family family, StatefulMetric<D, ?> metric) {
    Children<D> made = new Children<>(family, node, metric);
    all.add(made);
    return made;
  }
}
