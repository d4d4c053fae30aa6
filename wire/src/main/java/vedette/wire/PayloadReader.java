package vedette.wire;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads fields from a payload in order and never past its end.
///
/// The one place where lengths and counts from a peer are believed, and only after they were
/// compared with the bytes that are left. Every method that reads throws [Malformed] if it cannot.
/// One reader belongs to one decode call.
final class PayloadReader {
  /// Largest count or length that Core reads (`serialize.h`: `MAX_SIZE`).
  static final int MAX_SIZE = 0x02000000;

  private static final VarHandle SHORT =
      MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private final Bytes payload;
  private final byte[] array;
  private final int base;
  private final int end;
  private int at;
  private @Nullable DoubleSha256 sha;

  PayloadReader(Bytes payload) {
    this.payload = payload;
    this.array = payload.array();
    this.base = payload.offset();
    this.end = base + payload.size();
    this.at = base;
  }

  /// What reads one element of a list.
  @FunctionalInterface
  interface Element<T> {
    T read(PayloadReader in);
  }

  /// Where the next field begins, counted from the payload's first byte.
  int position() {
    return at - base;
  }

  int remaining() {
    return end - at;
  }

  /// The bytes from `from` to the position, shared with the payload.
  Bytes since(int from) {
    return payload.slice(from, position() - from);
  }

  /// Everything that was not read.
  Bytes rest() {
    return payload.slice(position(), remaining());
  }

  int u8(String field) {
    return array[take(field, 1)] & 0xff;
  }

  int u16BigEndian(String field) {
    return Short.toUnsignedInt(Short.reverseBytes((short) SHORT.get(array, take(field, 2))));
  }

  int i32(String field) {
    return (int) INT.get(array, take(field, 4));
  }

  long u32(String field) {
    return Integer.toUnsignedLong(i32(field));
  }

  long i64(String field) {
    return (long) LONG.get(array, take(field, 8));
  }

  /// Six bytes, as the short ids of BIP152.
  long u48(String field) {
    int from = take(field, 6);
    return Integer.toUnsignedLong((int) INT.get(array, from))
        | ((long) Short.toUnsignedInt((short) SHORT.get(array, from + 4)) << 32);
  }

  Hash256 hash(String field) {
    return Hash256.read(array, take(field, Hash256.SIZE));
  }

  /// Exactly `length` bytes, shared with the payload.
  Bytes bytes(String field, int length) {
    int from = take(field, length) - base;
    return payload.slice(from, length);
  }

  /// A CompactSize length and that many bytes, shared with the payload.
  Bytes sizedBytes(String field) {
    return bytes(field, size(field));
  }

  /// A CompactSize that counts or measures: in its shortest form and at most [#MAX_SIZE].
  int size(String field) {
    if (at < end && (array[at] >= 0 || array[at] < -3)) {
      return array[at++] & 0xff;
    }
    int from = position();
    long value = compact(field);
    if (Long.compareUnsigned(value, MAX_SIZE) > 0) {
      throw new Malformed(
          field,
          from,
          "a count or length up to "
              + MAX_SIZE
              + " wanted, "
              + Long.toUnsignedString(value)
              + " found");
    }
    return (int) value;
  }

  /// A CompactSize of any value, unsigned, in its shortest form.
  long compact(String field) {
    int from = position();
    int first = u8(field);
    return switch (first) {
      case 0xfd ->
          shortest(
              field, from, Short.toUnsignedLong((short) SHORT.get(array, take(field, 2))), 0xfd);
      case 0xfe -> shortest(field, from, u32(field), 0x10000L);
      case 0xff -> shortest(field, from, i64(field), 0x100000000L);
      default -> first;
    };
  }

  /// A CompactSize count of elements that take at least `minimal` bytes each: believed only if so
  /// many bytes are left.
  int count(String field, int minimal) {
    int from = position();
    int count = size(field);
    if (count > remaining() / minimal) {
      throw new Malformed(
          field,
          from,
          count
              + " entries of at least "
              + minimal
              + (minimal == 1 ? " byte" : " bytes")
              + " wanted, "
              + remaining()
              + (remaining() == 1 ? " byte left" : " bytes left"));
    }
    return count;
  }

  /// A counted list.
  ///
  /// @param minimal the fewest bytes that an element can take
  <T> List<T> list(String field, int minimal, Element<T> element) {
    int count = count(field, minimal);
    @SuppressWarnings("unchecked") // filled with T only, and never seen but through List<T>
    T[] elements = (T[]) new Object[count];
    int i = 0;
    try {
      for (; i < count; i++) {
        elements[i] = element.read(this);
      }
    } catch (Malformed malformed) {
      throw malformed.inside(field, i);
    }
    return List.of(elements);
  }

  /// The double SHA-256 of this call, with nothing added yet.
  DoubleSha256 sha() {
    DoubleSha256 known = sha;
    if (known == null) {
      known = new DoubleSha256();
      sha = known;
    }
    return known;
  }

  /// Adds the bytes between two positions to a hash.
  void hashPart(DoubleSha256 into, int from, int to) {
    into.add(array, base + from, to - from);
  }

  private int take(String field, int length) {
    int from = at;
    if (length > end - from) {
      throw new Malformed(
          field,
          from - base,
          length + (length == 1 ? " byte" : " bytes") + " wanted, " + (end - from) + " left");
    }
    at = from + length;
    return from;
  }

  private static long shortest(String field, int from, long value, long least) {
    if (Long.compareUnsigned(value, least) < 0) {
      throw new Malformed(
          field,
          from,
          "a number in its shortest form wanted, "
              + value
              + " found in a form for "
              + least
              + " and up");
    }
    return value;
  }
}
