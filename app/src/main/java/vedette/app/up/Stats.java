package vedette.app.up;

import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;
import vedette.tap.SourceStats;
import vedette.tap.SourceStats.Count;

/// Sums of counts over several taps, one after the other.
final class Stats {
  private Stats() {}

  static SourceStats sum(SourceStats one, SourceStats other) {
    Map<String, Count> sums = new TreeMap<>();
    one.events().forEach(count -> sums.put(count.event(), count));
    other.events().forEach(count -> sums.merge(count.event(), count, Stats::sum));
    return new SourceStats(
        sums.values().stream().sorted(Comparator.comparing(Count::event)).toList());
  }

  private static Count sum(Count a, Count b) {
    return new Count(
        a.event(),
        a.delivered() + b.delivered(),
        a.bytes() + b.bytes(),
        a.lost() + b.lost(),
        a.payloads() + b.payloads(),
        a.faults() + b.faults(),
        a.dropped() + b.dropped(),
        a.cut() + b.cut(),
        a.filtered() + b.filtered());
  }
}
