package vedette.poll.docker;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/// Makes lines of bytes that come in any pieces.
///
/// A character that is split over two pieces is whole in its line, since only whole lines are
/// decoded; bytes that are no UTF-8 become U+FFFD. A line that is too long is cut, and what was cut
/// is counted. Not thread-safe.
public final class Lines {
  /// A line.
  ///
  /// @param text without its end
  /// @param bytes how many it took, its end included
  /// @param cut how many of them are not in the text because it was too long
  public record Line(String text, long bytes, long cut) {}

  private final int longest;
  private final ByteArrayOutputStream kept = new ByteArrayOutputStream(256);
  private long bytes;

  /// @param longest bytes kept of a line
  public Lines(int longest) {
    this.longest = longest;
  }

  /// Reads on.
  ///
  /// @param whole gets each line that is complete now
  public void feed(byte[] from, int offset, int length, Consumer<Line> whole) {
    int begin = offset;
    int end = offset + length;
    for (int at = offset; at < end; at++) {
      if (from[at] == '\n') {
        keep(from, begin, at - begin);
        bytes++;
        whole.accept(line(1));
        begin = at + 1;
      }
    }
    keep(from, begin, end - begin);
  }

  /// Counts bytes that are missing where the next one stands.
  public void missing(long count) {
    bytes += count;
  }

  /// How many bytes wait for the end of their line.
  public long waiting() {
    return bytes;
  }

  /// Hands over what waits as if its line had ended, for a file that is finished.
  public void end(Consumer<Line> last) {
    if (bytes > 0) {
      last.accept(line(0));
    }
  }

  private void keep(byte[] from, int offset, int length) {
    int room = longest - kept.size();
    kept.write(from, offset, Math.min(length, room));
    bytes += length;
  }

  private Line line(int ending) {
    byte[] raw = kept.toByteArray();
    int length = raw.length > 0 && raw[raw.length - 1] == '\r' ? raw.length - 1 : raw.length;
    String text = new String(raw, 0, length, StandardCharsets.UTF_8);
    Line line = new Line(text, bytes, bytes - ending - raw.length);
    kept.reset();
    bytes = 0;
    return line;
  }
}
