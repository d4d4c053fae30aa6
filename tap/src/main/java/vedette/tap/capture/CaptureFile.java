package vedette.tap.capture;

import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// One `msgs_recv.dat` or `msgs_sent.dat`: how far it is read, and the header of the record that
/// comes next, once that record is whole.
///
/// The file is open only while bytes of it are read, as Core does it too: thousands of peers cost
/// no descriptors and a deleted capture frees its disk.
final class CaptureFile {
  private final Path path;
  private final String address;
  private final boolean inbound;
  private final Windows windows;
  private @Nullable Object key;
  private long size;
  private long offset;
  private @Nullable CaptureRecord head;
  private boolean broken;

  CaptureFile(Path path, String address, boolean inbound, Windows windows) {
    this.path = path;
    this.address = address;
    this.inbound = inbound;
    this.windows = windows;
  }

  Path path() {
    return path;
  }

  String address() {
    return address;
  }

  boolean inbound() {
    return inbound;
  }

  long offset() {
    return offset;
  }

  /// The whole record that comes next, null if there is none yet.
  @Nullable CaptureRecord head() {
    return head;
  }

  /// Bytes at the end that are no whole record.
  long pending() {
    return broken || head != null ? 0 : size - offset;
  }

  /// Stops reading: nothing behind damage can be trusted.
  void giveUp() {
    broken = true;
    head = null;
    windows.drop(this);
  }

  /// Looks how long the file is now. A file that became shorter or is another one is read anew.
  ///
  /// @return false if it is gone
  boolean refresh() throws IOException {
    BasicFileAttributes now;
    try {
      now = Files.readAttributes(path, BasicFileAttributes.class);
    } catch (NoSuchFileException gone) {
      return false;
    }
    if (!now.isRegularFile()) {
      return false;
    }
    boolean other = key != null && !Objects.equals(key, now.fileKey());
    if (other || now.size() < offset) {
      offset = 0;
      head = null;
      broken = false;
      windows.drop(this);
    }
    key = now.fileKey();
    size = now.size();
    return true;
  }

  /// Reads the header of the next record if the record is whole.
  ///
  /// @throws Malformed if it is not a record
  void advance() throws IOException, Malformed {
    if (broken || head != null || size - offset < CaptureRecord.HEADER) {
      return;
    }
    byte[] bytes = new byte[CaptureRecord.HEADER];
    if (windows.read(this, offset, bytes, size) < bytes.length) {
      return;
    }
    CaptureRecord record = CaptureRecord.read(bytes, 0);
    if (size - offset - CaptureRecord.HEADER >= record.length()) {
      head = record;
    }
  }

  /// The payload of the next record; goes on to the one after it.
  ///
  /// @throws Malformed if the file became shorter meanwhile
  byte[] take(CaptureRecord record) throws IOException, Malformed {
    byte[] payload = new byte[record.length()];
    if (windows.read(this, offset + CaptureRecord.HEADER, payload, size) < payload.length) {
      throw new Malformed("the file became shorter while it was read");
    }
    offset += CaptureRecord.HEADER + payload.length;
    head = null;
    return payload;
  }

  @SuppressWarnings("StreamResourceLeak") // the caller closes it
  SeekableByteChannel open() throws IOException {
    return Files.newByteChannel(path);
  }
}
