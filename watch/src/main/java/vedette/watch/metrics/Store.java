package vedette.watch.metrics;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Gauge;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The families of the catalogue, registered.
final class Store {
  private final PrometheusRegistry registry;
  private final Map<Family, Counter> counters = new HashMap<>();
  private final Map<Family, Gauge> gauges = new HashMap<>();
  private final Map<Family, Histogram> histograms = new HashMap<>();

  Store(PrometheusRegistry registry, List<Family> families) {
    this.registry = registry;
    for (Family family : families) {
      switch (family.type()) {
        case COUNTER -> counters.put(family, counter(family));
        case GAUGE -> gauges.put(family, gauge(family));
        case HISTOGRAM -> histograms.put(family, histogram(family));
        case INFO -> throw new IllegalArgumentException(family.name() + " is not of a node");
      }
    }
  }

  Counter counters(Family family) {
    return found(family, counters);
  }

  Gauge gauges(Family family) {
    return found(family, gauges);
  }

  Histogram histograms(Family family) {
    return found(family, histograms);
  }

  private static <M> M found(Family family, Map<Family, M> metrics) {
    M metric = metrics.get(family);
    if (metric == null) {
      throw new IllegalStateException(
          family.name() + ": expected in the catalogue as such a type. Found: " + family.type());
    }
    return metric;
  }

  private Counter counter(Family family) {
    return Counter.builder()
        .name(family.name())
        .help(family.help())
        .labelNames(names(family))
        .withoutExemplars()
        .register(registry);
  }

  private Gauge gauge(Family family) {
    return Gauge.builder()
        .name(family.name())
        .help(family.help())
        .labelNames(names(family))
        .withoutExemplars()
        .register(registry);
  }

  private Histogram histogram(Family family) {
    return Histogram.builder()
        .name(family.name())
        .help(family.help())
        .labelNames(names(family))
        .classicOnly()
        .classicUpperBounds(family.bounds().stream().mapToDouble(Double::doubleValue).toArray())
        .withoutExemplars()
        .register(registry);
  }

  private static String[] names(Family family) {
    return family.labelNames().toArray(String[]::new);
  }
}
