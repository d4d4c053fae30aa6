package vedette.watch;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import vedette.wire.Bytes;
import vedette.wire.Decoding;
import vedette.wire.Hash256;
import vedette.wire.Message;
import vedette.wire.MessageDecoder;

/// Payloads of messages as they stand on the wire, and what they name.
final class Payloads {
  private Payloads() {}

  static Hash256 hash(long number) {
    return new Hash256(number, 1, 2, 3);
  }

  static byte[] header(int nonce) {
    return ByteBuffer.allocate(80)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putInt(68, (int) Story.START.getEpochSecond())
        .putInt(76, nonce)
        .array();
  }

  /// The name of the block with this header.
  static Hash256 hashOf(byte[] header) {
    byte[] headers = new byte[82];
    headers[0] = 1;
    System.arraycopy(header, 0, headers, 1, 80);
    var decoded = (Decoding.Decoded) MessageDecoder.decode("headers", Bytes.wrap(headers));
    return ((Message.Headers) decoded.message()).headers().getFirst().hash();
  }

  static byte[] joined(byte[]... parts) {
    int size = 0;
    for (byte[] part : parts) {
      size += part.length;
    }
    ByteBuffer all = ByteBuffer.allocate(size);
    for (byte[] part : parts) {
      all.put(part);
    }
    return all.array();
  }

  static byte[] inv(long kind, Hash256... hashes) {
    ByteBuffer all = ByteBuffer.allocate(3 + 36 * hashes.length).order(ByteOrder.LITTLE_ENDIAN);
    if (hashes.length < 0xfd) {
      all.put((byte) hashes.length);
    } else {
      all.put((byte) 0xfd).putShort((short) hashes.length);
    }
    for (Hash256 hash : hashes) {
      all.putInt((int) kind).put(hash.toWire());
    }
    byte[] used = new byte[all.position()];
    all.flip().get(used);
    return used;
  }

  static byte[] nonce(long nonce) {
    return ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(nonce).array();
  }
}
