package vedette.history.recording;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import vedette.event.Event;
import vedette.event.Origin;
import vedette.event.VedetteEvent;

/// What became of a recording's events: in the file, still in the writer's memory, or lost; and
/// which losses the file does not tell yet.
///
/// Of the recording's thread only.
final class Accounts {
  /// An event that the writer has and the file not yet.
  ///
  /// @param said what it announces as lost, if it does
  private record Unwritten(String name, Map<String, Long> said) {}

  private final ArrayDeque<Unwritten> inMemory = new ArrayDeque<>();
  private final TreeMap<String, Long> unannounced = new TreeMap<>();
  private long inFile;
  private long events;
  private long lost;

  /// Events that are in files.
  long events() {
    return events;
  }

  /// Events that are lost, without those that the queue dropped.
  long lost() {
    return lost;
  }

  /// Whether the file tells of every loss.
  boolean balanced() {
    return unannounced.isEmpty();
  }

  /// A file was opened.
  ///
  /// @param eventsInFile that it has already
  void begin(long eventsInFile) {
    inFile = eventsInFile;
  }

  /// The queue, which counts what it drops itself, has dropped these.
  void dropped(Map<String, Long> byEvent) {
    byEvent.forEach((event, count) -> unannounced.merge(event, count, Long::sum));
  }

  /// The writer gets an event.
  void handed(Event event) {
    inMemory.add(new Unwritten(event.name(), Map.of()));
  }

  /// The writer has not taken the event that it got last.
  void refused(Event event) {
    Unwritten _ = inMemory.removeLast();
    lose(event.name());
  }

  /// The loss that has to be written before anything else; the writer gets it.
  Optional<VedetteEvent.Loss> announce(Origin origin) {
    if (unannounced.isEmpty()) {
      return Optional.empty();
    }
    List<VedetteEvent.Loss.Count> counts = new ArrayList<>();
    unannounced.forEach(
        (event, count) -> counts.add(new VedetteEvent.Loss.Count(event, count, 0, 0, 0)));
    VedetteEvent.Loss loss = new VedetteEvent.Loss(origin, counts);
    inMemory.add(new Unwritten(loss.name(), Map.copyOf(unannounced)));
    unannounced.clear();
    return Optional.of(loss);
  }

  /// The file has so many events now.
  void settle(long eventsInFile) {
    for (; inFile < eventsInFile; inFile++) {
      if (inMemory.remove().said().isEmpty()) {
        events++;
      }
    }
  }

  void lose(String event) {
    lost++;
    unannounced.merge(event, 1L, Long::sum);
  }

  /// What the writer had in memory is lost.
  void loseMemory() {
    for (Unwritten it : inMemory) {
      if (it.said().isEmpty()) {
        lose(it.name());
      } else {
        // Its news were never told; those it told of are counted already.
        dropped(it.said());
      }
    }
    inMemory.clear();
  }
}
