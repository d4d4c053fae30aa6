package vedette.watch.metrics;

import io.prometheus.metrics.core.datapoints.CounterDataPoint;
import java.util.List;
import vedette.event.VedetteEvent;

/// What was lost on the way from the probe to here, for each tracepoint.
final class Losses {
  private static final Label KIND = Label.closed("kind", "event", "payload", "fault", "cut");

  private static final Family LOSSES =
      Family.counter(
          "vedette_losses_total",
          "events",
          "What was lost: event, it never arrived; payload, a message came without; fault, memory"
              + " of the node could not be read; cut, a payload or text was longer than the maximum"
              + " that is configured.",
          "vedette:loss",
          Labels.EVENT,
          KIND);

  static final List<Family> FAMILIES = List.of(LOSSES);

  private final Children<CounterDataPoint> losses;

  Losses(NodeSeries series) {
    losses = series.counters(LOSSES);
    // A query for losses must say none, not nothing.
    for (int event = 0; event < Labels.EVENT.size(); event++) {
      losses.at(event, 0);
    }
  }

  void accept(VedetteEvent.Loss loss) {
    for (VedetteEvent.Loss.Count count : loss.counts()) {
      int event = Labels.EVENT.place(count.event());
      add(event, 0, count.lost());
      add(event, 1, count.payloads());
      add(event, 2, count.faults());
      add(event, 3, count.cut());
    }
  }

  private void add(int event, int kind, long count) {
    if (count > 0) {
      losses.at(event, kind).inc(count);
    }
  }
}
