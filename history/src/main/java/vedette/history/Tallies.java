package vedette.history;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import vedette.history.Entry.Kind;

/// Counts per kind of entry; any thread.
final class Tallies {
  private final Map<Kind, LongAdder> written = adders();
  private final Map<Kind, LongAdder> dropped = adders();
  private final Map<Kind, LongAdder> refused = adders();
  private final Map<Kind, LongAdder> removed = adders();

  void written(Kind kind, long count) {
    adder(written, kind).add(count);
  }

  void dropped(Kind kind, long count) {
    adder(dropped, kind).add(count);
  }

  void refused(Kind kind, long count) {
    adder(refused, kind).add(count);
  }

  void removed(Kind kind, long count) {
    adder(removed, kind).add(count);
  }

  List<HistoryStatus.Count> counts() {
    List<HistoryStatus.Count> all = new ArrayList<>();
    for (Kind kind : Kind.values()) {
      all.add(
          new HistoryStatus.Count(
              kind.word(),
              adder(written, kind).sum(),
              adder(dropped, kind).sum(),
              adder(refused, kind).sum(),
              adder(removed, kind).sum()));
    }
    return all;
  }

  private static Map<Kind, LongAdder> adders() {
    Map<Kind, LongAdder> map = new EnumMap<>(Kind.class);
    for (Kind kind : Kind.values()) {
      map.put(kind, new LongAdder());
    }
    return map;
  }

  private static LongAdder adder(Map<Kind, LongAdder> map, Kind kind) {
    return java.util.Objects.requireNonNull(map.get(kind));
  }
}
