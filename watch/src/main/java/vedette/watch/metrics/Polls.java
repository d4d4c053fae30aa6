package vedette.watch.metrics;

import io.prometheus.metrics.core.datapoints.CounterDataPoint;
import io.prometheus.metrics.core.datapoints.DistributionDataPoint;
import io.prometheus.metrics.core.datapoints.GaugeDataPoint;
import java.util.List;
import vedette.poll.Outcome;
import vedette.poll.Reading;

/// How asking the node goes.
final class Polls {
  private static final double NANOS = 1e9;
  private static final double MILLIS = 1e3;
  private static final int ANSWERED = Labels.OUTCOME.place(Labels.ANSWERED);

  private static final Label END = Label.closed("end", Labels.ANSWERED, "failed");

  private static final Family CALLS =
      Family.counter(
          "vedette_polls_total",
          "calls",
          "Calls to the node, by how they ended.",
          "RPC",
          Labels.CALL,
          Labels.OUTCOME);

  private static final Family DURATIONS =
      Family.histogram(
          "vedette_poll_seconds",
          "seconds",
          "How long calls took, connecting included.",
          "RPC",
          new double[] {0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30},
          Labels.CALL,
          END);

  private static final Family LAST =
      Family.gauge(
          "vedette_poll_last_answer_timestamp_seconds",
          "seconds since the epoch",
          "When the call was last answered: what it told is as old as this.",
          "RPC",
          Labels.CALL);

  static final List<Family> FAMILIES = List.of(CALLS, DURATIONS, LAST);

  private final Children<CounterDataPoint> calls;
  private final Children<DistributionDataPoint> durations;
  private final Children<GaugeDataPoint> last;

  Polls(NodeSeries series) {
    calls = series.counters(CALLS);
    durations = series.histograms(DURATIONS);
    last = series.gauges(LAST);
  }

  void accept(Reading reading) {
    int call = Labels.CALL.place(reading.call());
    int outcome =
        switch (reading.outcome()) {
          case Outcome.Answered _ -> ANSWERED;
          case Outcome.Failed failed -> Labels.OUTCOME.place(failed.trouble().word());
        };
    calls.at(call, outcome).inc();
    durations.at(call, outcome == ANSWERED ? 0 : 1).observe(reading.took().toNanos() / NANOS);
    if (outcome == ANSWERED) {
      last.at(call).set(reading.at().toEpochMilli() / MILLIS);
    }
  }
}
