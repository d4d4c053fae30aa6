package vedette.tap.capture;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;
import java.util.zip.CRC32C;

/// What stands before the body of a block, 76 bytes, little-endian.
///
/// ```
///   0  4  "VBLK"
///   4  8  mark of the file
///  12  1  major version
///  13  1  encoding of the body: 0 as it is, 1 raw deflate
///  14  2  length of this header, 76; a newer minor version may put fields before the CRC
///  16  4  stored length of the body
///  20  4  length of the body once decoded
///  24  4  events in it, at least 1
///  28  4  CRC32C of the body as stored
///  32  8  ordinal of its first event in the file, from 0
///  40  8  time of its first event, ns since the epoch
///  48  8  time of its last event
///  56  8  sequence of its first event
///  64  8  sequence of its last event
///  72  4  CRC32C of everything before, always the last 4 bytes of the header
/// ```
record BlockHeader(
    int size,
    int encoding,
    int stored,
    int raw,
    int events,
    int bodyCrc,
    long ordinal,
    long firstTime,
    long lastTime,
    long firstSequence,
    long lastSequence) {

  static final int SIZE = 76;
  static final int MAX_SIZE = 1024;

  /// Encoded length of a body at most: one event with the largest payload of all, 32 MiB, and room.
  static final int MAX_BODY = 48 << 20;

  static final int PLAIN = 0;
  static final int DEFLATE = 1;

  /// Kind, time, sequence, node and length take a byte each at least.
  static final int SMALLEST_EVENT = 5;

  /// How many bytes a byte of deflate can become, and some for the last bits.
  private static final int DEFLATE_RATIO = 1032;

  private static final int MAGIC = 'V' | 'B' << 8 | 'L' << 16 | 'K' << 24;
  private static final int AT_MARK = 4;
  private static final int AT_MAJOR = 12;
  private static final int AT_SIZE = 14;
  private static final int AT_STORED = 16;

  /// What a search for a block looks for: magic and mark.
  static byte[] start(long mark) {
    return ByteBuffer.allocate(12)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putInt(MAGIC)
        .putLong(mark)
        .array();
  }

  byte[] toBytes(long mark) {
    byte[] bytes = new byte[SIZE];
    ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    buffer.putInt(MAGIC).putLong(mark).put((byte) FileHeader.MAJOR).put((byte) encoding);
    buffer.putShort((short) SIZE).putInt(stored).putInt(raw).putInt(events).putInt(bodyCrc);
    buffer.putLong(ordinal).putLong(firstTime).putLong(lastTime);
    buffer.putLong(firstSequence).putLong(lastSequence);
    buffer.putInt(crc(bytes, 0, SIZE - 4));
    return bytes;
  }

  /// How long the header says it is; 0 if this is not one, or a length that cannot be.
  static int sizeOf(byte[] bytes) {
    ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    int size = Short.toUnsignedInt(buffer.getShort(AT_SIZE));
    return buffer.getInt(0) == MAGIC && size >= SIZE && size <= MAX_SIZE ? size : 0;
  }

  /// The mark in a header, whatever else is in it.
  static long markOf(byte[] bytes) {
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getLong(AT_MARK);
  }

  /// The header in the first `size` bytes; empty if it is not one of this file, is damaged, or says
  /// what cannot be.
  static Optional<BlockHeader> parse(byte[] bytes, int size, long mark) {
    ByteBuffer buffer = ByteBuffer.wrap(bytes, 0, size).order(ByteOrder.LITTLE_ENDIAN);
    if (buffer.getInt() != MAGIC
        || buffer.getLong() != mark
        || buffer.getInt(size - 4) != crc(bytes, 0, size - 4)
        || buffer.get(AT_MAJOR) != FileHeader.MAJOR) {
      return Optional.empty();
    }
    int encoding = Byte.toUnsignedInt(buffer.get(AT_MAJOR + 1));
    buffer.position(AT_STORED);
    BlockHeader header =
        new BlockHeader(
            size,
            encoding,
            buffer.getInt(),
            buffer.getInt(),
            buffer.getInt(),
            buffer.getInt(),
            buffer.getLong(),
            buffer.getLong(),
            buffer.getLong(),
            buffer.getLong(),
            buffer.getLong());
    return header.possible() ? Optional.of(header) : Optional.empty();
  }

  /// Bytes of header and body.
  long length() {
    return (long) size + stored;
  }

  private boolean possible() {
    boolean lengths =
        stored > 0
            && stored <= MAX_BODY
            && raw > 0
            && raw <= MAX_BODY
            && events > 0
            && events <= raw / SMALLEST_EVENT
            && ordinal >= 0
            && ordinal <= Long.MAX_VALUE / 2;
    return lengths
        && switch (encoding) {
          case PLAIN -> raw == stored;
          case DEFLATE -> raw <= ((long) stored + 1) * DEFLATE_RATIO;
          // Of a newer minor version: to be skipped by its length.
          default -> true;
        };
  }

  static int crc(byte[] bytes, int from, int length) {
    CRC32C crc = new CRC32C();
    crc.update(bytes, from, length);
    return (int) crc.getValue();
  }
}
