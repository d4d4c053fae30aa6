package vedette.event.json;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import vedette.wire.Bytes;

/// Lower-case hex digits, eight at a time: most of a line is hashes and scripts.
///
/// ```
/// 32 bits       0x1a2b3c4d
/// spread        0x01 0a 02 0b 03 0c 04 0d      a digit in each byte
/// + '0'         0x31 3a 32 3b 33 3c 34 3d
/// + 39 above 9  "1a2b3c4d"                     'a' - '0' - 10 = 39
/// ```
final class Hex {
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
  private static final byte[] DIGITS = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
  private static final long EACH_BYTE = 0x0101_0101_0101_0101L;
  private static final int LETTERS = 'a' - '0' - 10;

  private Hex() {}

  /// Writes the 16 digits of a number, most significant first.
  static void put(long value, byte[] target, int at) {
    LONG.set(target, at, ascii((int) (value >>> 32)));
    LONG.set(target, at + 8, ascii((int) value));
  }

  /// Writes two digits for each of the bytes and returns how many digits that made.
  static int put(Bytes source, int from, int length, byte[] target) {
    int at = 0;
    int i = from;
    int end = from + length;
    for (; i + 4 <= end; i += 4, at += 8) {
      int four =
          (source.at(i) << 24)
              | ((source.at(i + 1) & 0xff) << 16)
              | ((source.at(i + 2) & 0xff) << 8)
              | (source.at(i + 3) & 0xff);
      LONG.set(target, at, ascii(four));
    }
    for (; i < end; i++) {
      byte one = source.at(i);
      target[at++] = DIGITS[(one >> 4) & 0xf];
      target[at++] = DIGITS[one & 0xf];
    }
    return at;
  }

  private static long ascii(int value) {
    long spread = value & 0xffff_ffffL;
    spread = (spread | (spread << 16)) & 0x0000_ffff_0000_ffffL;
    spread = (spread | (spread << 8)) & 0x00ff_00ff_00ff_00ffL;
    spread = (spread | (spread << 4)) & 0x0f0f_0f0f_0f0f_0f0fL;
    // Adding 6 carries into the upper half of the byte exactly for digits above 9.
    long letters = ((spread + 6 * EACH_BYTE) >>> 4) & EACH_BYTE;
    return spread + '0' * EACH_BYTE + letters * LETTERS;
  }
}
