package vedette.app.notify;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;

/// A server on loopback that takes every connection on a thread of its own.
public abstract class Sink implements AutoCloseable {
  private final ServerSocket server;

  Sink() {
    try {
      server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException refused) {
      throw new UncheckedIOException("no port", refused);
    }
  }

  /// Begins to take connections; the last act of a constructor.
  final void begin() {
    Thread.ofVirtual().start(this::serve);
  }

  private void serve() {
    while (!server.isClosed()) {
      try {
        Socket socket = server.accept();
        Thread.ofVirtual().start(() -> answer(socket));
      } catch (IOException closed) {
        return;
      }
    }
  }

  /// Deals with one connection, and closes it.
  abstract void answer(Socket accepted);

  public int port() {
    return server.getLocalPort();
  }

  @Override
  public void close() {
    try {
      server.close();
    } catch (IOException failed) {
      throw new UncheckedIOException("cannot be closed", failed);
    }
  }
}
