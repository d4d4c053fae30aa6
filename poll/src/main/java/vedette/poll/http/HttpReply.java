package vedette.poll.http;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/// An answer of HTTP/1.1 off a stream, for connections that the JDK's client cannot make: Unix
/// sockets, and those through a SOCKS proxy that looks up names. Pure but for the stream: any bytes
/// are an answer or an [IOException].
///
/// @param headers names in lower case
/// @param body yet to be read; not bounded
public record HttpReply(int status, Map<String, String> headers, InputStream body) {
  private static final int LONGEST_LINE = 8 << 10;
  private static final int MOST_HEADERS = 100;

  /// Keeps its own headers.
  public HttpReply {
    headers = Map.copyOf(headers);
  }

  /// Reads status line and headers.
  ///
  /// @throws IOException if the stream breaks, or is no HTTP
  public static HttpReply read(InputStream in) throws IOException {
    Head head = head(in);
    return new HttpReply(head.status, head.headers, body(in, head));
  }

  private record Head(int status, Map<String, String> headers) {}

  private static Head head(InputStream in) throws IOException {
    String status = line(in);
    if (!status.matches("HTTP/1\\.[01] [1-5][0-9]{2}( .*)?")) {
      throw new NoHttp("a first line that is no status");
    }
    Map<String, String> headers = new TreeMap<>();
    for (String line = line(in); !line.isEmpty(); line = line(in)) {
      int colon = line.indexOf(':');
      if (colon <= 0 || headers.size() >= MOST_HEADERS) {
        throw new NoHttp(colon <= 0 ? "a header without a colon" : "too many headers");
      }
      headers.put(
          line.substring(0, colon).strip().toLowerCase(Locale.ROOT),
          line.substring(colon + 1).strip());
    }
    return new Head(Integer.parseInt(status.substring(9, 12)), headers);
  }

  private static InputStream body(InputStream in, Head head) throws IOException {
    String coding = head.headers.getOrDefault("transfer-encoding", "");
    if (!coding.isEmpty()) {
      if (!coding.equalsIgnoreCase("chunked")) {
        throw new NoHttp("a body in another coding than chunked");
      }
      return new Body(in, -1, true);
    }
    String length = head.headers.getOrDefault("content-length", "");
    if (length.isEmpty()) {
      return head.status == 204 || head.status == 304 ? InputStream.nullInputStream() : in;
    }
    if (!length.matches("[0-9]{1,18}")) {
      throw new NoHttp("a length that is no number");
    }
    return new Body(in, Long.parseLong(length), false);
  }

  /// One line without its end.
  private static String line(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int next = in.read(); next != '\n'; next = in.read()) {
      if (next < 0) {
        throw new EOFException("the connection ended within the head of an answer");
      }
      if (line.length() >= LONGEST_LINE) {
        throw new NoHttp("a line of more than 8 KiB");
      }
      line.append((char) next);
    }
    int end = line.length();
    return end > 0 && line.charAt(end - 1) == '\r' ? line.substring(0, end - 1) : line.toString();
  }

  /// What came is not HTTP as it is known here.
  public static final class NoHttp extends IOException {
    private static final long serialVersionUID = 1L;

    /// @param found what came instead
    public NoHttp(String found) {
      super(found);
    }
  }

  /// A body of known length, or of chunks. One that ends too early is an [EOFException]: a cut
  /// answer must not look like a whole one.
  private static final class Body extends InputStream {
    private final InputStream in;
    private final boolean chunked;
    private long left;
    private boolean ended;

    Body(InputStream in, long length, boolean chunked) {
      this.in = in;
      this.left = chunked ? 0 : length;
      this.chunked = chunked;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      int count = read(one, 0, 1);
      return count < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
      if (length == 0) {
        return 0;
      }
      if (left == 0 && !next()) {
        return -1;
      }
      int count = in.read(into, offset, (int) Math.min(length, left));
      if (count < 0) {
        throw new EOFException("the connection ended within a body");
      }
      left -= count;
      if (left == 0 && chunked && !line(in).isEmpty()) {
        throw new NoHttp("a chunk that is longer than it says");
      }
      return count;
    }

    /// Goes on to the next chunk; false at the end.
    private boolean next() throws IOException {
      if (!chunked || ended) {
        return false;
      }
      String size = line(in);
      int extension = size.indexOf(';');
      String digits = (extension < 0 ? size : size.substring(0, extension)).strip();
      if (!digits.matches("[0-9a-fA-F]{1,8}")) {
        throw new NoHttp("a chunk without a size");
      }
      left = Long.parseLong(digits, 16);
      if (left > 0) {
        return true;
      }
      ended = true;
      int trailers = 0;
      while (!line(in).isEmpty()) {
        if (++trailers > MOST_HEADERS) {
          throw new NoHttp("too many trailers");
        }
      }
      return false;
    }
  }
}
