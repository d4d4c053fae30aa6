package vedette.tap.capture;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.time.Duration;

/// Positioned reads and writes of whole arrays, in slices.
///
/// In slices because a channel copies a heap array through a direct buffer of the same size and
/// keeps that buffer with the thread: one 4 MB message would cost 4 MB for ever.
final class Io {
  private static final int SLICE = 128 << 10;

  private Io() {}

  /// Reads until `length` bytes are there or the file ends.
  ///
  /// @return how many bytes were read
  static int read(SeekableByteChannel channel, long position, byte[] into, int offset, int length)
      throws IOException {
    channel.position(position);
    int done = 0;
    while (done < length) {
      int step = Math.min(SLICE, length - done);
      int read = channel.read(ByteBuffer.wrap(into, offset + done, step));
      if (read <= 0) {
        break;
      }
      done += read;
    }
    return done;
  }

  static void write(SeekableByteChannel channel, long position, byte[] from, int length)
      throws IOException {
    channel.position(position);
    int done = 0;
    while (done < length) {
      int step = Math.min(SLICE, length - done);
      done += channel.write(ByteBuffer.wrap(from, done, step));
    }
  }

  /// Nanoseconds of a timeout; a timeout beyond 292 years is 292 years, a negative one none.
  static long nanos(Duration timeout) {
    if (timeout.isNegative()) {
      return 0;
    }
    return timeout.toSeconds() > Long.MAX_VALUE / 1_000_000_000L - 1
        ? Long.MAX_VALUE
        : timeout.toNanos();
  }

  /// What an I/O error says, with its kind if its message is nothing but the path.
  static String says(IOException broken) {
    return broken.getClass().getSimpleName() + ": " + broken.getMessage();
  }
}
