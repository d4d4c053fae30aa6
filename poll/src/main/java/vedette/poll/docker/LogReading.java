package vedette.poll.docker;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.Queue;

/// Reads a log from a stream of bytes, with or without frames. Pure but for the stream.
final class LogReading {
  private record Ready(int stream, Lines.Line line) {}

  private LogReading() {}

  static void read(InputStream body, boolean tty, int longest, DockerEngine.LogSink sink)
      throws IOException, InterruptedException {
    Frames frames = new Frames();
    // Each output has lines of its own: a frame of one may come within a line of the other.
    Lines[] lines = {
      new Lines(longest), new Lines(longest), new Lines(longest), new Lines(longest)
    };
    Queue<Ready> ready = new ArrayDeque<>();
    byte[] bytes = new byte[32 << 10];
    for (int n = body.read(bytes); n >= 0; n = body.read(bytes)) {
      if (tty) {
        lines[1].feed(bytes, 0, n, line -> ready.add(new Ready(1, line)));
      } else {
        frames.feed(
            bytes,
            0,
            n,
            (stream, from, offset, length) ->
                lines[stream].feed(
                    from, offset, length, line -> ready.add(new Ready(stream, line))));
      }
      for (Ready next = ready.poll(); next != null; next = ready.poll()) {
        sink.line(next.stream(), next.line());
      }
    }
    if (!frames.whole()) {
      throw new EOFException("the log ended within a frame");
    }
    // The process ended within a line.
    for (int stream = 0; stream < lines.length; stream++) {
      int of = stream;
      lines[stream].end(line -> ready.add(new Ready(of, line)));
    }
    for (Ready next = ready.poll(); next != null; next = ready.poll()) {
      sink.line(next.stream(), next.line());
    }
  }
}
