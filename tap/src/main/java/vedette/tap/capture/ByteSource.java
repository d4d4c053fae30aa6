package vedette.tap.capture;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import vedette.wire.Bytes;
import vedette.wire.Hash256;

/// Reads what [ByteSink] wrote. Total: any bytes give a value or [Malformed], and nothing is
/// allocated that the bytes at hand do not pay for.
final class ByteSource {
  private final byte[] bytes;
  private final int end;
  private int at;

  ByteSource(byte[] bytes, int from, int end) {
    this.bytes = bytes;
    this.at = from;
    this.end = end;
  }

  int left() {
    return end - at;
  }

  int position() {
    return at;
  }

  int u8() throws Malformed {
    need(1);
    return bytes[at++] & 0xFF;
  }

  boolean bool() throws Malformed {
    int value = u8();
    if (value > 1) {
      throw new Malformed("a truth value is 0 or 1. Found: " + value);
    }
    return value == 1;
  }

  long varint() throws Malformed {
    long value = 0;
    for (int shift = 0; shift < 70; shift += 7) {
      int b = u8();
      // The tenth byte holds the top bit alone.
      if (shift == 63 && b > 1) {
        break;
      }
      value |= (long) (b & 0x7F) << shift;
      if (b < 0x80) {
        return value;
      }
    }
    throw new Malformed("a number of more than 64 bits");
  }

  long zigzag() throws Malformed {
    long value = varint();
    return (value >>> 1) ^ -(value & 1);
  }

  int int32() throws Malformed {
    long value = zigzag();
    if ((int) value != value) {
      throw new Malformed("expected a signed 32-bit number. Found: " + value);
    }
    return (int) value;
  }

  /// A count of things that take at least `each` bytes: more than the rest can hold is refused.
  int count(int each) throws Malformed {
    long value = varint();
    if (value < 0 || value > left() / each) {
      throw new Malformed("a count of " + Long.toUnsignedString(value) + " with " + left() + " B");
    }
    return (int) value;
  }

  String text() throws Malformed {
    long head = varint();
    long length = head >>> 1;
    if (length > left()) {
      throw new Malformed("a text of " + length + " B with " + left() + " B left");
    }
    int from = at;
    at += (int) length;
    if ((head & 1) == 0) {
      try {
        return StandardCharsets.UTF_8
            .newDecoder()
            .decode(ByteBuffer.wrap(bytes, from, (int) length))
            .toString();
      } catch (CharacterCodingException notText) {
        throw new Malformed("a text that is not UTF-8");
      }
    }
    if ((length & 1) != 0) {
      throw new Malformed("a UTF-16 text of " + length + " B");
    }
    char[] chars = new char[(int) length / 2];
    for (int i = 0; i < chars.length; i++) {
      chars[i] = (char) ((bytes[from + 2 * i] & 0xFF) | (bytes[from + 2 * i + 1] << 8));
    }
    return new String(chars);
  }

  Hash256 hash() throws Malformed {
    need(Hash256.SIZE);
    Hash256 hash = Hash256.read(bytes, at);
    at += Hash256.SIZE;
    return hash;
  }

  /// A payload: a copy, so that a consumer who keeps one small message does not keep its block; a
  /// view if it is most of the block anyway.
  Bytes bytes() throws Malformed {
    int length = count(1);
    int from = at;
    at += length;
    return length > bytes.length / 2
        ? Bytes.wrap(bytes).slice(from, length)
        : Bytes.wrap(Arrays.copyOfRange(bytes, from, from + length));
  }

  /// The next `length` bytes as a source of their own; this one goes on behind them.
  ByteSource part(int length) throws Malformed {
    need(length);
    at += length;
    return new ByteSource(bytes, at - length, at);
  }

  private void need(int length) throws Malformed {
    if (length < 0 || length > end - at) {
      throw new Malformed("expected " + length + " B more. Found: " + (end - at));
    }
  }
}
