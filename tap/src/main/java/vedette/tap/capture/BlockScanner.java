package vedette.tap.capture;

import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/// Walks the blocks of a capture file, past damage.
///
/// A body is allocated only after its CRC32C is right, a search for the next block uses a fixed
/// window: no file makes this take more than one body.
final class BlockScanner implements AutoCloseable {

  /// What stands at a place of the file.
  sealed interface Found {
    /// A whole block; `body` is decoded, empty if bodies are not asked for.
    @SuppressWarnings("ArrayRecordComponent") // handed on once, never compared
    record Block(BlockHeader header, byte[] body, long offset) implements Found {}

    /// Bytes that cannot be read.
    ///
    /// @param offset where they begin
    /// @param bytes how many
    /// @param events how many events went with them, if the blocks around tell
    /// @param reason in words
    record Damage(long offset, long bytes, OptionalLong events, String reason) implements Found {}

    /// The end; `torn` bytes before it are the beginning of a block with `events` events (0 if even
    /// that is not known).
    record End(long offset, long torn, int events) implements Found {}
  }

  private static final int WINDOW = 64 << 10;
  private static final byte[] NO_BODY = new byte[0];

  private final SeekableByteChannel channel;
  private final long mark;
  private final boolean bodies;
  private final byte[] head = new byte[BlockHeader.MAX_SIZE];
  private final Inflater inflater = new Inflater(true);
  private byte[] stored = new byte[WINDOW];
  private long position;
  private long wholeEnd;
  private long ordinal;

  /// @param bodies whether bodies are to be read, checked and decoded
  BlockScanner(SeekableByteChannel channel, long mark, long start, boolean bodies) {
    this.channel = channel;
    this.mark = mark;
    this.position = start;
    this.wholeEnd = start;
    this.bodies = bodies;
  }

  /// Where the last whole block ends.
  long wholeEnd() {
    return wholeEnd;
  }

  /// The ordinal of the event after the last whole block.
  long ordinal() {
    return ordinal;
  }

  Found next() throws IOException {
    long size = channel.size();
    if (size - position < BlockHeader.SIZE) {
      return new Found.End(position, Math.max(0, size - position), 0);
    }
    Optional<BlockHeader> found = headerAt(position);
    if (found.isEmpty()) {
      return damagedHeader(size);
    }
    BlockHeader header = found.get();
    if (header.ordinal() > ordinal) {
      long missing = header.ordinal() - ordinal;
      ordinal = header.ordinal();
      return new Found.Damage(
          position, 0, OptionalLong.of(missing), "blocks are missing before this one");
    }
    if (header.length() > size - position) {
      return new Found.End(position, size - position, header.events());
    }
    long offset = position;
    position += header.length();
    wholeEnd = position;
    ordinal = header.ordinal() + header.events();
    return bodies ? body(header, offset) : new Found.Block(header, NO_BODY, offset);
  }

  @Override
  public void close() {
    inflater.end();
  }

  private Found damagedHeader(long size) throws IOException {
    long from = position;
    long next = search(from + 1, size);
    position = next < 0 ? size : next;
    OptionalLong events = OptionalLong.empty();
    if (next >= 0) {
      long follows = headerAt(next).map(BlockHeader::ordinal).orElse(ordinal);
      events = OptionalLong.of(Math.max(0, follows - ordinal));
      ordinal = follows;
    }
    return new Found.Damage(from, position - from, events, "this is not the header of a block");
  }

  private Found body(BlockHeader header, long offset) throws IOException {
    if (stored.length < header.stored()) {
      stored = new byte[header.stored()];
    }
    int read = Io.read(channel, offset + header.size(), stored, 0, header.stored());
    String reason;
    if (read < header.stored()) {
      reason = "the file became shorter while it was read";
    } else if (BlockHeader.crc(stored, 0, header.stored()) != header.bodyCrc()) {
      reason = "the checksum of the block is wrong";
    } else if (header.encoding() == BlockHeader.PLAIN) {
      byte[] body = Arrays.copyOf(stored, header.raw());
      shrink();
      return new Found.Block(header, body, offset);
    } else if (header.encoding() == BlockHeader.DEFLATE) {
      byte[] body = new byte[header.raw()];
      boolean whole = inflate(header.stored(), body);
      shrink();
      if (whole) {
        return new Found.Block(header, body, offset);
      }
      reason = "the block does not decompress to the length it names";
    } else {
      reason = "the block has encoding " + header.encoding() + " of a newer version";
    }
    return new Found.Damage(offset, header.length(), OptionalLong.of(header.events()), reason);
  }

  private boolean inflate(int length, byte[] into) {
    try {
      inflater.reset();
      inflater.setInput(stored, 0, length);
      int done = 0;
      while (done < into.length) {
        int step = inflater.inflate(into, done, into.length - done);
        if (step == 0) {
          return false;
        }
        done += step;
      }
      return true;
    } catch (DataFormatException notDeflate) {
      return false;
    }
  }

  private void shrink() {
    if (stored.length > 1 << 20) {
      stored = new byte[WINDOW];
    }
  }

  private Optional<BlockHeader> headerAt(long offset) throws IOException {
    int read = Io.read(channel, offset, head, 0, BlockHeader.SIZE);
    int size = read < BlockHeader.SIZE ? 0 : BlockHeader.sizeOf(head);
    if (size > BlockHeader.SIZE) {
      read += Io.read(channel, offset + read, head, read, size - read);
    }
    return size == 0 || read < size ? Optional.empty() : BlockHeader.parse(head, size, mark);
  }

  /// The offset of the next undamaged header, -1 if there is none.
  private long search(long from, long size) throws IOException {
    byte[] start = BlockHeader.start(mark);
    byte[] window = new byte[WINDOW];
    long at = from;
    while (size - at >= BlockHeader.SIZE) {
      int length = Io.read(channel, at, window, 0, window.length);
      int last = length - start.length;
      for (int i = 0; i <= last; i++) {
        if (window[i] == start[0]
            && Arrays.equals(window, i, i + start.length, start, 0, start.length)
            && headerAt(at + i).isPresent()) {
          return at + i;
        }
      }
      if (last < 0) {
        break;
      }
      at += last + 1;
    }
    return -1;
  }
}
