package vedette.wire;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.HexFormat;

/// A 256-bit hash: a txid, wtxid, block hash, merkle root, filter header.
///
/// ```
/// on the wire   byte 0 ............................... byte 31
/// kept as       |  w0  |  w1  |  w2  |  w3  |   each little-endian
/// printed       byte 31 .............................. byte 0     (as RPC prints it)
/// ```
///
/// Four longs instead of an array: equality, hashing and immutability come for free.
///
/// @param w0 bytes 0 to 7 in wire order, little-endian
/// @param w1 bytes 8 to 15
/// @param w2 bytes 16 to 23
/// @param w3 bytes 24 to 31
public record Hash256(long w0, long w1, long w2, long w3) {
  /// Length in bytes.
  public static final int SIZE = 32;

  /// All bits zero: "no hash", as in the stop hash of `getheaders`.
  public static final Hash256 ZERO = new Hash256(0, 0, 0, 0);

  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  /// Reads 32 bytes in wire order.
  ///
  /// @throws IndexOutOfBoundsException if fewer than 32 bytes follow `offset`
  public static Hash256 read(byte[] source, int offset) {
    return new Hash256(
        (long) LONG.get(source, offset),
        (long) LONG.get(source, offset + 8),
        (long) LONG.get(source, offset + 16),
        (long) LONG.get(source, offset + 24));
  }

  /// Parses 64 hex digits in RPC order.
  ///
  /// @throws IllegalArgumentException if `hex` is anything else
  public static Hash256 parse(String hex) {
    if (hex.length() != 2 * SIZE) {
      throw new IllegalArgumentException(
          "hash: expected 64 hex digits. Found: " + hex.length() + " characters.");
    }
    byte[] reversed = HexFormat.of().parseHex(hex);
    byte[] wire = new byte[SIZE];
    for (int i = 0; i < SIZE; i++) {
      wire[i] = reversed[SIZE - 1 - i];
    }
    return read(wire, 0);
  }

  /// The 32 bytes in wire order, a fresh array.
  public byte[] toWire() {
    byte[] wire = new byte[SIZE];
    LONG.set(wire, 0, w0);
    LONG.set(wire, 8, w1);
    LONG.set(wire, 16, w2);
    LONG.set(wire, 24, w3);
    return wire;
  }

  /// 64 lower-case hex digits in RPC order.
  @Override
  public String toString() {
    byte[] rpc = new byte[SIZE];
    byte[] wire = toWire();
    for (int i = 0; i < SIZE; i++) {
      rpc[i] = wire[SIZE - 1 - i];
    }
    return HexFormat.of().formatHex(rpc);
  }
}
