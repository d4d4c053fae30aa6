package vedette.tap;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Queue;
import java.util.function.Consumer;
import vedette.event.Event;

/// A stream of events in one order.
///
/// ```java
/// try (EventSource source = Tap.open(options)) {
///   for (Event event : source) {
///     System.out.println(event.name());
///   }
/// }
/// ```
///
/// The consumer sets the pace. What happens when it is too slow is the source's affair: a live tap
/// loses events, counts them and says so in the stream ([vedette.event.VedetteEvent.Loss]); a file
/// waits.
public interface EventSource extends Iterable<Event>, AutoCloseable {

  /// Hands over the events that are there, in order, waiting up to `timeout` for the first.
  ///
  /// Returns when everything that was complete when the call began is handed over, or earlier after
  /// a bounded batch. Must not be called by two threads at once.
  ///
  /// @param timeout how long to wait for the first event; zero does not wait
  /// @param consumer gets each event on the calling thread; an exception it throws ends the call
  ///   and reaches the caller, the event at which it was thrown counts as handed over
  /// @return how many events were handed over
  /// @throws TapException if the source broke
  int poll(Duration timeout, Consumer<? super Event> consumer);

  /// Whether no event will ever come again: a file was read to its end, or [#stop] was called.
  boolean ended();

  /// What was delivered and what was lost, per tracepoint, since the source was opened.
  SourceStats stats();

  /// Makes [#poll] and the iterator end soon; callable from any thread and more than once.
  void stop();

  /// Releases everything the source holds. Call it from the polling thread, or after it has ended.
  @Override
  void close();

  /// Iterates until the source has ended; blocks while there is nothing.
  @Override
  default Iterator<Event> iterator() {
    Queue<Event> ready = new ArrayDeque<>();
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        while (ready.isEmpty() && !ended()) {
          poll(Duration.ofSeconds(1), ready::add);
        }
        return !ready.isEmpty();
      }

      @Override
      public Event next() {
        if (!hasNext()) {
          throw new NoSuchElementException("the source has ended");
        }
        return ready.remove();
      }
    };
  }
}
