package vedette.app.web;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;

/// Requests byte by byte, so that nothing is corrected on the way.
final class Http {
  /// For whatever must come about on a loaded machine with two cores.
  static final Duration PATIENCE = Duration.ofSeconds(60);

  private Http() {}

  /// What came back until the server closed the connection.
  record Answer(int status, String head, String body) {
    /// The header's value, or an empty text.
    String header(String name) {
      for (String line : head.split("\r\n", -1)) {
        if (line.regionMatches(true, 0, name + ":", 0, name.length() + 1)) {
          return line.substring(name.length() + 1).strip();
        }
      }
      return "";
    }
  }

  static Answer ask(
      String from, int port, String method, String path, String body, List<String> headers) {
    StringBuilder text = new StringBuilder(method + " " + path + " HTTP/1.1\r\n");
    if (headers.stream().noneMatch(h -> h.startsWith("Host:"))) {
      text.append("Host: 127.0.0.1:").append(port).append("\r\n");
    }
    headers.forEach(header -> text.append(header).append("\r\n"));
    if (!body.isEmpty()) {
      if (headers.stream().noneMatch(h -> h.startsWith("Content-Type:"))) {
        text.append("Content-Type: application/json\r\n");
      }
      text.append("Content-Length: ").append(bytes(body).length).append("\r\n");
    }
    text.append("Connection: close\r\n\r\n").append(body);
    return answer(raw(from, port, bytes(text.toString())));
  }

  /// Sends bytes and reads until the end.
  static String raw(String from, int port, byte[] bytes) {
    try (Socket socket = open(from, port)) {
      socket.getOutputStream().write(bytes);
      return new String(all(socket.getInputStream()), StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// A connection from one of the loopback addresses.
  static Socket open(String from, int port) throws IOException {
    Socket socket = new Socket();
    socket.bind(new InetSocketAddress(InetAddress.ofLiteral(from), 0));
    socket.setSoTimeout(60_000);
    socket.connect(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port), 60_000);
    return socket;
  }

  private static byte[] all(InputStream in) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      in.transferTo(bytes);
    } catch (IOException _) {
      // A reset ends it like a close.
    }
    return bytes.toByteArray();
  }

  static Answer answer(String text) {
    int end = text.indexOf("\r\n\r\n");
    if (!text.startsWith("HTTP/1.1 ") || end < 0) {
      return new Answer(0, text, "");
    }
    return new Answer(
        Integer.parseInt(text.substring(9, 12)), text.substring(0, end), text.substring(end + 4));
  }

  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
