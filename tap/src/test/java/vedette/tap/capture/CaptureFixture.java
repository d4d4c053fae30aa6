package vedette.tap.capture;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Random;

/// Writes files as `bitcoind -capturemessages` does.
final class CaptureFixture {
  private final Path root;

  CaptureFixture(Path folder) throws IOException {
    this.root = Files.createDirectories(folder.resolve("message_capture"));
  }

  Path root() {
    return root;
  }

  Path file(String peer, boolean inbound) {
    return root.resolve(peer).resolve(inbound ? "msgs_recv.dat" : "msgs_sent.dat");
  }

  Path append(String peer, boolean inbound, byte[] bytes) throws IOException {
    Path file = file(peer, inbound);
    Files.createDirectories(root.resolve(peer));
    return Files.write(file, bytes, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }

  Path record(String peer, boolean inbound, long micros, String type, byte[] payload)
      throws IOException {
    return append(peer, inbound, bytes(micros, type, payload));
  }

  static byte[] bytes(long micros, String type, byte[] payload) {
    byte[] name = type.getBytes(StandardCharsets.US_ASCII);
    ByteBuffer buffer = ByteBuffer.allocate(24 + payload.length).order(ByteOrder.LITTLE_ENDIAN);
    buffer.putLong(micros).put(name).position(20).putInt(payload.length).put(payload);
    return buffer.array();
  }

  static byte[] random(long seed, int length) {
    byte[] bytes = new byte[length];
    new Random(seed).nextBytes(bytes);
    return bytes;
  }
}
