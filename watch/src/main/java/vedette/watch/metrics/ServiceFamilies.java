package vedette.watch.metrics;

import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.InfoSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import vedette.poll.Trouble;
import vedette.watch.service.Measure;
import vedette.watch.service.Measured;
import vedette.watch.service.Services;
import vedette.watch.service.Tally;
import vedette.watch.view.State;

/// What was measured of the services, read at each scrape: nothing is kept here, so a service that
/// is forgotten has no series any more.
final class ServiceFamilies implements MultiCollector {
  private static final double MILLIS = 1e3;
  private static final int STATES = State.values().length;
  private static final int OUTCOMES = 1 + Trouble.values().length;

  private static final Measure STATE =
      Measure.gauge(
          "vedette_service_state",
          "1",
          "1 for the state that the service is in, 0 for all others.",
          "all calls",
          STATES,
          "kind",
          "state");

  private static final Measure SINCE =
      Measure.gauge(
          "vedette_service_state_since_timestamp_seconds",
          "seconds since the epoch",
          "Since when the service is in its state.",
          "all calls");

  private static final Measure ANSWERED =
      Measure.gauge(
          "vedette_service_last_answer_timestamp_seconds",
          "seconds since the epoch",
          "When the service last answered anything: what it told is as old as this.",
          "all calls");

  private static final Measure OUTAGES =
      Measure.counter(
          "vedette_service_outages_total",
          "outages",
          "How often the service was well and then was not reached, hung or waited.",
          "all calls");

  private static final Measure CALLS =
      Measure.counter(
          "vedette_service_polls_total",
          "calls",
          "Calls to the service, by how they ended.",
          "all calls",
          OUTCOMES,
          "outcome");

  private static final Measure DROPPED =
      Measure.counter(
          "vedette_service_values_dropped_total",
          "values",
          "Values that were left out because a family has a bound.",
          "Vedette");

  /// What services of every kind have.
  static final List<Measure> COMMON = List.of(STATE, SINCE, ANSWERED, OUTAGES, CALLS, DROPPED);

  private final Services services;

  ServiceFamilies(Services services) {
    this.services = services;
  }

  @Override
  public MetricSnapshots collect() {
    Map<String, List<Measured>> families = new LinkedHashMap<>();
    Stream.concat(
            services.tallies().stream().flatMap(ServiceFamilies::common),
            services.measured().stream())
        .forEach(value ->
            families.computeIfAbsent(value.measure().name(), _ -> new ArrayList<>()).add(value));
    MetricSnapshots.Builder all = MetricSnapshots.builder();
    families.values().forEach(values -> all.metricSnapshot(family(values)));
    return all.build();
  }

  private static Stream<Measured> common(Tally it) {
    List<Measured> all = new ArrayList<>();
    for (State state : State.values()) {
      String word = state.name().toLowerCase(Locale.ROOT);
      all.add(value(it, STATE, state == it.state() ? 1 : 0, it.kind(), word));
    }
    all.add(value(it, SINCE, it.since() / MILLIS));
    it.asOf().ifPresent(at -> all.add(value(it, ANSWERED, at / MILLIS)));
    all.add(value(it, OUTAGES, (double) it.outages()));
    all.add(value(it, CALLS, (double) it.answered(), vedette.watch.metrics.Labels.ANSWERED));
    it.failed().forEach((why, times) -> all.add(value(it, CALLS, times, why.word())));
    all.add(value(it, DROPPED, (double) it.dropped()));
    return all.stream();
  }

  private static Measured value(Tally of, Measure measure, double value, String... labels) {
    return new Measured(of.service(), measure, List.of(labels), value, 0);
  }

  private static MetricSnapshot family(List<Measured> values) {
    Measure measure = values.getFirst().measure();
    return switch (measure.type()) {
      case GAUGE -> {
        var family = GaugeSnapshot.builder().name(measure.name()).help(measure.help());
        values.forEach(it ->
            family.dataPoint(
                GaugeSnapshot.GaugeDataPointSnapshot.builder()
                    .labels(labels(it))
                    .value(it.value())
                    .build()));
        yield family.build();
      }
      case COUNTER -> {
        var family = CounterSnapshot.builder().name(base(measure)).help(measure.help());
        values.forEach(it ->
            family.dataPoint(
                CounterSnapshot.CounterDataPointSnapshot.builder()
                    .labels(labels(it))
                    .value(it.value())
                    .build()));
        yield family.build();
      }
      case INFO -> {
        var family = InfoSnapshot.builder().name(base(measure)).help(measure.help());
        values.forEach(it ->
            family.dataPoint(
                InfoSnapshot.InfoDataPointSnapshot.builder().labels(labels(it)).build()));
        yield family.build();
      }
    };
  }

  /// The name without the ending that the format adds again.
  private static String base(Measure measure) {
    return measure.name().substring(0, measure.name().lastIndexOf('_'));
  }

  private static Labels labels(Measured value) {
    List<String> names = new ArrayList<>(List.of("service"));
    names.addAll(value.measure().labels());
    List<String> values = new ArrayList<>(List.of(value.service()));
    values.addAll(value.labels());
    return Labels.of(names, values);
  }
}
