package vedette.wire;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// An immutable run of bytes: a payload, a script, a witness item, a filter.
///
/// A view, not a copy: slices of one payload share its array, so a decoded message costs its
/// objects and not its bytes again. Whoever hands an array to [#wrap] gives it away.
public final class Bytes {
  /// No bytes.
  public static final Bytes EMPTY = new Bytes(new byte[0], 0, 0);

  private final byte[] array;
  private final int offset;
  private final int size;

  private Bytes(byte[] array, int offset, int size) {
    this.array = array;
    this.offset = offset;
    this.size = size;
  }

  /// Wraps the whole array without copying; the caller must not change it afterwards.
  public static Bytes wrap(byte[] array) {
    return array.length == 0 ? EMPTY : new Bytes(array, 0, array.length);
  }

  /// Parses hex digits, two a byte, either case.
  ///
  /// @throws IllegalArgumentException if `hex` holds anything else
  public static Bytes parse(String hex) {
    return wrap(HexFormat.of().parseHex(hex));
  }

  /// A part of these bytes, sharing the array.
  ///
  /// @throws IndexOutOfBoundsException if the part is not inside
  public Bytes slice(int from, int length) {
    Objects.checkFromIndexSize(from, length, size);
    return length == 0 ? EMPTY : new Bytes(array, offset + from, length);
  }

  /// How many bytes.
  public int size() {
    return size;
  }

  /// Whether there are none.
  public boolean isEmpty() {
    return size == 0;
  }

  /// The byte at `index`, signed as Java has it.
  public byte at(int index) {
    return array[offset + Objects.checkIndex(index, size)];
  }

  /// A fresh array with these bytes.
  public byte[] toArray() {
    return Arrays.copyOfRange(array, offset, offset + size);
  }

  /// A read-only buffer over these bytes, big-endian as buffers start out.
  public ByteBuffer toBuffer() {
    return ByteBuffer.wrap(array, offset, size).slice().asReadOnlyBuffer();
  }

  /// These bytes as text, empty if they are not valid UTF-8.
  public Optional<String> utf8() {
    try {
      return Optional.of(StandardCharsets.UTF_8.newDecoder().decode(toBuffer()).toString());
    } catch (CharacterCodingException notText) {
      return Optional.empty();
    }
  }

  /// The array behind, for the decoder of this package only: it never writes to it.
  byte[] array() {
    return array;
  }

  /// Where these bytes begin in [#array].
  int offset() {
    return offset;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Bytes that
        && Arrays.equals(
            array, offset, offset + size, that.array, that.offset, that.offset + that.size);
  }

  @Override
  public int hashCode() {
    int hash = 1;
    for (int i = offset; i < offset + size; i++) {
      hash = 31 * hash + array[i];
    }
    return hash;
  }

  /// Lower-case hex, two digits a byte, in wire order.
  @Override
  public String toString() {
    return HexFormat.of().formatHex(array, offset, offset + size);
  }
}
