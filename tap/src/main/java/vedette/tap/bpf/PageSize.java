package vedette.tap.bpf;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;

/// The kernel's page size, from the auxiliary vector: `sysconf` would need a call shape of its own.
final class PageSize {
  private static final long AT_PAGESZ = 6;

  static final long BYTES = read();

  private PageSize() {}

  private static long read() {
    try {
      ByteBuffer vector =
          ByteBuffer.wrap(Files.readAllBytes(Path.of("/proc/self/auxv")))
              .order(ByteOrder.LITTLE_ENDIAN);
      while (vector.remaining() >= 16) {
        long key = vector.getLong();
        long value = vector.getLong();
        if (key == AT_PAGESZ) {
          return value;
        }
      }
    } catch (IOException unreadable) {
      throw new BpfException("/proc/self/auxv cannot be read: " + unreadable.getMessage(), 0);
    }
    throw new BpfException("/proc/self/auxv does not tell the page size.", 0);
  }
}
