package vedette.history.truebit;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/// A socket in front of an engine's that remembers every request, byte for byte; or without an
/// engine, which then has one container that runs and knows of nothing else.
final class RecordingSocket implements AutoCloseable {
  private static final String END = "\r\n\r\n";

  private final ServerSocketChannel server;
  private final Optional<Path> engine;
  private final List<SocketChannel> open = new CopyOnWriteArrayList<>();
  private final List<String> asked = new CopyOnWriteArrayList<>();

  /// @param engine the socket to which everything is passed on
  RecordingSocket(Path socket, Optional<Path> engine) throws IOException {
    this.engine = engine;
    server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    server.bind(UnixDomainSocketAddress.of(socket));
    Thread.ofVirtual().start(this::serve);
  }

  /// The requests so far, each whole.
  List<String> asked() {
    return List.copyOf(asked);
  }

  private void serve() {
    try {
      while (true) {
        SocketChannel client = server.accept();
        open.add(client);
        Thread.ofVirtual().start(() -> one(client));
      }
    } catch (IOException closed) {
      // The end.
    }
  }

  private void one(SocketChannel client) {
    try (client) {
      String request = read(client);
      asked.add(request);
      if (engine.isEmpty()) {
        client.write(bytes(alone(request)));
        return;
      }
      try (SocketChannel on = SocketChannel.open(UnixDomainSocketAddress.of(engine.get()))) {
        open.add(on);
        on.write(bytes(request));
        ByteBuffer piece = ByteBuffer.allocate(64 << 10);
        while (on.read(piece) >= 0) {
          piece.flip();
          while (piece.hasRemaining()) {
            client.write(piece);
          }
          piece.clear();
        }
      }
    } catch (IOException gone) {
      // Either of them has what it wanted.
    }
  }

  private static String read(SocketChannel client) throws IOException {
    ByteBuffer in = ByteBuffer.allocate(64 << 10);
    String request = "";
    while (!whole(request) && client.read(in) > 0) {
      request = new String(in.array(), 0, in.position(), StandardCharsets.UTF_8);
    }
    return request;
  }

  private static boolean whole(String request) {
    int end = request.indexOf(END);
    int at = request.indexOf("Content-Length: ");
    int length =
        at < 0 || at > end
            ? 0
            : Integer.parseInt(request.substring(at + 16, request.indexOf('\r', at)));
    return end >= 0 && request.length() - end - END.length() >= length;
  }

  private static String alone(String request) {
    boolean container = request.startsWith("GET /containers/runner-node/json ");
    String body =
        container
            ? "{\"Id\":\"%s\",\"Name\":\"/runner-node\",\"State\":{\"Status\":\"running\",\"Running\":true}}"
                .formatted("ab".repeat(32))
            : "{\"message\":\"not here\"}";
    return "HTTP/1.1 %d X\r\nContent-Length: %d\r\n\r\n%s"
        .formatted(container ? 200 : 404, body.length(), body);
  }

  private static ByteBuffer bytes(String text) {
    return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public void close() throws IOException {
    server.close();
    for (SocketChannel each : open) {
      each.close();
    }
  }
}
