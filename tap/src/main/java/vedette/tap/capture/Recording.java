package vedette.tap.capture;

import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import vedette.event.Event;
import vedette.event.Selection;
import vedette.event.VedetteEvent;
import vedette.tap.EventSource;
import vedette.tap.SourceStats;
import vedette.tap.TapException;

/// Replays a capture file (docs/capture-format.md): the events that [RecordingWriter] was given,
/// each with its own time, sequence and node.
///
/// ```java
/// try (EventSource source = Recording.open(path, Recording.Pace.FULL_SPEED)) {
///   source.forEach(event -> System.out.println(event.name()));
/// }
/// ```
///
/// Damage costs the blocks it touches and nothing else. What is missing is announced where it is
/// missing, by a [VedetteEvent.Loss] on [#EVENT] (`lost` if the number of events is known, `faults`
/// counts events that cannot be read and places whose number of events is not known), stands in
/// [#stats] on the same line, and in words in [#problems].
public final class Recording implements EventSource {
  /// The name on which the recording's own losses are counted.
  public static final String EVENT = "vedette:recording";

  /// How fast events are handed over.
  public enum Pace {
    /// As fast as the consumer takes them.
    FULL_SPEED,
    /// With the distances in time at which they happened; an event older than the one before it
    /// comes at once.
    REAL_TIME
  }

  private final RecordingReader reader;
  private final Tally tally;
  private final Pace pace;
  private final Selection selection;
  private final CountDownLatch stopped = new CountDownLatch(1);
  private @Nullable Event next;
  private boolean pacing;
  private long firstTime;
  private long firstNanos;
  private volatile boolean ended;

  private Recording(RecordingReader reader, Tally tally, Pace pace, Selection selection) {
    this.reader = reader;
    this.tally = tally;
    this.pace = pace;
    this.selection = selection;
    tally.watch(EVENT);
  }

  /// Opens a capture file with all its events.
  ///
  /// @throws TapException if there is no such file, it is not a capture file or of another version
  public static Recording open(Path path, Pace pace) {
    return open(path, pace, Selection.ALL);
  }

  /// Opens a capture file.
  ///
  /// @param selection events to hand over; the others are passed over and not counted
  /// @throws TapException if there is no such file, it is not a capture file or of another version
  public static Recording open(Path path, Pace pace, Selection selection) {
    Tally tally = new Tally();
    return new Recording(RecordingReader.open(path, tally), tally, pace, selection);
  }

  /// Opens a capture file that is not a file; tests and fuzzers have it in memory.
  static Recording over(String name, SeekableByteChannel channel, Pace pace, Selection selection) {
    Tally tally = new Tally();
    return new Recording(RecordingReader.over(name, channel, tally), tally, pace, selection);
  }

  @Override
  public int poll(Duration timeout, Consumer<? super Event> consumer) {
    long began = System.nanoTime();
    long patience = Io.nanos(timeout);
    Batch batch = new Batch();
    while (!batch.full() && !ended()) {
      Event event = peek();
      if (event == null) {
        ended = true;
        break;
      }
      long wait = pace == Pace.REAL_TIME ? untilDue(event) : 0;
      if (wait > 0) {
        long left = patience - (System.nanoTime() - began);
        if (batch.events() > 0 || left <= 0 || pause(Math.min(wait, left))) {
          break;
        }
        continue;
      }
      next = null;
      batch.add(event);
      tally.delivered(event);
      consumer.accept(event);
    }
    return batch.events();
  }

  @Override
  public boolean ended() {
    return ended || stopped.getCount() == 0;
  }

  @Override
  public SourceStats stats() {
    return tally.stats();
  }

  /// What is wrong with the file and where, in words; the first hundred. Callable from any thread.
  public List<String> problems() {
    return tally.problems();
  }

  @Override
  public void stop() {
    stopped.countDown();
  }

  @Override
  public void close() {
    stop();
    reader.close();
  }

  /// Waits; true if the source was stopped meanwhile.
  private boolean pause(long nanos) {
    try {
      return stopped.await(nanos, TimeUnit.NANOSECONDS);
    } catch (InterruptedException asked) {
      Thread.currentThread().interrupt();
      stop();
      return true;
    }
  }

  private long untilDue(Event event) {
    long time = event.origin().timeNanos();
    long now = System.nanoTime();
    if (!pacing) {
      pacing = true;
      firstTime = time;
      firstNanos = now;
    }
    if (time <= firstTime) {
      return 0;
    }
    long after = time - firstTime;
    // Beyond 292 years the difference wraps around.
    return after < 0 ? Long.MAX_VALUE : after - (now - firstNanos);
  }

  private @Nullable Event peek() {
    while (next == null && stopped.getCount() > 0) {
      Event event;
      try {
        event = reader.next();
      } catch (ClosedByInterruptException asked) {
        stop();
        return null;
      }
      if (event == null) {
        return null;
      }
      if (event instanceof VedetteEvent || selection.matches(event)) {
        next = event;
      }
    }
    return next;
  }
}
