package vedette.tap.capture;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/// What stands before a payload in a file of `bitcoind -capturemessages` (`CaptureMessageToFile` in
/// Bitcoin Core's `net.cpp`), little-endian, no file header, records back to back.
///
/// ```
///  0       8            20       24
///  +-------+------------+--------+---------
///  | time  | type, NULs | length | payload
///  +-------+------------+--------+---------
///   i64 µs    12 B         u32      length
/// ```
///
/// @param timeNanos nanoseconds since the epoch; the node's clock, which tests may set
/// @param type message type
/// @param length of the payload
record CaptureRecord(long timeNanos, String type, int length) {
  static final int HEADER = 24;

  /// Core's own bound of anything serialised (`MAX_SIZE`); a P2P message has 4,000,000 at most.
  static final int MAX_LENGTH = 32 << 20;

  private static final int AT_TYPE = 8;
  private static final int TYPE = 12;
  private static final int AT_LENGTH = AT_TYPE + TYPE;

  /// Reads the 24 bytes at `offset`.
  ///
  /// @throws Malformed if no version of Core writes such a header
  static CaptureRecord read(byte[] bytes, int offset) throws Malformed {
    ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    long micros = buffer.getLong(offset);
    if (micros < 0 || micros > Long.MAX_VALUE / 1000) {
      throw new Malformed(
          "expected a time in microseconds. Found: " + Long.toUnsignedString(micros));
    }
    int end = 0;
    while (end < TYPE && bytes[offset + AT_TYPE + end] != 0) {
      // The v2 transport lets 0x7F pass, so it is no sign of damage.
      if (bytes[offset + AT_TYPE + end] < 0x20) {
        throw new Malformed(
            "expected a message type in ASCII. Found byte: " + hex(bytes, offset, end));
      }
      end++;
    }
    for (int i = end; i < TYPE; i++) {
      if (bytes[offset + AT_TYPE + i] != 0) {
        throw new Malformed("expected zeros after the type. Found byte: " + hex(bytes, offset, i));
      }
    }
    long length = Integer.toUnsignedLong(buffer.getInt(offset + AT_LENGTH));
    if (length > MAX_LENGTH) {
      throw new Malformed("expected a length of at most " + MAX_LENGTH + ". Found: " + length);
    }
    String type = new String(bytes, offset + AT_TYPE, end, StandardCharsets.US_ASCII);
    return new CaptureRecord(micros * 1000, type, (int) length);
  }

  private static String hex(byte[] bytes, int offset, int index) {
    return "0x%02x".formatted(bytes[offset + AT_TYPE + index] & 0xFF);
  }
}
