package vedette.watch.metrics;

import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.InfoSnapshot;
import io.prometheus.metrics.model.snapshots.InfoSnapshot.InfoDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;

/// What is of Vedette and not of a node, read at each scrape.
final class OwnFamilies implements MultiCollector {
  /// Stands for the text that is known only when Vedette runs.
  private static final Label VERSION = Label.closed("version", "the version");

  private static final Label FATE =
      Label.closed("fate", "delivered", "lost", "dropped", "filtered");

  private static final Family BUILD =
      new Family(
          "vedette_build_info",
          Family.Type.INFO,
          "1",
          "Version of Vedette.",
          "Vedette",
          false,
          List.of(VERSION),
          List.of());

  private static final Family NODES =
      Family.gauge("vedette_nodes", "nodes", "Nodes that have series here.", "Vedette").ofVedette();

  private static final Family UNOBSERVED =
      Family.counter(
              "vedette_unobserved_events_total",
              "events",
              "Events and readings of nodes beyond the number that may have series.",
              "Vedette")
          .ofVedette();

  private static final Family TRACEPOINTS =
      Family.counter(
              "vedette_tracepoint_events_total",
              "events",
              "What became of the hits of each tracepoint since the tap was opened; their sum"
                  + " fired.",
              "the tap's statistics",
              vedette.watch.metrics.Labels.EVENT,
              FATE)
          .ofVedette();

  static final List<Family> FAMILIES = families();

  private final String version;
  private final IntSupplier nodes;
  private final LongSupplier unobserved;
  private volatile long[][] tracepoints = new long[0][0];

  OwnFamilies(String version, IntSupplier nodes, LongSupplier unobserved) {
    this.version = version;
    this.nodes = nodes;
    this.unobserved = unobserved;
  }

  void counted(List<TracepointCount> counts) {
    Label events = vedette.watch.metrics.Labels.EVENT;
    long[][] sums = new long[events.size()][];
    for (TracepointCount count : counts) {
      int event = events.place(count.event());
      long[] sum = sums[event] == null ? new long[FATE.size()] : sums[event];
      sum[0] += count.delivered();
      sum[1] += count.lost();
      sum[2] += count.dropped();
      sum[3] += count.filtered();
      sums[event] = sum;
    }
    tracepoints = sums;
  }

  @Override
  public MetricSnapshots collect() {
    MetricSnapshots.Builder all = MetricSnapshots.builder();
    all.metricSnapshot(
        InfoSnapshot.builder()
            .name("vedette_build")
            .help(BUILD.help())
            .dataPoint(
                InfoDataPointSnapshot.builder().labels(Labels.of("version", version)).build())
            .build());
    add(all, NODES, nodes.getAsInt());
    add(all, UNOBSERVED, (double) unobserved.getAsLong());
    tracepoints(all);
    for (OwnProcess.Value value : OwnProcess.VALUES) {
      OptionalDouble now = value.read().get();
      if (now.isPresent()) {
        add(all, value.family(), now.getAsDouble());
      }
    }
    return all.build();
  }

  private void tracepoints(MetricSnapshots.Builder all) {
    CounterSnapshot.Builder family =
        CounterSnapshot.builder().name(base(TRACEPOINTS)).help(TRACEPOINTS.help());
    long[][] sums = tracepoints;
    boolean any = false;
    for (int event = 0; event < sums.length; event++) {
      for (int fate = 0; sums[event] != null && fate < FATE.size(); fate++) {
        any = true;
        family.dataPoint(
            CounterDataPointSnapshot.builder()
                .labels(
                    Labels.of(
                        "event",
                        vedette.watch.metrics.Labels.EVENT.values().get(event),
                        FATE.name(),
                        FATE.values().get(fate)))
                .value((double) sums[event][fate])
                .build());
      }
    }
    if (any) {
      all.metricSnapshot(family.build());
    }
  }

  private static void add(MetricSnapshots.Builder all, Family family, double value) {
    if (family.type() == Family.Type.COUNTER) {
      all.metricSnapshot(
          CounterSnapshot.builder()
              .name(base(family))
              .help(family.help())
              .dataPoint(CounterDataPointSnapshot.builder().value(value).build())
              .build());
    } else {
      all.metricSnapshot(
          GaugeSnapshot.builder()
              .name(family.name())
              .help(family.help())
              .dataPoint(GaugeDataPointSnapshot.builder().value(value).build())
              .build());
    }
  }

  private static String base(Family counter) {
    return counter.name().substring(0, counter.name().length() - "_total".length());
  }

  private static List<Family> families() {
    List<Family> all = new ArrayList<>(List.of(BUILD, NODES, UNOBSERVED, TRACEPOINTS));
    OwnProcess.VALUES.forEach(value -> all.add(value.family()));
    return List.copyOf(all);
  }
}
