package vedette.poll.docker;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import vedette.poll.http.HttpReply;

/// HTTP/1.1 over a Unix socket, one connection for each request.
///
/// The JDK's client knows no Unix sockets, and those that do bring more than this file. Whoever
/// holds the socket could do anything with the machine: everybody here sends GET, and POST only
/// [ContainerExec].
final class UnixHttp {
  private UnixHttp() {}

  /// An answer whose body is yet to be read. Closing ends the connection.
  ///
  /// @param headers names in lower case
  record Response(int status, Map<String, String> headers, InputStream body, SocketChannel channel)
      implements AutoCloseable {
    @Override
    public void close() throws IOException {
      channel.close();
    }
  }

  /// Asks and reads the answer up to its body.
  ///
  /// @param target path and query, percent-encoded
  /// @throws IOException if nobody listens, the connection breaks, or no HTTP comes back; an
  ///   interrupt closes the connection and ends here as well
  static Response get(Path socket, String target) throws IOException {
    return get(socket, target, Optional.empty());
  }

  /// The same within a time.
  static Response get(Path socket, String target, Optional<Deadline> deadline) throws IOException {
    return send(socket, head("GET", target) + "\r\n", deadline);
  }

  /// Sends a JSON text.
  static Response post(Path socket, String target, String json, Deadline deadline)
      throws IOException {
    String question =
        head("POST", target)
            + "Content-Type: application/json\r\nContent-Length: %d\r\n\r\n%s"
                .formatted(json.length(), json);
    return send(socket, question, Optional.of(deadline));
  }

  private static String head(String verb, String target) {
    return "%s %s HTTP/1.1\r\nHost: docker\r\nAccept: */*\r\nConnection: close\r\n"
        .formatted(verb, target);
  }

  /// @param question in ASCII
  private static Response send(Path socket, String question, Optional<Deadline> deadline)
      throws IOException {
    SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(socket));
    try {
      if (deadline.isPresent()) {
        deadline.get().of(channel);
      }
      ByteBuffer bytes = ByteBuffer.wrap(question.getBytes(StandardCharsets.US_ASCII));
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      return read(new BufferedInputStream(Channels.newInputStream(channel), 16 << 10), channel);
    } catch (IOException | RuntimeException broken) {
      channel.close();
      throw broken;
    }
  }

  /// Reads status line and headers.
  static Response read(InputStream in, SocketChannel channel) throws IOException {
    HttpReply reply = HttpReply.read(in);
    return new Response(reply.status(), reply.headers(), reply.body(), channel);
  }
}
