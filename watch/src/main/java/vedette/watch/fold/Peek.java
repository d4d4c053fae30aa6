package vedette.watch.fold;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import vedette.wire.BlockHeader;
import vedette.wire.Bytes;
import vedette.wire.Hash256;

/// Reads the few fields of a payload that a fold needs, without decoding the rest.
///
/// A reader that runs past the end, or meets a number that is not canonical, is [#broken] from then
/// on and gives zeros.
final class Peek {
  private final ByteBuffer bytes;
  private boolean broken;

  Peek(Bytes payload) {
    bytes = payload.toBuffer().order(ByteOrder.LITTLE_ENDIAN);
  }

  boolean broken() {
    return broken;
  }

  int left() {
    return bytes.remaining();
  }

  private boolean has(int count) {
    if (bytes.remaining() < count) {
      broken = true;
    }
    return !broken;
  }

  int u8() {
    return has(1) ? bytes.get() & 0xff : 0;
  }

  long u32() {
    return has(4) ? Integer.toUnsignedLong(bytes.getInt()) : 0;
  }

  long i64() {
    return has(8) ? bytes.getLong() : 0;
  }

  void skip(long count) {
    if (count > bytes.remaining()) {
      broken = true;
    } else if (!broken) {
      bytes.position(bytes.position() + (int) count);
    }
  }

  Hash256 hash() {
    if (!has(Hash256.SIZE)) {
      return Hash256.ZERO;
    }
    return new Hash256(bytes.getLong(), bytes.getLong(), bytes.getLong(), bytes.getLong());
  }

  /// Bitcoin's variable-length number.
  long compactSize() {
    int first = u8();
    long value =
        switch (first) {
          case 0xfd -> has(2) ? Short.toUnsignedLong(bytes.getShort()) : 0;
          case 0xfe -> u32();
          case 0xff -> i64();
          default -> first;
        };
    long least = first == 0xfd ? 0xfd : first == 0xfe ? 0x1_0000L : 0x1_0000_0000L;
    if (value < 0 || (first >= 0xfd && value < least)) {
      broken = true;
    }
    return broken ? 0 : value;
  }

  /// A count of things of at least so many bytes: more than fit are none.
  long count(int leastBytes) {
    long count = compactSize();
    if (count > bytes.remaining() / leastBytes) {
      broken = true;
      return 0;
    }
    return count;
  }

  /// A block header's name and time.
  Header header() {
    if (!has(BlockHeader.SIZE)) {
      return Header.NONE;
    }
    byte[] header = new byte[BlockHeader.SIZE];
    bytes.get(header);
    try {
      MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
      byte[] once = sha256.digest(header);
      Hash256 hash = Hash256.read(sha256.digest(once), 0);
      long time =
          Integer.toUnsignedLong(ByteBuffer.wrap(header).order(ByteOrder.LITTLE_ENDIAN).getInt(68));
      return new Header(hash, time);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(
          "SHA-256: expected in every JDK. Found: none. Do: check java.security.", impossible);
    }
  }

  /// @param time seconds since the epoch
  record Header(Hash256 hash, long time) {
    static final Header NONE = new Header(Hash256.ZERO, 0);
  }
}
