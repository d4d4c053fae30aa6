package vedette.app.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A WebSocket client (RFC 6455) of a hundred lines: it does exactly what it is told, and reads
/// only when asked.
final class LiveSocket implements AutoCloseable {
  static final List<String> UPGRADE =
      List.of(
          "Upgrade: websocket",
          "Connection: Upgrade",
          "Sec-WebSocket-Version: 13",
          "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==");

  private static final Pattern NUMBER = Pattern.compile("\"n\":(\\d+)");

  private final Socket socket;
  private final DataInputStream in;
  final String head;
  private int quiet;

  private LiveSocket(Socket socket, DataInputStream in, String head) {
    this.socket = socket;
    this.in = in;
    this.head = head;
  }

  /// Connects as a browser of this server's pages.
  static LiveSocket open(String from, int port, String... headers) throws IOException {
    List<String> all = new ArrayList<>(List.of(headers));
    all.add("Sec-WebSocket-Protocol: vedette.v1");
    return open("/api/v1/live", from, port, all);
  }

  /// Connects to another path than the live stream's.
  static LiveSocket open(String path, String from, int port, List<String> headers)
      throws IOException {
    Socket socket = Http.open(from, port);
    StringBuilder text = new StringBuilder("GET " + path + " HTTP/1.1\r\n");
    text.append("Host: 127.0.0.1:").append(port).append("\r\n");
    UPGRADE.forEach(header -> text.append(header).append("\r\n"));
    for (String header : headers) {
      text.append(header.replace("PORT", String.valueOf(port))).append("\r\n");
    }
    socket.getOutputStream().write(Http.bytes(text.append("\r\n").toString()));
    DataInputStream in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      int read = in.read();
      if (read < 0) {
        break;
      }
      head.append((char) read);
    }
    return new LiveSocket(socket, in, head.toString());
  }

  static String origin() {
    return "Origin: http://127.0.0.1:PORT";
  }

  int status() {
    return head.startsWith("HTTP/1.1 ") ? Integer.parseInt(head.substring(9, 12)) : 0;
  }

  void say(String text) throws IOException {
    frame(0x81, Http.bytes(text));
  }

  /// A frame with any first byte.
  void frame(int first, byte[] payload) throws IOException {
    byte[] header;
    if (payload.length < 126) {
      header = new byte[] {(byte) first, (byte) (0x80 | payload.length), 0, 0, 0, 0};
    } else {
      header =
          new byte[] {
            (byte) first,
            (byte) 0xff,
            0,
            0,
            0,
            0,
            (byte) (payload.length >> 24),
            (byte) (payload.length >> 16),
            (byte) (payload.length >> 8),
            (byte) payload.length,
            0,
            0,
            0,
            0
          };
    }
    // In one piece: a server that refuses it by its head must not close before the rest is said.
    byte[] frame = Arrays.copyOf(header, header.length + payload.length);
    System.arraycopy(payload, 0, frame, header.length, payload.length);
    socket.getOutputStream().write(frame);
  }

  void raw(byte[] bytes) throws IOException {
    socket.getOutputStream().write(bytes);
  }

  /// The next text message.
  ///
  /// @throws EOFException if the server closed; the message holds the close code
  String next() throws IOException {
    StringBuilder pieces = new StringBuilder();
    while (true) {
      int first = in.readUnsignedByte();
      long length = in.readUnsignedByte();
      length = length == 126 ? in.readUnsignedShort() : length == 127 ? in.readLong() : length;
      byte[] payload = in.readNBytes(Math.toIntExact(length));
      switch (first & 0x0f) {
        case 0, 1 -> {
          // Only ASCII is sent in these tests, so that no character is cut.
          pieces.append(new String(payload, StandardCharsets.UTF_8));
          if ((first & 0x80) != 0) {
            return pieces.toString();
          }
        }
        case 8 -> {
          int code = payload.length < 2 ? 1005 : (payload[0] & 0xff) << 8 | (payload[1] & 0xff);
          throw new EOFException("closed " + code);
        }
        default -> {}
      }
    }
  }

  /// The next frame that fits; those before are dropped.
  String next(Predicate<String> fits) throws IOException {
    // The server says something every five seconds, so that reading alone never times out.
    for (int unfit = 0; unfit < 20_000; unfit++) {
      String text = next();
      if (fits.test(text)) {
        return text;
      }
      quiet = text.startsWith("{\"time\"") ? quiet + 1 : 0;
      if (quiet > 8) {
        throw new EOFException("nothing that fits comes any more");
      }
    }
    throw new EOFException("nothing that fits came");
  }

  String next(String part) throws IOException {
    return next(text -> text.contains(part));
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }

  /// The number of a frame that gives a state or a patch.
  static long number(String frame) {
    Matcher number = NUMBER.matcher(frame);
    assertThat(number.find()).as(frame).isTrue();
    return Long.parseLong(number.group(1));
  }
}
