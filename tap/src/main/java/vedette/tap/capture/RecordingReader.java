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
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import vedette.event.Event;
import vedette.event.NodeId;
import vedette.event.Origin;
import vedette.event.VedetteEvent;
import vedette.tap.TapException;

/// Reads a capture file's events from its first block to its last.
///
/// Where something is missing it counts that in the [Tally], says it in words there, and gives a
/// [VedetteEvent.Loss] in that place.
final class RecordingReader implements AutoCloseable {
  private final String name;
  private final SeekableByteChannel channel;
  private final BlockScanner scanner;
  private final Tally tally;
  private @Nullable BlockEvents block;
  private long blockOffset;
  private Origin last = new Origin(0, 0, NodeId.UNKNOWN);
  private boolean tornTold;

  private RecordingReader(
      String name, SeekableByteChannel channel, BlockScanner scanner, Tally tally) {
    this.name = name;
    this.channel = channel;
    this.scanner = scanner;
    this.tally = tally;
  }

  /// Opens a file and reads its header.
  ///
  /// @param tally where what is missing is counted, under [Recording#EVENT]
  /// @throws TapException if there is no such file, it is not a capture file or of another version
  @SuppressWarnings("StreamResourceLeak") // the channel belongs to the reader, closed by close()
  static RecordingReader open(Path path, Tally tally) {
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
      return over(path.toString(), channel, tally);
    } catch (RuntimeException | Error refused) {
      try {
        channel.close();
      } catch (IOException alsoBroken) {
        refused.addSuppressed(alsoBroken);
      }
      throw refused;
    }
  }

  /// Reads the header of what is open.
  ///
  /// @param channel closed by [#close]
  static RecordingReader over(String name, SeekableByteChannel channel, Tally tally) {
    try {
      byte[] bytes = new byte[FileHeader.SIZE];
      int read = Io.read(channel, 0, bytes, 0, bytes.length);
      if (read < FileHeader.SIZE && FileHeader.hasMagic(bytes, read)) {
        tally.problem(name + ": the file ends before its header does; it has no events");
        return new RecordingReader(name, channel, new BlockScanner(channel, 0, read, true), tally);
      }
      Optional<FileHeader> header = FileHeader.parse(bytes);
      if (header.isEmpty()) {
        return withoutHeader(name, channel, tally);
      }
      if (header.get().major() != FileHeader.MAJOR) {
        throw lasting(
            name,
            "expected capture format %d.x. Found: %d.%d. Do: read it with a newer Vedette."
                .formatted(FileHeader.MAJOR, header.get().major(), header.get().minor()));
      }
      return new RecordingReader(
          name,
          channel,
          new BlockScanner(channel, header.get().mark(), FileHeader.SIZE, true),
          tally);
    } catch (IOException broken) {
      throw broken(name, broken);
    }
  }

  /// A damaged file header costs nothing as long as the first block is whole and gives the mark.
  private static RecordingReader withoutHeader(
      String name, SeekableByteChannel channel, Tally tally) throws IOException {
    byte[] bytes = new byte[BlockHeader.MAX_SIZE];
    int read = Io.read(channel, FileHeader.SIZE, bytes, 0, bytes.length);
    int size = read < BlockHeader.SIZE ? 0 : BlockHeader.sizeOf(bytes);
    if (size == 0
        || size > read
        || BlockHeader.parse(bytes, size, BlockHeader.markOf(bytes)).isEmpty()) {
      throw lasting(name, "expected a Vedette capture file. Found: something else.");
    }
    tally.problem(name + ": the file header is damaged; the blocks are read without it");
    return new RecordingReader(
        name,
        channel,
        new BlockScanner(channel, BlockHeader.markOf(bytes), FileHeader.SIZE, true),
        tally);
  }

  /// The next event or loss, null at the end of what is there.
  ///
  /// @throws ClosedByInterruptException if the thread was interrupted meanwhile
  @Nullable Event next() throws ClosedByInterruptException {
    Event event = advance();
    if (event != null) {
      last = event.origin();
    }
    return event;
  }

  @Override
  public void close() {
    scanner.close();
    try {
      channel.close();
    } catch (IOException broken) {
      throw broken(name, broken);
    }
  }

  private @Nullable Event advance() throws ClosedByInterruptException {
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
        throw asked;
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
    tally.faults(Recording.EVENT, events, events);
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
    tally.lost(Recording.EVENT, lost);
    tally.faults(Recording.EVENT, faults, 0);
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
    tally.lost(Recording.EVENT, end.events());
    long faults = end.events() == 0 ? 1 : 0;
    tally.faults(Recording.EVENT, faults, 0);
    return loss(end.events(), faults);
  }

  private Event loss(long lost, long faults) {
    Origin origin = new Origin(last.timeNanos(), last.sequence() + 1, NodeId.UNKNOWN);
    return new VedetteEvent.Loss(
        origin, List.of(new VedetteEvent.Loss.Count(Recording.EVENT, lost, 0, faults, 0)));
  }

  private static TapException lasting(String name, String message) {
    return new TapException(TapException.Fault.LASTING, name + ": " + message);
  }

  private static TapException broken(String name, IOException broken) {
    return new TapException(
        TapException.Fault.PASSING, name + ": cannot be read: " + Io.says(broken), broken);
  }
}
