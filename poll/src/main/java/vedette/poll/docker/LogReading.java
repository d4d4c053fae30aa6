package vedette.poll.docker;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.Arrays;

/// Reads a log from a stream of bytes, with or without frames, piece by piece as the engine keeps
/// it. Pure but for the stream.
///
/// ```
/// with frames:    ├ header ┤ stamp ␣ piece [\n]          one piece each
/// without:        stamp ␣ piece [stamp ␣ piece]… \n      Docker, of a terminal: pieces of 16 KiB
/// ```
final class LogReading {
  /// What Docker keeps of a line in one piece.
  private static final int DOCKERS_PIECE = 16 << 10;

  /// Room for the engine's stamp.
  private static final int STAMP = 40;

  private final DockerEngine.LogSink sink;
  private final int longest;
  private byte[] kept = new byte[1_024];
  private int length;
  private long cut;
  private byte last;
  private boolean wanted = true;

  private LogReading(int longest, DockerEngine.LogSink sink) {
    this.longest = longest;
    this.sink = sink;
  }

  static void read(InputStream body, boolean framed, int longest, DockerEngine.LogSink sink)
      throws IOException, InterruptedException {
    LogReading reading = new LogReading(longest, sink);
    if (framed) {
      reading.framed(body);
    } else {
      reading.raw(body);
    }
  }

  private void framed(InputStream body) throws IOException, InterruptedException {
    Frames frames = new Frames();
    byte[] bytes = new byte[32 << 10];
    for (int n = body.read(bytes); n >= 0 && wanted; n = wanted ? body.read(bytes) : -1) {
      frames.feed(
          bytes,
          0,
          n,
          new Frames.Sink() {
            @Override
            public void payload(int stream, byte[] from, int offset, int count) {
              keep(from, offset, count);
            }

            @Override
            public void ended(int stream) throws InterruptedException {
              piece(stream, false);
            }
          });
    }
    if (wanted && !frames.whole()) {
      throw new EOFException("the log ended within a frame");
    }
  }

  private void raw(InputStream body) throws IOException, InterruptedException {
    byte[] bytes = new byte[32 << 10];
    for (int n = body.read(bytes); n >= 0 && wanted; n = wanted ? body.read(bytes) : -1) {
      int begin = 0;
      for (int at = 0; at < n; at++) {
        if (bytes[at] == '\n') {
          keep(bytes, begin, at + 1 - begin);
          piece(1, true);
          begin = at + 1;
        }
      }
      keep(bytes, begin, n - begin);
    }
    if (wanted && length > 0) {
      // The process ended within a line.
      piece(1, true);
    }
  }

  private void keep(byte[] from, int offset, int count) {
    if (count == 0) {
      return;
    }
    int room = Math.min(count, longest + STAMP - length);
    if (length + room > kept.length) {
      kept = Arrays.copyOf(kept, Math.min(longest + STAMP, Math.max(length + room, 2 * length)));
    }
    System.arraycopy(from, offset, kept, length, room);
    length += room;
    cut += count - room;
    last = from[offset + count - 1];
  }

  private void piece(int stream, boolean pieces) throws InterruptedException {
    if (cut > 0 && last == '\n') {
      // What is cut away is not the line's end.
      kept[length - 1] = '\n';
    }
    int begin = stampEnd(0);
    long second = begin == 0 ? 0 : second(begin - 1);
    if (pieces && begin > 0) {
      join(begin);
    }
    if (wanted) {
      wanted = sink.piece(stream, second, Arrays.copyOfRange(kept, begin, length), cut);
    }
    length = 0;
    cut = 0;
  }

  /// Takes the stamps off that Docker writes before each further piece of a line.
  private void join(int begin) {
    for (int at = begin + DOCKERS_PIECE; at < length; at += DOCKERS_PIECE) {
      int end = stampEnd(at);
      if (end == at) {
        return;
      }
      System.arraycopy(kept, end, kept, at, length - end);
      length -= end - at;
    }
  }

  /// Where what follows a stamp begins; where it was looked for if there is none.
  private int stampEnd(int at) {
    for (int i = at; i < Math.min(length, at + STAMP); i++) {
      if (kept[i] == ' ') {
        boolean stamp = i - at >= 20 && kept[at + 4] == '-' && kept[at + 10] == 'T';
        return stamp && time(at, i) > 0 ? i + 1 : at;
      }
    }
    return at;
  }

  private long second(int end) {
    return time(0, end);
  }

  private long time(int begin, int end) {
    try {
      String stamp = new String(kept, begin, end - begin, StandardCharsets.ISO_8859_1);
      return OffsetDateTime.parse(stamp).toEpochSecond();
    } catch (DateTimeException none) {
      return 0;
    }
  }
}
