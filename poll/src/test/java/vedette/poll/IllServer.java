package vedette.poll;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import vedette.testing.Ports;

/// A server that is ill in one way, whatever is said to it.
final class IllServer implements AutoCloseable {
  /// What it does to who connects.
  enum Way {
    /// Takes the connection and says nothing.
    HANGING,
    /// Is not there.
    REFUSING,
    /// Says much, and nothing of any protocol.
    GARBAGE,
    /// Says something sensible, a byte now and then, for ever.
    DRIPPING,
    /// Hangs up at once.
    CLOSING
  }

  private static final int MOST_GARBAGE = 1 << 20;

  private final Way way;
  private final ServerSocket server;
  private final List<Socket> sockets = new CopyOnWriteArrayList<>();
  private final CountDownLatch closed = new CountDownLatch(1);

  private IllServer(Way way, ServerSocket server) {
    this.way = way;
    this.server = server;
  }

  static IllServer start(Way way) throws IOException {
    IllServer ill =
        new IllServer(way, new ServerSocket(Ports.free(), 200, InetAddress.getLoopbackAddress()));
    if (way == Way.REFUSING) {
      ill.server.close();
    } else {
      Thread.ofVirtual().start(ill::accept);
    }
    return ill;
  }

  int port() {
    return server.getLocalPort();
  }

  private void accept() {
    try {
      while (true) {
        Socket socket = server.accept();
        sockets.add(socket);
        Thread.ofVirtual()
            .start(() -> {
              try (socket) {
                treat(socket.getOutputStream());
              } catch (IOException | InterruptedException gone) {
                // Who asked has given up.
              } finally {
                sockets.remove(socket);
              }
            });
      }
    } catch (IOException ended) {
      // The test is over.
    }
  }

  private void treat(OutputStream out) throws IOException, InterruptedException {
    switch (way) {
      case HANGING -> closed.await();
      case GARBAGE -> {
        Random random = new Random(7);
        byte[] rubbish = new byte[4_096];
        for (int sent = 0; sent < MOST_GARBAGE; sent += rubbish.length) {
          random.nextBytes(rubbish);
          out.write(rubbish);
        }
      }
      case DRIPPING -> {
        out.write("HTTP/1.1 200 OK\r\nX-Long: ".getBytes(StandardCharsets.US_ASCII));
        while (!closed.await(20, TimeUnit.MILLISECONDS)) {
          out.write('x');
          out.flush();
        }
      }
      case REFUSING, CLOSING -> {
        // The connection ends with the return.
      }
    }
  }

  @Override
  public void close() {
    closed.countDown();
    try {
      server.close();
      for (Socket socket : sockets) {
        socket.close();
      }
    } catch (IOException gone) {
      // It need not be there any more.
    }
  }
}
