package vedette.tap.capture;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import vedette.wire.Bytes;
import vedette.wire.Hash256;

/// A growing array that fields are written to; the counterpart of [ByteSource].
///
/// ```
/// varint   7 bits a byte, lowest first, bit 7 set on all but the last; 1 to 10 bytes, unsigned
/// zigzag   varint of (n << 1) ^ (n >> 63)
/// text     varint (bytes << 1 | form), bytes; form 0 = UTF-8, 1 = UTF-16LE
/// ```
final class ByteSink {
  private static final int START = 64 << 10;
  // An array grown for one big message is not kept for the small ones after it.
  private static final int KEEP = 1 << 20;

  private byte[] bytes = new byte[START];
  private int size;

  int size() {
    return size;
  }

  /// The array behind; valid up to [#size] and until the next write.
  byte[] array() {
    return bytes;
  }

  void clear() {
    size = 0;
    if (bytes.length > KEEP) {
      bytes = new byte[START];
    }
  }

  void u8(int value) {
    room(1);
    bytes[size++] = (byte) value;
  }

  void bool(boolean value) {
    u8(value ? 1 : 0);
  }

  void varint(long value) {
    room(10);
    long rest = value;
    while ((rest & ~0x7FL) != 0) {
      bytes[size++] = (byte) (rest | 0x80);
      rest >>>= 7;
    }
    bytes[size++] = (byte) rest;
  }

  void zigzag(long value) {
    varint((value << 1) ^ (value >> 63));
  }

  /// Any Java string without loss. UTF-8 cannot hold a surrogate without its partner; such a string
  /// goes as UTF-16.
  void text(String text) {
    boolean unpaired = hasUnpairedSurrogate(text);
    byte[] encoded = unpaired ? utf16(text) : text.getBytes(StandardCharsets.UTF_8);
    varint((long) encoded.length << 1 | (unpaired ? 1 : 0));
    raw(encoded, 0, encoded.length);
  }

  void hash(Hash256 hash) {
    raw(hash.toWire(), 0, Hash256.SIZE);
  }

  /// Length as varint, then the bytes.
  void bytes(Bytes value) {
    varint(value.size());
    room(value.size());
    ByteBuffer buffer = value.toBuffer();
    buffer.get(bytes, size, value.size());
    size += value.size();
  }

  void raw(byte[] source, int offset, int length) {
    room(length);
    System.arraycopy(source, offset, bytes, size, length);
    size += length;
  }

  private void room(int more) {
    if (bytes.length - size < more) {
      bytes = Arrays.copyOf(bytes, Math.max(Math.addExact(size, more), bytes.length * 2));
    }
  }

  /// By hand: the JDK's encoder replaces an unpaired surrogate in UTF-16 too.
  private static byte[] utf16(String text) {
    byte[] encoded = new byte[2 * text.length()];
    for (int i = 0; i < text.length(); i++) {
      encoded[2 * i] = (byte) text.charAt(i);
      encoded[2 * i + 1] = (byte) (text.charAt(i) >>> 8);
    }
    return encoded;
  }

  private static boolean hasUnpairedSurrogate(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (Character.isSurrogate(c)) {
        boolean paired =
            Character.isHighSurrogate(c)
                && i + 1 < text.length()
                && Character.isLowSurrogate(text.charAt(i + 1));
        if (!paired) {
          return true;
        }
        i++;
      }
    }
    return false;
  }
}
