package vedette.watch.metrics;

import io.prometheus.metrics.expositionformats.ExpositionFormatWriter;
import io.prometheus.metrics.expositionformats.OpenMetricsTextFormatWriter;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.DataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import vedette.event.Event;
import vedette.poll.Reading;
import vedette.watch.service.Services;
import vedette.watch.view.State;

/// Counts events and keeps readings of nodes, and writes them for Prometheus.
///
/// ```java
/// Metrics metrics = Metrics.create("1.0");
/// source.poll(timeout, event -> metrics.accept("main", event));
/// metrics.own(request.header("Accept")).writeTo(response);
/// ```
///
/// All methods may be called by any thread. [#accept(String, Event)] is made for one thread and
/// tens of thousands of events a second: what it needs was looked up before, and the lock of its
/// node is free except while a reading comes in.
///
/// The drop-in expositions have no label for a node, so they speak of one: the one that was named
/// at [#create(String, String)], otherwise the first that was heard of.
public final class Metrics {
  /// Most nodes that have series. Events of further ones are counted in
  /// `vedette_unobserved_events_total`.
  public static final int MAX_NODES = 16;

  private static final String OPEN_METRICS = "application/openmetrics-text";
  private static final ExpositionFormatWriter TEXT = PrometheusTextFormatWriter.create();
  private static final ExpositionFormatWriter OPEN = OpenMetricsTextFormatWriter.create();

  private final PrometheusRegistry registry = new PrometheusRegistry();
  private final Store store = new Store(registry, Catalogue.NODE_FAMILIES);
  private final OwnFamilies own;
  private final LongAdder unobserved = new LongAdder();
  private final Map<String, NodeFold> nodes = new ConcurrentHashMap<>();
  private final LinkedHashMap<String, NodeFold> inOrder = new LinkedHashMap<>();
  private final String spokesman;

  private Metrics(String version, String spokesman) {
    this.spokesman = spokesman;
    own = new OwnFamilies(version, this::nodeCount, unobserved::sum);
    registry.register(own);
  }

  /// Metrics whose drop-in ports speak of the first node that is heard of.
  ///
  /// @param version of Vedette, for `vedette_build_info`
  public static Metrics create(String version) {
    return new Metrics(version, "");
  }

  /// Metrics whose drop-in ports speak of a certain node, also while it was not heard of yet.
  public static Metrics create(String version, String dropInNode) {
    return new Metrics(version, dropInNode);
  }

  /// Exposes what is measured of services besides. To be called once.
  public void services(Services services) {
    registry.register(new ServiceFamilies(services));
  }

  /// Counts an event of a node.
  ///
  /// @param node the node's name: the value of the label `node`
  public void accept(String node, Event event) {
    NodeFold fold = fold(node);
    if (fold == null) {
      unobserved.increment();
    } else {
      fold.accept(event);
    }
  }

  /// Takes over what a node said; the reading's target is its name.
  public void accept(Reading reading) {
    NodeFold fold = fold(reading.target());
    if (fold == null) {
      unobserved.increment();
    } else {
      fold.accept(reading);
    }
  }

  /// Makes a node known, before anything is heard of it: the first one speaks at the drop-in ports.
  public void expect(String node) {
    NodeFold _ = fold(node);
  }

  /// How a node is judged to be now.
  public void accept(String node, State state) {
    NodeFold fold = nodes.get(node);
    if (fold != null) {
      fold.accept(state);
    }
  }

  /// The values that these metrics of nodes have now: the same that [#own] writes.
  ///
  /// @param names as in queries; histograms have no value
  public List<SeriesValue> values(Set<String> names) {
    Set<String> wanted = new HashSet<>();
    names.forEach(name -> wanted.add(name.replaceFirst("_total$", "")));
    List<SeriesValue> all = new ArrayList<>();
    for (MetricSnapshot family : registry.scrape(wanted::contains)) {
      String name = family.getMetadata().getPrometheusName();
      for (DataPointSnapshot point : family.getDataPoints()) {
        switch (point) {
          case GaugeDataPointSnapshot gauge ->
              all.add(new SeriesValue(name, labels(gauge), gauge.getValue()));
          case CounterDataPointSnapshot counter ->
              all.add(new SeriesValue(name + "_total", labels(counter), counter.getValue()));
          default -> {}
        }
      }
    }
    return List.copyOf(all);
  }

  private static Map<String, String> labels(DataPointSnapshot point) {
    Map<String, String> labels = new TreeMap<>();
    point.getLabels().forEach(label -> labels.put(label.getName(), label.getValue()));
    return labels;
  }

  /// Ends what is said of a node's present, because its process has ended; counts go on when it
  /// comes back. A `vedette:node` event with state gone does the same.
  public void gone(String node) {
    NodeFold fold = nodes.get(node);
    if (fold != null) {
      fold.gone();
    }
  }

  /// Ends all series of a node that is not watched any more, and makes room for another.
  public void forget(String node) {
    synchronized (inOrder) {
      inOrder.remove(node);
      NodeFold fold = nodes.remove(node);
      if (fold != null) {
        fold.end();
      }
    }
  }

  /// Takes over what the source of events counted, once in a while: absolute numbers since it was
  /// opened, of all tracepoints.
  public void counted(List<TracepointCount> counts) {
    own.counted(counts);
  }

  /// The 25 families of usdt-dash's tracing exporter (port 9435), in Prometheus's text format.
  ///
  /// Those without labels are there from the start, at 0.
  public Exposition usdtDash() {
    NodeFold node = spokesman();
    return new Exposition(
        TEXT, node == null ? new UsdtDash().collect() : node.usdtDash().collect());
  }

  /// The 14 families of usdt-dash's RPC exporter (port 9436), in Prometheus's text format.
  ///
  /// A family is absent, not zero, as long as the call that it needs was not answered, and again
  /// when the node's process has ended.
  public Exposition usdtDashRpc() {
    NodeFold node = spokesman();
    return new Exposition(
        TEXT, node == null ? new UsdtDashRpc().collect() : node.usdtDashRpc().collect());
  }

  /// Vedette's own families (`/metrics`).
  ///
  /// @param accept the request's header `Accept`, empty if it had none: OpenMetrics for who asks
  ///   for it, otherwise Prometheus's text format
  public Exposition own(String accept) {
    return new Exposition(accept.contains(OPEN_METRICS) ? OPEN : TEXT, registry.scrape());
  }

  private @Nullable NodeFold fold(String node) {
    NodeFold known = nodes.get(node);
    return known != null ? known : begin(node);
  }

  private @Nullable NodeFold begin(String node) {
    synchronized (inOrder) {
      NodeFold known = nodes.get(node);
      if (known != null || inOrder.size() >= MAX_NODES) {
        return known;
      }
      NodeFold made = new NodeFold(new NodeSeries(store, node));
      inOrder.put(node, made);
      nodes.put(node, made);
      return made;
    }
  }

  private @Nullable NodeFold spokesman() {
    if (!spokesman.isEmpty()) {
      return nodes.get(spokesman);
    }
    synchronized (inOrder) {
      return inOrder.isEmpty() ? null : inOrder.firstEntry().getValue();
    }
  }

  private int nodeCount() {
    return nodes.size();
  }
}
