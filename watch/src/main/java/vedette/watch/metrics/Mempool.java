package vedette.watch.metrics;

import io.prometheus.metrics.core.datapoints.CounterDataPoint;
import io.prometheus.metrics.core.datapoints.DistributionDataPoint;
import java.util.List;
import java.util.concurrent.TimeUnit;
import vedette.event.MempoolEvent;

/// Transactions that enter, leave, are replaced and refused.
final class Mempool {
  private static final Label REPLACED_BY = Label.closed("by", "transaction", "package");

  private static final Family ADDED =
      Family.counter(
          "vedette_mempool_added_total",
          "transactions",
          "Transactions that entered the mempool.",
          "mempool:added");

  private static final Family ADDED_VBYTES =
      Family.counter(
          "vedette_mempool_added_vbytes_total",
          "vbytes",
          "Virtual size of the transactions that entered.",
          "mempool:added");

  private static final Family ADDED_FEES =
      Family.counter(
          "vedette_mempool_added_fees_satoshis_total",
          "satoshi",
          "Fees of the transactions that entered.",
          "mempool:added");

  private static final Family FEERATE =
      Family.histogram(
          "vedette_mempool_added_feerate_satoshis_per_vbyte",
          "satoshi per vbyte",
          "Feerate of each transaction that entered.",
          "mempool:added",
          new double[] {0.1, 0.2, 0.5, 1, 1.5, 2, 3, 5, 8, 12, 20, 35, 60, 100, 200, 500, 1_000});

  private static final Family REMOVED =
      Family.counter(
          "vedette_mempool_removed_total",
          "transactions",
          "Transactions that left the mempool.",
          "mempool:removed",
          Labels.REMOVAL);

  private static final Family REMOVED_VBYTES =
      Family.counter(
          "vedette_mempool_removed_vbytes_total",
          "vbytes",
          "Virtual size of the transactions that left.",
          "mempool:removed",
          Labels.REMOVAL);

  private static final Family STAY =
      Family.histogram(
          "vedette_mempool_stay_seconds",
          "seconds",
          "How long transactions had been in the mempool when they left.",
          "mempool:removed",
          new double[] {
            1, 10, 60, 300, 600, 1_200, 1_800, 3_600, 10_800, 43_200, 86_400, 604_800, 1_209_600
          },
          Labels.REMOVAL);

  private static final Family REPLACED =
      Family.counter(
          "vedette_mempool_replaced_total",
          "transactions",
          "Transactions that gave way to a better paying one, or to a package.",
          "mempool:replaced",
          REPLACED_BY);

  private static final Family REPLACED_VBYTES =
      Family.counter(
          "vedette_mempool_replaced_vbytes_total",
          "vbytes",
          "Virtual size of the transactions that gave way.",
          "mempool:replaced",
          REPLACED_BY);

  private static final Family REJECTED =
      Family.counter(
          "vedette_mempool_rejected_total",
          "transactions",
          "Transactions that were refused. bad-txns-inputs-missingorspent is an orphan, or spends"
              + " what is spent.",
          "mempool:rejected",
          Reasons.REJECTION);

  static final List<Family> FAMILIES =
      List.of(
          ADDED,
          ADDED_VBYTES,
          ADDED_FEES,
          FEERATE,
          REMOVED,
          REMOVED_VBYTES,
          STAY,
          REPLACED,
          REPLACED_VBYTES,
          REJECTED);

  private final CounterDataPoint added;
  private final CounterDataPoint addedVbytes;
  private final CounterDataPoint addedFees;
  private final Children<DistributionDataPoint> feerate;
  private final Children<CounterDataPoint> removed;
  private final Children<CounterDataPoint> removedVbytes;
  private final Children<DistributionDataPoint> stay;
  private final Children<CounterDataPoint> replaced;
  private final Children<CounterDataPoint> replacedVbytes;
  private final Children<CounterDataPoint> rejected;

  Mempool(NodeSeries series) {
    added = series.counters(ADDED).only();
    addedVbytes = series.counters(ADDED_VBYTES).only();
    addedFees = series.counters(ADDED_FEES).only();
    feerate = series.histograms(FEERATE);
    removed = series.counters(REMOVED);
    removedVbytes = series.counters(REMOVED_VBYTES);
    stay = series.histograms(STAY);
    replaced = series.counters(REPLACED);
    replacedVbytes = series.counters(REPLACED_VBYTES);
    rejected = series.counters(REJECTED);
  }

  void accept(MempoolEvent event) {
    switch (event) {
      case MempoolEvent.Added entry -> {
        added.inc();
        addedVbytes.inc(Math.max(0, entry.vsize()));
        addedFees.inc(Math.max(0, entry.fee()));
        if (entry.vsize() > 0 && entry.fee() >= 0) {
          feerate.only().observe((double) entry.fee() / entry.vsize());
        }
      }
      case MempoolEvent.Removed entry -> {
        int reason = Labels.REMOVAL.place(entry.reason());
        removed.at(reason).inc();
        removedVbytes.at(reason).inc(Math.max(0, entry.vsize()));
        long seconds = TimeUnit.NANOSECONDS.toSeconds(entry.origin().timeNanos());
        stay.at(reason).observe((double) Math.max(0, seconds - entry.entryTime()));
      }
      case MempoolEvent.Replaced entry -> {
        int by = entry.replacedByTransaction() ? 0 : 1;
        replaced.at(by).inc();
        replacedVbytes.at(by).inc(Math.max(0, entry.vsize()));
      }
      case MempoolEvent.Rejected entry -> rejected.at(Reasons.rejection(entry.reason())).inc();
    }
  }
}
