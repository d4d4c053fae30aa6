package vedette.tap.capture;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;
import vedette.event.Event;
import vedette.event.NetEvent;
import vedette.tap.SourceStats;

/// Counts for [SourceStats] and the texts that go with them. Written by the polling thread, read by
/// any.
final class Tally {
  /// Where events are counted whose names come after the first [#MAX_NAMES]: names are data of the
  /// file.
  static final String OTHER = "vedette:other";

  private static final int MAX_NAMES = 1024;
  private static final int MAX_PROBLEMS = 100;

  private static final class Counter {
    final AtomicLong delivered = new AtomicLong();
    final AtomicLong bytes = new AtomicLong();
    final AtomicLong lost = new AtomicLong();
    final AtomicLong faults = new AtomicLong();
    final AtomicLong dropped = new AtomicLong();
  }

  private final ConcurrentSkipListMap<String, Counter> counters = new ConcurrentSkipListMap<>();
  private final List<String> problems = new ArrayList<>();
  private int names;
  private long unlisted;

  /// Makes the event's line appear even if nothing is ever counted on it.
  void watch(String event) {
    Counter _ = counter(event);
  }

  void delivered(Event event) {
    Counter counter = counter(event.name());
    counter.delivered.incrementAndGet();
    if (event instanceof NetEvent.Message message) {
      counter.bytes.addAndGet(message.message().payload().size());
    }
  }

  void lost(String event, long events) {
    counter(event).lost.addAndGet(events);
  }

  /// Counts places that could not be read, and events that are known to have gone with them.
  void faults(String event, long faults, long dropped) {
    Counter counter = counter(event);
    counter.faults.addAndGet(faults);
    counter.dropped.addAndGet(dropped);
  }

  void problem(String text) {
    synchronized (problems) {
      if (problems.size() < MAX_PROBLEMS) {
        problems.add(text);
      } else {
        unlisted++;
      }
    }
  }

  /// The first hundred problems, and how many more there were.
  List<String> problems() {
    synchronized (problems) {
      List<String> all = new ArrayList<>(problems);
      if (unlisted > 0) {
        all.add("and " + unlisted + " more");
      }
      return List.copyOf(all);
    }
  }

  SourceStats stats() {
    List<SourceStats.Count> counts = new ArrayList<>();
    counters.forEach((event, c) ->
        counts.add(
            new SourceStats.Count(
                event,
                c.delivered.get(),
                c.bytes.get(),
                c.lost.get(),
                0,
                c.faults.get(),
                c.dropped.get(),
                0,
                0)));
    return new SourceStats(counts);
  }

  private Counter counter(String event) {
    Counter known = counters.get(event);
    if (known != null) {
      return known;
    }
    if (names >= MAX_NAMES) {
      return counters.computeIfAbsent(OTHER, _ -> new Counter());
    }
    names++;
    return counters.computeIfAbsent(event, _ -> new Counter());
  }
}
