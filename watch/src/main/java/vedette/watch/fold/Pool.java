package vedette.watch.fold;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import vedette.event.MempoolEvent;
import vedette.watch.view.MempoolView;
import vedette.watch.view.NodeView;

/// What goes in and out of the mempool.
final class Pool {
  private static final int LAST = 30;
  private static final int REASONS = 200;
  private static final int REASONS_SHOWN = 20;
  private static final int REASON_LENGTH = 64;

  /// Lower limits of the fee rates that are told apart, sat/vB.
  private static final double[] FEE_RATES = {
    0, 0.1, 0.2, 0.5, 1, 2, 3, 5, 8, 12, 20, 30, 50, 80, 120, 200, 500, 1_000
  };

  private final Counters counters;
  private final Sliding added = Sliding.hour();
  private final Sliding addedVbytes = Sliding.hour();
  private final Sliding addedFees = Sliding.hour();
  private final Sliding replaced = Sliding.hour();
  private final Sliding addedNow = Sliding.tenSeconds();
  private final HourCounts removed = new HourCounts(8);
  private final HourCounts rejected = new HourCounts(REASONS);
  private final Sliding[] byRate = new Sliding[FEE_RATES.length];
  private final Sliding[] vbytesByRate = new Sliding[FEE_RATES.length];
  private final Deque<MempoolEvent.Replaced> lastReplaced = new ArrayDeque<>();
  private final Deque<MempoolEvent.Rejected> lastRejected = new ArrayDeque<>();

  Pool(Counters counters) {
    this.counters = counters;
    for (int i = 0; i < FEE_RATES.length; i++) {
      byRate[i] = Sliding.hour();
      vbytesByRate[i] = Sliding.hour();
    }
  }

  void accept(MempoolEvent event, long ms) {
    switch (event) {
      case MempoolEvent.Added in -> added(in, ms);
      case MempoolEvent.Removed out -> {
        counters.add(Counter.REMOVED, 1);
        removed.add(ms, removal(out.reason()));
      }
      case MempoolEvent.Replaced gone -> {
        counters.add(Counter.REPLACED, 1);
        replaced.add(ms, 1);
        push(lastReplaced, gone);
      }
      case MempoolEvent.Rejected refused -> {
        counters.add(Counter.REJECTED, 1);
        rejected.add(ms, reason(refused.reason()));
        push(lastRejected, refused);
      }
    }
  }

  private void added(MempoolEvent.Added in, long ms) {
    counters.add(Counter.ADDED, 1);
    counters.add(Counter.ADDED_VBYTES, in.vsize());
    counters.add(Counter.ADDED_FEES, in.fee());
    added.add(ms, 1);
    addedNow.add(ms, 1);
    addedVbytes.add(ms, in.vsize());
    addedFees.add(ms, in.fee());
    int bucket = 0;
    double rate = in.vsize() > 0 ? (double) in.fee() / in.vsize() : 0;
    while (bucket + 1 < FEE_RATES.length && rate >= FEE_RATES[bucket + 1]) {
      bucket++;
    }
    byRate[bucket].add(ms, 1);
    vbytesByRate[bucket].add(ms, in.vsize());
  }

  private static <T> void push(Deque<T> last, T one) {
    if (last.size() == LAST) {
      last.removeLast();
    }
    last.addFirst(one);
  }

  /// Core's words and no other.
  private static String removal(String word) {
    return switch (word) {
      case "expiry", "sizelimit", "reorg", "block", "conflict", "replaced" -> word;
      default -> HourCounts.OTHER;
    };
  }

  /// Core's text up to the first comma or parenthesis: behind it are numbers and hashes.
  static String reason(String text) {
    int end = text.length();
    for (int i = 0; i < end; i++) {
      char c = text.charAt(i);
      if (c == ',' || c == '(') {
        end = i;
      }
    }
    String head = text.substring(0, Math.min(end, REASON_LENGTH)).strip();
    return head.isEmpty() ? HourCounts.OTHER : Words.tame(head, REASON_LENGTH);
  }

  double addedPerSecond(long now) {
    return addedNow.perSecond(now);
  }

  Map<String, Long> takeRemoved() {
    return removed.take();
  }

  Map<String, Long> takeRejected() {
    return rejected.take();
  }

  MempoolView view(Optional<NodeView.Pool> pool, long now) {
    List<MempoolView.FeeBucket> rates = new ArrayList<>();
    for (int i = 0; i < FEE_RATES.length; i++) {
      rates.add(
          new MempoolView.FeeBucket(FEE_RATES[i], byRate[i].sum(now), vbytesByRate[i].sum(now)));
    }
    return new MempoolView(
        pool,
        added.sum(now),
        addedVbytes.sum(now),
        addedFees.sum(now),
        removed.view(now, 8),
        replaced.sum(now),
        rejected.view(now, REASONS_SHOWN),
        List.copyOf(rates),
        lastReplaced.stream().map(Pool::replacement).toList(),
        lastRejected.stream().map(Pool::rejection).toList());
  }

  private static MempoolView.Replacement replacement(MempoolEvent.Replaced gone) {
    return new MempoolView.Replacement(
        gone.origin().timeNanos() / 1_000_000,
        gone.txid().toString(),
        feeRate(gone.fee(), gone.vsize()),
        gone.replacement().toString(),
        feeRate(gone.replacementFee(), gone.replacementVsize()));
  }

  /// Satoshi per kvB.
  private static long feeRate(long fee, long vsize) {
    return vsize > 0 ? Math.round(fee * 1_000.0 / vsize) : 0;
  }

  private static MempoolView.Rejection rejection(MempoolEvent.Rejected refused) {
    return new MempoolView.Rejection(
        refused.origin().timeNanos() / 1_000_000,
        refused.txid().toString(),
        Words.tame(refused.reason(), 128));
  }
}
