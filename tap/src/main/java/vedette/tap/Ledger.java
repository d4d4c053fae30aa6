package vedette.tap;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import vedette.event.VedetteEvent.Loss;

/// Counts of a live tap: what the kernel counted (lost, without payload, faulted, cut, filtered),
/// and what was handed over here.
///
/// The kernel's half is memory that BPF programs add to; layout in tap.bpf.c (`struct counter`).
final class Ledger {
  private static final int LOST = 0;
  private static final int PAYLOADS = 8;
  private static final int FAULTS = 16;
  private static final int CUT = 24;
  private static final int FILTERED = 32;

  private final List<Kind> kinds;
  private volatile MemorySegment counters;
  private final long[] delivered = new long[KernelSide.KINDS];
  private final long[] bytes = new long[KernelSide.KINDS];
  private final long[] dropped = new long[KernelSide.KINDS];
  private final long[] deselected = new long[KernelSide.KINDS];
  private final Loss.Count[] announced;

  Ledger(List<Kind> kinds, MemorySegment counters) {
    this.kinds = kinds;
    this.counters = counters;
    this.announced = new Loss.Count[KernelSide.KINDS];
    for (Kind kind : kinds) {
      announced[kind.number()] = new Loss.Count(kind.event(), 0, 0, 0, 0);
    }
  }

  /// Keeps the kernel's counts as they are now: the memory they are in is about to go.
  void settle() {
    counters = MemorySegment.ofArray(counters.toArray(ValueLayout.JAVA_LONG));
  }

  void delivered(int kind, long payload) {
    delivered[kind]++;
    bytes[kind] += payload;
  }

  /// An event was left out here because it is not selected.
  void deselected(int kind) {
    deselected[kind]++;
  }

  /// An event was left out because one of its arguments is unknown; the kernel counted the fault.
  void dropped(int kind) {
    dropped[kind]++;
  }

  /// Whether the kernel has counted anything that no [#news] has told yet.
  boolean hasNews() {
    for (Kind kind : kinds) {
      Loss.Count told = announced[kind.number()];
      if (counter(kind, LOST) != told.lost()
          || counter(kind, PAYLOADS) != told.payloads()
          || counter(kind, FAULTS) != told.faults()
          || counter(kind, CUT) != told.cut()) {
        return true;
      }
    }
    return false;
  }

  /// What was lost since the last call.
  List<Loss.Count> news() {
    List<Loss.Count> news = new ArrayList<>();
    for (Kind kind : kinds) {
      Loss.Count told = announced[kind.number()];
      Loss.Count now =
          new Loss.Count(
              kind.event(),
              counter(kind, LOST),
              counter(kind, PAYLOADS),
              counter(kind, FAULTS),
              counter(kind, CUT));
      if (!now.equals(told)) {
        announced[kind.number()] = now;
        news.add(
            new Loss.Count(
                kind.event(),
                now.lost() - told.lost(),
                now.payloads() - told.payloads(),
                now.faults() - told.faults(),
                now.cut() - told.cut()));
      }
    }
    news.sort(Comparator.comparing(Loss.Count::event));
    return news;
  }

  SourceStats stats() {
    return new SourceStats(
        kinds.stream()
            .map(kind ->
                new SourceStats.Count(
                    kind.event(),
                    delivered[kind.number()],
                    bytes[kind.number()],
                    counter(kind, LOST),
                    counter(kind, PAYLOADS),
                    counter(kind, FAULTS),
                    dropped[kind.number()],
                    counter(kind, CUT),
                    counter(kind, FILTERED) + deselected[kind.number()]))
            .sorted(Comparator.comparing(SourceStats.Count::event))
            .toList());
  }

  private long counter(Kind kind, int field) {
    long at = (long) kind.number() * KernelSide.COUNTER_SIZE + field;
    try {
      return counters.get(ValueLayout.JAVA_LONG, at);
    } catch (IllegalStateException closedMeanwhile) {
      return counters.get(ValueLayout.JAVA_LONG, at);
    }
  }
}
