package vedette.tap.capture;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.zip.CRC32C;

/// The first 32 bytes of a capture file, little-endian.
///
/// ```
///  0       8      10      12          16        24         28      32
///  +-------+-------+-------+-----------+---------+----------+-------+
///  |VEDETTE1| major | minor | length=32 |  mark   | reserved | CRC32C|
///  +-------+-------+-------+-----------+---------+----------+-------+
///    8 B     u16     u16     u32         8 B       u32 = 0    of 0..27
/// ```
///
/// @param major a reader refuses a major version it does not know
/// @param minor a newer one adds event kinds, fields at the end of an event, encodings of a block
/// @param mark random; every block of the file begins with it, so that bytes chosen by a peer
///   cannot pass for a block when a reader looks for the next one after damage
record FileHeader(int major, int minor, long mark) {
  static final int SIZE = 32;
  static final int MAJOR = 1;
  static final int MINOR = 0;

  private static final byte[] MAGIC = "VEDETTE1".getBytes(StandardCharsets.US_ASCII);
  private static final int AT_MAJOR = 8;
  private static final int AT_MINOR = 10;
  private static final int AT_LENGTH = 12;
  private static final int AT_MARK = 16;
  private static final int AT_CRC = 28;

  byte[] toBytes() {
    byte[] bytes = new byte[SIZE];
    ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    buffer.put(MAGIC);
    buffer.putShort(AT_MAJOR, (short) major);
    buffer.putShort(AT_MINOR, (short) minor);
    buffer.putInt(AT_LENGTH, SIZE);
    buffer.putLong(AT_MARK, mark);
    buffer.putInt(AT_CRC, crc(bytes));
    return bytes;
  }

  /// Whether the bytes begin as a capture file does, as far as there are any.
  static boolean hasMagic(byte[] bytes, int length) {
    int compare = Math.min(length, MAGIC.length);
    return Arrays.equals(bytes, 0, compare, MAGIC, 0, compare);
  }

  /// The header, empty if a bit of it is wrong.
  static Optional<FileHeader> parse(byte[] bytes) {
    ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    if (bytes.length < SIZE
        || !hasMagic(bytes, SIZE)
        || buffer.getInt(AT_CRC) != crc(bytes)
        || buffer.getInt(AT_LENGTH) != SIZE) {
      return Optional.empty();
    }
    return Optional.of(
        new FileHeader(
            Short.toUnsignedInt(buffer.getShort(AT_MAJOR)),
            Short.toUnsignedInt(buffer.getShort(AT_MINOR)),
            buffer.getLong(AT_MARK)));
  }

  private static int crc(byte[] bytes) {
    CRC32C crc = new CRC32C();
    crc.update(bytes, 0, AT_CRC);
    return (int) crc.getValue();
  }
}
