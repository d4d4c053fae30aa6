package vedette.poll.docker;

import vedette.poll.Trouble;

/// Takes apart what the engine sends of a container without a terminal: both of its outputs in one
/// stream, in frames.
///
/// ```
///  0       1       2       3       4       5       6       7       8
/// ├───────┼───────┴───────┴───────┼───────┴───────┴───────┴───────┼──────────┐
/// │ which │       0   0   0       │      length, big-endian       │ payload  │
/// └───────┴───────────────────────┴───────────────────────────────┴──────────┘
///   1: standard output, 2: standard error, 0: standard input's echo, 3: the engine's own error
/// ```
///
/// Frames align neither with reads nor with lines nor with characters: the decoder keeps what is
/// needed of a header between two calls and hands on payload as it comes, so that a frame of any
/// length costs no memory. Not thread-safe. (Docker Engine API, "Attach to a container", stream
/// format.)
public final class Frames {
  /// Gets payload in the order in which it came.
  @FunctionalInterface
  public interface Sink {
    /// A piece of a frame.
    ///
    /// @param stream 0 to 3, the first byte of the frame
    void payload(int stream, byte[] bytes, int from, int length);

    /// The end of a frame.
    default void ended(int stream) throws InterruptedException {}
  }

  private static final int HEADER = 8;

  private final byte[] header = new byte[HEADER];
  private int have;
  private long left;

  /// Reads on.
  ///
  /// @throws DockerException if what should be a header is none: from there on nothing can be told
  ///   apart any more
  public void feed(byte[] bytes, int from, int length, Sink sink) throws InterruptedException {
    int at = from;
    int end = from + length;
    while (at < end) {
      if (left > 0) {
        int count = (int) Math.min(left, end - at);
        sink.payload(header[0], bytes, at, count);
        at += count;
        left -= count;
        if (left == 0) {
          sink.ended(header[0]);
        }
      } else {
        header[have++] = bytes[at++];
        if (have == HEADER) {
          have = 0;
          left = length();
          if (left == 0) {
            sink.ended(header[0]);
          }
        }
      }
    }
  }

  /// Whether the stream may end here: not within a frame.
  public boolean whole() {
    return have == 0 && left == 0;
  }

  private long length() {
    if (header[0] < 0 || header[0] > 3 || header[1] != 0 || header[2] != 0 || header[3] != 0) {
      throw new DockerException(
          Trouble.GARBAGE,
          "log stream: expected a frame of stream 0 to 3. Found: %02x %02x %02x %02x. Do: nothing,"
                  .formatted(header[0], header[1], header[2], header[3])
              + " it is read again from where it was whole");
    }
    return (header[4] & 0xffL) << 24
        | (header[5] & 0xffL) << 16
        | (header[6] & 0xffL) << 8
        | (header[7] & 0xffL);
  }
}
