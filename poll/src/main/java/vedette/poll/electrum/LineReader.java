package vedette.poll.electrum;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;

/// Reads lines of bounded length. One thread.
final class LineReader {
  /// The longest that is expected is a list of some thousand servers.
  static final int LONGEST = 1 << 20;

  private static final int CHUNK = 8192;

  private final InputStream in;
  private final byte[] chunk = new byte[CHUNK];
  private int at;
  private int end;

  LineReader(InputStream in) {
    this.in = in;
  }

  /// The next line without its end.
  ///
  /// @throws BrokenException if it is too long, or the stream ends
  byte[] next() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    while (true) {
      for (int i = at; i < end; i++) {
        if (chunk[i] == '\n') {
          line.write(chunk, at, i - at);
          at = i + 1;
          return line.toByteArray();
        }
      }
      line.write(chunk, at, end - at);
      at = 0;
      end = 0;
      if (line.size() > LONGEST) {
        throw BrokenException.garbage("a line of more than %d MiB".formatted(LONGEST >> 20));
      }
      int read = in.read(chunk);
      if (read < 0) {
        throw ended(line.toByteArray());
      }
      end = read;
    }
  }

  private static BrokenException ended(byte[] rest) {
    if (Line.isTls(rest)) {
      return BrokenException.garbage(Line.TLS);
    }
    return BrokenException.unreachable(
        rest.length == 0
            ? "the server ended the connection"
            : "the connection ended within a line");
  }
}
