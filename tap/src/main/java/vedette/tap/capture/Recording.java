package vedette.tap.capture;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import vedette.event.Event;
import vedette.event.NetEvent;
import vedette.event.NodeId;
import vedette.event.Origin;
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

  private static final int BATCH_EVENTS = 1024;
  // The iterator keeps a batch in memory.
  private static final long BATCH_BYTES = 8 << 20;

  /// How fast events are handed over.
  public enum Pace {
    /// As fast as the consumer takes them.
    FULL_SPEED,
    /// With the distances in time at which they happened; an event older than the one before it
    /// comes at once.
    REAL_TIME
  }

  private final String name;
  private final SeekableByteChannel channel;
  private final BlockScanner scanner;
  private final Pace pace;
  private final Selection selection;
  private final Tally tally = new Tally();
  private final CountDownLatch stopped = new CountDownLatch(1);
  private @Nullable BlockEvents block;
  private long blockOffset;
  private @Nullable Event next;
  private Origin last = new Origin(0, 0, NodeId.UNKNOWN);
  private boolean tornTold;
  private boolean pacing;
  private long firstTime;
  private long firstNanos;
  private volatile boolean ended;

  private Recording(
      String name,
      SeekableByteChannel channel,
      BlockScanner scanner,
      Pace pace,
      Selection selection) {
    this.name = name;
    this.channel = channel;
    this.scanner = scanner;
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
  @SuppressWarnings("StreamResourceLeak") // the channel belongs to the source, closed by close()
  public static Recording open(Path path, Pace pace, Selection selection) {
    if (Files.exists(path) && !Files.isRegularFile(path)) {
      throw lasting(path.toString(), "expected a file. Found: a folder or a device.");
    }
    SeekableByteChannel channel;
    try {
      channel = FileChannel.open(path, StandardOpenOption.READ);
    } catch (NoSuchFileException nothing) {
      throw lasting(path.toString(), "there is no such file.");
    } catch (AccessDeniedException denied) {
      throw lasting(path.toString(), "no permission to read it.");
    } catch (IOException broken) {
      throw broken(path.toString(), broken);
    }
    try {
      return over(path.toString(), channel, pace, selection);
    } catch (RuntimeException | Error refused) {
      try {
        channel.close();
      } catch (IOException alsoBroken) {
        refused.addSuppressed(alsoBroken);
      }
      throw refused;
    }
  }

  /// Opens a capture file that is not a file; tests and fuzzers have it in memory.
  static Recording over(String name, SeekableByteChannel channel, Pace pace, Selection selection) {
    try {
      byte[] bytes = new byte[FileHeader.SIZE];
      int read = Io.read(channel, 0, bytes, 0, bytes.length);
      if (read < FileHeader.SIZE && FileHeader.hasMagic(bytes, read)) {
        Recording empty =
            new Recording(name, channel, new BlockScanner(channel, 0, read, true), pace, selection);
        empty.tally.problem(name + ": the file ends before its header does; it has no events");
        return empty;
      }
      Optional<FileHeader> header = FileHeader.parse(bytes);
      if (header.isEmpty()) {
        return withoutHeader(name, channel, pace, selection);
      }
      if (header.get().major() != FileHeader.MAJOR) {
        throw lasting(
            name,
            "expected capture format %d.x. Found: %d.%d. Do: read it with a newer Vedette."
                .formatted(FileHeader.MAJOR, header.get().major(), header.get().minor()));
      }
      BlockScanner scanner = new BlockScanner(channel, header.get().mark(), FileHeader.SIZE, true);
      return new Recording(name, channel, scanner, pace, selection);
    } catch (IOException broken) {
      throw broken(name, broken);
    }
  }

  /// A damaged file header costs nothing as long as the first block is whole and gives the mark.
  private static Recording withoutHeader(
      String name, SeekableByteChannel channel, Pace pace, Selection selection) throws IOException {
    byte[] bytes = new byte[BlockHeader.MAX_SIZE];
    int read = Io.read(channel, FileHeader.SIZE, bytes, 0, bytes.length);
    int size = read < BlockHeader.SIZE ? 0 : BlockHeader.sizeOf(bytes);
    if (size == 0
        || size > read
        || BlockHeader.parse(bytes, size, BlockHeader.markOf(bytes)).isEmpty()) {
      throw lasting(name, "expected a Vedette capture file. Found: something else.");
    }
    BlockScanner scanner =
        new BlockScanner(channel, BlockHeader.markOf(bytes), FileHeader.SIZE, true);
    Recording recording = new Recording(name, channel, scanner, pace, selection);
    recording.tally.problem(name + ": the file header is damaged; the blocks are read without it");
    return recording;
  }

  @Override
  public int poll(Duration timeout, Consumer<? super Event> consumer) {
    long began = System.nanoTime();
    long patience = Io.nanos(timeout);
    int handed = 0;
    long bytes = 0;
    while (handed < BATCH_EVENTS && bytes < BATCH_BYTES && !ended()) {
      Event event = peek();
      if (event == null) {
        ended = true;
        break;
      }
      long wait = pace == Pace.REAL_TIME ? untilDue(event) : 0;
      if (wait > 0) {
        long left = patience - (System.nanoTime() - began);
        if (handed > 0 || left <= 0 || pause(Math.min(wait, left))) {
          break;
        }
        continue;
      }
      next = null;
      handed++;
      if (event instanceof NetEvent.Message message) {
        bytes += message.message().payload().size();
      }
      tally.delivered(event);
      consumer.accept(event);
    }
    return handed;
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
    scanner.close();
    try {
      channel.close();
    } catch (IOException broken) {
      throw broken(name, broken);
    }
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
      Event event = advance();
      if (event == null) {
        return null;
      }
      if (event instanceof VedetteEvent || selection.matches(event)) {
        next = event;
      }
      last = event.origin();
    }
    return next;
  }

  private @Nullable Event advance() {
    while (true) {
      if (block != null) {
        Event event = block.next();
        if (event != null) {
          return event;
        }
        BlockEvents done = block;
        block = null;
        if (done.unknown() + done.undecodable() > 0) {
          return unreadable(done);
        }
      }
      try {
        switch (scanner.next()) {
          case BlockScanner.Found.Block found -> {
            block = new BlockEvents(found.header(), found.body());
            blockOffset = found.offset();
          }
          case BlockScanner.Found.Damage damage -> {
            return damaged(damage);
          }
          case BlockScanner.Found.End end -> {
            return end.torn() > 0 ? torn(end) : null;
          }
        }
      } catch (ClosedByInterruptException asked) {
        stop();
        return null;
      } catch (IOException broken) {
        throw broken(name, broken);
      }
    }
  }

  private Event unreadable(BlockEvents done) {
    long events = done.unknown() + done.undecodable();
    String reason =
        done.undecodable() > 0
            ? done.undecodable() + " events make no sense (" + done.reason() + ")"
            : done.unknown() + " events are of kinds that a newer Vedette knows";
    tally.problem("%s: block at byte %d: %s".formatted(name, blockOffset, reason));
    tally.faults(EVENT, events, events);
    return loss(0, events);
  }

  private Event damaged(BlockScanner.Found.Damage damage) {
    String events =
        damage.events().isPresent()
            ? damage.events().getAsLong() + " events"
            : "an unknown number of events";
    tally.problem(
        "%s: %d B from byte %d on cannot be read, %s are lost: %s"
            .formatted(name, damage.bytes(), damage.offset(), events, damage.reason()));
    long lost = damage.events().orElse(0);
    long faults = damage.events().isPresent() ? 0 : 1;
    tally.lost(EVENT, lost);
    tally.faults(EVENT, faults, 0);
    return loss(lost, faults);
  }

  private @Nullable Event torn(BlockScanner.Found.End end) {
    // Said once: the scanner stays where it is.
    if (tornTold) {
      return null;
    }
    tornTold = true;
    tally.problem(
        "%s: ends within a block, %d B from byte %d on; its writer was killed, or still writes"
            .formatted(name, end.torn(), end.offset()));
    tally.lost(EVENT, end.events());
    long faults = end.events() == 0 ? 1 : 0;
    tally.faults(EVENT, faults, 0);
    return loss(end.events(), faults);
  }

  private Event loss(long lost, long faults) {
    Origin origin = new Origin(last.timeNanos(), last.sequence() + 1, NodeId.UNKNOWN);
    return new VedetteEvent.Loss(
        origin, List.of(new VedetteEvent.Loss.Count(EVENT, lost, 0, faults, 0)));
  }

  private static TapException lasting(String name, String message) {
    return new TapException(TapException.Fault.LASTING, name + ": " + message);
  }

  private static TapException broken(String name, IOException broken) {
    return new TapException(
        TapException.Fault.PASSING, name + ": cannot be read: " + Io.says(broken), broken);
  }
}
