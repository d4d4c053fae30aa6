package vedette.tap.capture;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import vedette.event.Event;
import vedette.tap.TapException;

/// Writes events to a capture file (docs/capture-format.md), a new one or behind what is there.
///
/// Events are gathered into blocks. A block is written when it is full (64 KiB), by [#flush], and
/// by [#flushIfDue] or [#write] once its first event is a second old; after a kill -9 everything up
/// to the last written block is readable. Nothing is synced to the disk before [#close]: a power
/// cut can cost what the kernel had not written yet.
///
/// One thread; no thread of its own. One writer a file, kept by a lock on it.
public final class RecordingWriter implements AutoCloseable {
  private static final long DUE_NANOS = 1_000_000_000L;

  private final Path path;
  private final FileChannel channel;
  private final long mark;
  private final long truncated;
  private final BlockBuilder block = new BlockBuilder();
  private long end;
  private long ordinal;
  private long blockBegan;
  private long lost;
  private @Nullable TapException failure;

  private RecordingWriter(
      Path path, FileChannel channel, long mark, long end, long ordinal, long truncated) {
    this.path = path;
    this.channel = channel;
    this.mark = mark;
    this.end = end;
    this.ordinal = ordinal;
    this.truncated = truncated;
  }

  /// Opens the file, makes it if it is not there. A file that is there is checked block by block;
  /// what a killed writer left of its last block is cut off ([#truncatedBytes] says how much).
  ///
  /// @throws TapException if the file cannot be written, is not a capture file, is of another
  ///   version, or another process writes it
  @SuppressWarnings("StreamResourceLeak") // the channel belongs to the writer, closed by close()
  public static RecordingWriter open(Path path) {
    FileChannel channel;
    try {
      channel =
          FileChannel.open(
              path, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    } catch (NoSuchFileException noFolder) {
      throw lasting(path, "the folder does not exist. Do: make it first.");
    } catch (AccessDeniedException denied) {
      throw lasting(
          path, "no permission to write it. Do: choose another place, or change its owner.");
    } catch (IOException broken) {
      throw new TapException(
          TapException.Fault.LASTING, path + ": cannot be opened: " + Io.says(broken), broken);
    }
    try {
      return prepare(path, channel);
    } catch (IOException broken) {
      close(channel, broken);
      throw new TapException(
          TapException.Fault.PASSING, path + ": cannot be continued: " + Io.says(broken), broken);
    } catch (RuntimeException | Error refused) {
      close(channel, refused);
      throw refused;
    }
  }

  private static RecordingWriter prepare(Path path, FileChannel channel) throws IOException {
    lock(path, channel);
    long size = channel.size();
    byte[] bytes = new byte[FileHeader.SIZE];
    int read = Io.read(channel, 0, bytes, 0, bytes.length);
    if (!FileHeader.hasMagic(bytes, read)) {
      throw lasting(
          path, "expected a Vedette capture file or none. Do: choose another name to record to.");
    }
    if (read < FileHeader.SIZE) {
      // New, or its writer was killed before the header was out.
      FileHeader header =
          new FileHeader(FileHeader.MAJOR, FileHeader.MINOR, new SecureRandom().nextLong());
      channel.truncate(0);
      Io.write(channel, 0, header.toBytes(), FileHeader.SIZE);
      return new RecordingWriter(path, channel, header.mark(), FileHeader.SIZE, 0, size);
    }
    Optional<FileHeader> parsed = FileHeader.parse(bytes);
    if (parsed.isEmpty()) {
      throw lasting(
          path, "the file header is damaged; nothing is appended to it. Do: record to a new file.");
    }
    FileHeader header = parsed.get();
    if (header.major() != FileHeader.MAJOR || header.minor() != FileHeader.MINOR) {
      throw lasting(
          path,
          "expected capture format %d.%d to append to. Found: %d.%d. Do: record to a new file."
              .formatted(FileHeader.MAJOR, FileHeader.MINOR, header.major(), header.minor()));
    }
    try (BlockScanner scanner = new BlockScanner(channel, header.mark(), FileHeader.SIZE, false)) {
      while (!(scanner.next() instanceof BlockScanner.Found.End)) {}
      long end = scanner.wholeEnd();
      channel.truncate(end);
      return new RecordingWriter(path, channel, header.mark(), end, scanner.ordinal(), size - end);
    }
  }

  private static void lock(Path path, FileChannel channel) throws IOException {
    @Nullable FileLock lock;
    try {
      lock = channel.tryLock();
    } catch (OverlappingFileLockException ownProcess) {
      lock = null;
    }
    if (lock == null) {
      throw lasting(path, "another recording writes this file. Do: choose another name.");
    }
  }

  /// Bytes of an unfinished block that were cut off the file when it was opened.
  public long truncatedBytes() {
    return truncated;
  }

  /// Events in the file, including those that were there before; without those still in memory.
  public long events() {
    return ordinal;
  }

  /// Size of the file in bytes.
  public long bytes() {
    return end;
  }

  /// Events handed to [#write] that are not in the file and never will be, because writing failed.
  public long lost() {
    return lost;
  }

  /// Adds the event; writes a block if one is full or a second old.
  ///
  /// @throws TapException if the file cannot be written, for example because the disk is full. The
  ///   file is cut back to its last whole block and stays readable; every later call throws the
  ///   same
  public void write(Event event) {
    if (failure != null) {
      lost++;
      throw failed(failure);
    }
    int prepared = block.prepare(event);
    if (prepared > BlockHeader.MAX_BODY - BlockBuilder.FULL
        || event.origin().node().name().length() > BlockBuilder.FULL / 4) {
      lost++;
      throw lasting(
          path,
          "an event of at most %d B. Found: %s with %d B. It is not recorded."
              .formatted(BlockHeader.MAX_BODY - BlockBuilder.FULL, event.name(), prepared));
    }
    if (block.isFullFor(prepared)) {
      writeBlock(1);
    }
    long now = System.nanoTime();
    if (block.events() == 0) {
      blockBegan = now;
    }
    block.add(event);
    if (block.size() >= BlockBuilder.FULL || now - blockBegan >= DUE_NANOS) {
      writeBlock(0);
    }
  }

  /// Writes the block that is being gathered if its first event is a second old. To be called about
  /// every 100 ms while events are slow.
  ///
  /// @param nanoTime the present, as [System#nanoTime] tells it
  /// @return whether a block was written
  /// @throws TapException see [#write]
  public boolean flushIfDue(long nanoTime) {
    if (failure != null || block.events() == 0 || nanoTime - blockBegan < DUE_NANOS) {
      return false;
    }
    writeBlock(0);
    return true;
  }

  /// Writes the block that is being gathered, if it has any event.
  ///
  /// @throws TapException see [#write]
  public void flush() {
    if (failure == null && block.events() > 0) {
      writeBlock(0);
    }
  }

  /// Writes what is left, syncs the file and releases it.
  ///
  /// @throws TapException if that fails; the file is released all the same
  @Override
  public void close() {
    if (!channel.isOpen()) {
      return;
    }
    try (channel) {
      flush();
      channel.force(true);
    } catch (IOException broken) {
      throw new TapException(
          TapException.Fault.PASSING, path + ": cannot be synced: " + Io.says(broken), broken);
    } finally {
      block.close();
    }
  }

  /// @param beyond events that are lost too if this fails, though not in the block
  private void writeBlock(int beyond) {
    int events = block.events();
    byte[] bytes = block.take(mark, ordinal);
    try {
      Io.write(channel, end, bytes, bytes.length);
    } catch (IOException broken) {
      lost += events + beyond;
      String cut = cutBack();
      failure =
          new TapException(
              TapException.Fault.PASSING,
              "%s: cannot write the next block: %s. The file holds %d events in %d B and is %s. Do: make room, then record again; it goes on behind them."
                  .formatted(path, Io.says(broken), ordinal, end, cut),
              broken);
      throw failure;
    }
    end += bytes.length;
    ordinal += events;
  }

  private String cutBack() {
    try {
      channel.truncate(end);
      return "readable";
    } catch (IOException alsoBroken) {
      return "readable up to there (its torn tail could not be cut off: "
          + Io.says(alsoBroken)
          + ")";
    }
  }

  private static TapException failed(TapException first) {
    return new TapException(first.fault(), String.valueOf(first.getMessage()), first);
  }

  private static TapException lasting(Path path, String message) {
    return new TapException(TapException.Fault.LASTING, path + ": " + message);
  }

  private static void close(FileChannel channel, Throwable because) {
    try {
      channel.close();
    } catch (IOException alsoBroken) {
      because.addSuppressed(alsoBroken);
    }
  }
}
