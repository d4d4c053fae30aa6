package vedette.history.recording;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import vedette.event.Event;
import vedette.event.NodeId;
import vedette.event.Origin;
import vedette.event.Selection;
import vedette.tap.TapException;
import vedette.tap.capture.RecordingWriter;

/// One recording: its queue, its thread, the file that it writes.
final class RunningRecording implements Runnable {
  private static final Duration LAST_WORDS = Duration.ofSeconds(10);
  private static final long LOOK_NANOS = 100_000_000L;
  private static final long RETRY_NANOS = 5_000_000_000L;

  private record Mood(RecordingStatus.State state, String sentence, Optional<Path> file) {}

  private record Numbers(long events, long lost, RecordingFiles.Sum files) {}

  private final String id;
  private final String name;
  private final Selection selection;
  private final RecordingOptions options;
  private final Clock clock;
  private final long startedAt;
  private final EventQueue queue;
  private final RecordingFiles files;
  private final Thread thread;
  private volatile Mood mood = new Mood(RecordingStatus.State.RECORDING, "", Optional.empty());
  private volatile Numbers numbers = new Numbers(0, 0, new RecordingFiles.Sum(0, 0));

  // Of the thread only.
  private final Accounts accounts = new Accounts();
  private @Nullable RecordingWriter writer;
  private long fileBegan;
  private long retryAt;
  private boolean resting;
  private boolean opened;
  private boolean taken;
  private Origin last = new Origin(0, 0, NodeId.UNKNOWN);

  RunningRecording(
      String id, String name, Selection selection, RecordingOptions options, Clock clock) {
    this.id = id;
    this.name = name;
    this.selection = selection;
    this.options = options;
    this.clock = clock;
    this.startedAt = clock.millis();
    this.queue = new EventQueue(options.queueBytes());
    this.files = new RecordingFiles(name, options);
    this.thread = Thread.ofPlatform().daemon().name("vedette-recording").unstarted(this);
  }

  String id() {
    return id;
  }

  String name() {
    return name;
  }

  Selection selection() {
    return selection;
  }

  void start() {
    thread.start();
  }

  void offer(Event event) {
    if (selection.matches(event)) {
      queue.offer(event);
    }
  }

  void close() {
    queue.close();
  }

  void stop() {
    queue.close();
    try {
      boolean _ = thread.join(LAST_WORDS);
    } catch (InterruptedException asked) {
      Thread.currentThread().interrupt();
    }
  }

  RecordingStatus status() {
    Mood now = mood;
    Numbers known = numbers;
    return new RecordingStatus(
        id,
        name,
        selection.toString(),
        startedAt,
        now.state(),
        now.sentence(),
        now.file(),
        known.events(),
        known.files().bytes(),
        known.files().count(),
        known.lost() + queue.dropped(),
        queue.bytes());
  }

  @Override
  public void run() {
    try {
      while (!queue.finished()) {
        turn();
      }
    } catch (InterruptedException asked) {
      Thread.currentThread().interrupt();
    } finally {
      closeFile();
      publish();
      mood = new Mood(RecordingStatus.State.STOPPED, mood.sentence(), Optional.empty());
    }
  }

  private void turn() throws InterruptedException {
    long now = System.nanoTime();
    if (resting && now - retryAt < 0 && !queue.closed()) {
      queue.pause(retryAt - now); // the queue takes what comes meanwhile
      return;
    }
    EventQueue.Item item = queue.poll(LOOK_NANOS);
    if (item != null) {
      accounts.dropped(item.lostBefore());
    }
    Event event = item == null ? null : item.event();
    taken = false;
    if (resting && now - retryAt < 0) {
      lose(event); // it ends before the next try
      return;
    }
    if (event == null && writer == null && opened && (accounts.balanced() || queue.closed())) {
      return;
    }
    try {
      RecordingWriter open = writer == null ? openFile() : writer;
      record(open, event);
      if (open.events() > 0 && full(open)) {
        closeFile();
        files.removeOld(clock.millis());
      }
    } catch (TapException | IOException broken) {
      failed(broken);
      if (event != null && !taken) {
        lose(event);
      }
    }
    publish();
  }

  private boolean full(RecordingWriter open) {
    return open.bytes() >= options.fileBytes()
        || System.nanoTime() - fileBegan >= options.fileTime().toNanos();
  }

  private void record(RecordingWriter open, @Nullable Event event) {
    if (event == null) {
      boolean _ = open.flushIfDue(System.nanoTime());
    } else {
      last = event.origin();
      announce(open);
      write(open, event);
    }
    accounts.settle(open.events());
  }

  private void write(RecordingWriter open, Event event) {
    accounts.handed(event);
    taken = true;
    try {
      open.write(event);
    } catch (TapException refused) {
      if (refused.fault() != TapException.Fault.LASTING) {
        throw refused;
      }
      // Only this event: too large for any block. The file goes on.
      accounts.refused(event);
    }
  }

  private void announce(RecordingWriter open) {
    accounts.announce(last).ifPresent(open::write);
  }

  private RecordingWriter openFile() throws IOException {
    Files.createDirectories(options.folder());
    Path path = files.next(clock.instant());
    RecordingWriter open = RecordingWriter.open(path);
    writer = open;
    fileBegan = System.nanoTime();
    opened = true;
    resting = false;
    accounts.begin(open.events());
    mood = new Mood(RecordingStatus.State.RECORDING, "", Optional.of(path));
    files.removeOld(clock.millis());
    return open;
  }

  private void closeFile() {
    RecordingWriter open = writer;
    writer = null;
    if (open == null) {
      return;
    }
    try {
      if (queue.closed()) {
        announce(open); // nothing comes behind which it could stand before
      }
      open.close();
      accounts.settle(open.events());
    } catch (TapException broken) {
      accounts.settle(open.events());
      accounts.loseMemory();
      mood =
          new Mood(
              RecordingStatus.State.DEGRADED,
              String.valueOf(broken.getMessage()),
              Optional.empty());
    }
  }

  private void failed(Exception broken) {
    RecordingWriter open = writer;
    if (open != null) {
      accounts.settle(open.events());
    }
    accounts.loseMemory();
    writer = null;
    if (open != null) {
      try {
        open.close();
      } catch (TapException alsoBroken) {
        // The first failure is the one to tell.
      }
    }
    resting = true;
    retryAt = System.nanoTime() + RETRY_NANOS;
    String says =
        broken instanceof TapException
            ? String.valueOf(broken.getMessage())
            : options.folder() + ": cannot be recorded to: " + broken;
    mood = new Mood(RecordingStatus.State.DEGRADED, says, Optional.empty());
  }

  private void lose(@Nullable Event event) {
    if (event != null) {
      accounts.lose(event.name());
    }
  }

  private void publish() {
    RecordingWriter open = writer;
    RecordingFiles.Sum there = files.sum();
    long bytes = there.bytes() + (open == null ? 0 : open.bytes());
    numbers =
        new Numbers(
            accounts.events(), accounts.lost(), new RecordingFiles.Sum(there.count(), bytes));
  }
}
