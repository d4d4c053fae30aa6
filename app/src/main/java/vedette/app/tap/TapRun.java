package vedette.app.tap;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import vedette.event.Event;
import vedette.event.NodeId;
import vedette.event.Origin;
import vedette.event.VedetteEvent;
import vedette.tap.EventSource;
import vedette.tap.Tap;

/// One run: reads the source and writes lines until it is to end.
///
/// Reading and writing are one thread, so that there is no queue but the source's own: while a slow
/// reader of the lines blocks the writing, a live source fills its ring and counts what has no
/// room. Lines are flushed whenever the source has nothing more at hand; a tap looks at its ring
/// every 40 ms at least.
final class TapRun {
  private static final Duration LOOK = Duration.ofMillis(40);

  /// How long the backlog may be written when the run is to end.
  private static final long GRACE_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final EventSource source;
  private final Lines lines;
  private final Output output;
  private final Wishes wishes;
  private final Tally tally;
  private final Talk talk;
  private final long most;
  private final long deadline;
  private final boolean deadlined;
  private final Consumer<Event> consumer = this::event;
  private Origin last = new Origin(0, 0, NodeId.UNKNOWN);
  private long events;
  private long undecoded;
  private boolean full;
  private boolean ending;
  private long giveUp;

  /// @param count after how many events of the node to end
  /// @param duration after which time to end, zero for never
  TapRun(
      EventSource source,
      Lines lines,
      Output output,
      Wishes wishes,
      Tally tally,
      Talk talk,
      OptionalLong count,
      Duration duration) {
    this.source = source;
    this.lines = lines;
    this.output = output;
    this.wishes = wishes;
    this.tally = tally;
    this.talk = talk;
    this.most = count.orElse(Long.MAX_VALUE);
    this.deadlined = !duration.isZero();
    this.deadline = System.nanoTime() + duration.toNanos();
  }

  /// Runs to the end.
  ///
  /// @throws IOException if writing fails
  void run() throws IOException {
    try {
      while (!full && !over()) {
        while (wishes.takeFlush()) {
          barrier();
        }
        source.poll(patience(), consumer);
        lines.pause();
        output.flush();
        if (source.ended()) {
          break;
        }
      }
      if (!full && !source.ended()) {
        finish();
      }
      output.flush();
    } catch (UncheckedIOException failed) {
      throw failed.getCause();
    }
  }

  private boolean over() {
    return wishes.ending() || (deadlined && System.nanoTime() - deadline >= 0);
  }

  private Duration patience() {
    if (!deadlined) {
      return LOOK;
    }
    long left = Math.max(0, deadline - System.nanoTime());
    return left < LOOK.toNanos() ? Duration.ofNanos(left) : LOOK;
  }

  /// Writes out what has fired so far, and says that it did.
  private void barrier() throws IOException {
    drain();
    if (!full && !lines.write(new VedetteEvent.Flushed(origin()))) {
      talk.say("flushed");
    }
    output.flush();
  }

  /// Only a tap numbers what others add to its stream; after events of a file it has the number of
  /// the last.
  private Origin origin() {
    return source instanceof Tap tap ? tap.nextOrigin() : last;
  }

  /// Writes out what has fired until the end was called for, within a second.
  private void finish() throws IOException {
    startEnding();
    drain();
  }

  private void drain() {
    if (source instanceof Tap tap) {
      tap.flush(consumer);
    } else {
      while (!source.ended() && source.poll(Duration.ZERO, consumer) > 0) {}
    }
  }

  private void startEnding() {
    if (!ending) {
      ending = true;
      giveUp = System.nanoTime() + GRACE_NANOS;
    }
  }

  private void event(Event event) {
    if (full || given(event)) {
      return;
    }
    last = event.origin();
    try {
      boolean written = lines.write(event);
      if (event instanceof VedetteEvent vedette) {
        told(vedette);
      } else if (written) {
        events++;
        tally.events(events);
        count(event);
        if (events == most) {
          full = true;
          source.stop();
        }
      }
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  /// Whether the run is to end and has had its time for the backlog.
  private boolean given(Event event) {
    if (!ending && over()) {
      startEnding();
    }
    if (ending && System.nanoTime() - giveUp >= 0) {
      if (!(event instanceof VedetteEvent)) {
        tally.leaveUnread();
      }
      full = true;
      source.stop();
      return true;
    }
    return false;
  }

  private void told(VedetteEvent event) {
    switch (event) {
      case VedetteEvent.Node node -> {
        // In a file it is history.
        if (source instanceof Tap) {
          talk.node(node);
        }
      }
      // Told by the watchdog: it can also while this thread is stuck in writing.
      case VedetteEvent.Loss loss -> tally.losses(tally.losses().plus(Losses.of(loss)));
      case VedetteEvent.Flushed _ -> {}
    }
  }

  private void count(Event event) {
    long now = lines.undecoded();
    if (now != undecoded) {
      tally.undecoded(event.name(), now - undecoded);
      undecoded = now;
    }
  }
}
