package vedette.poll.http;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;

/// Plays a service that speaks HTTP, byte by byte, so that it can also do what a real one does only
/// when it is ill.
public final class FakeHttp implements AutoCloseable {
  private final ServerSocket server;
  private final List<Socket> sockets = new CopyOnWriteArrayList<>();
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Thread accepting = Thread.ofVirtual().unstarted(this::accept);
  private volatile Behaviour behaviour;

  /// What was asked.
  ///
  /// @param connection the number of the connection, from 1
  public record Question(int connection, String line, Map<String, String> headers, String body) {
    /// A header, empty if there is none.
    public String header(String name) {
      return headers.getOrDefault(name.toLowerCase(Locale.ROOT), "");
    }
  }

  /// How it answers.
  public interface Behaviour {
    void answer(Question question, OutputStream out) throws Exception;
  }

  private FakeHttp(ServerSocket server, Behaviour behaviour) {
    this.server = server;
    this.behaviour = behaviour;
  }

  /// Answers on a socket that listens.
  public static FakeHttp start(ServerSocket server, Behaviour behaviour) {
    FakeHttp fake = new FakeHttp(server, behaviour);
    fake.accepting.start();
    return fake;
  }

  public int port() {
    return server.getLocalPort();
  }

  public void behave(Behaviour wanted) {
    behaviour = wanted;
  }

  /// Sends some bytes and then nothing until this is closed.
  public void hangAfter(OutputStream out, String bytes) throws IOException, InterruptedException {
    raw(out, bytes);
    closed.await();
  }

  /// Sends some bytes and hangs up.
  public static void hangUpAfter(OutputStream out, String bytes) throws IOException {
    raw(out, bytes);
    throw new SocketException("hung up");
  }

  public static void raw(OutputStream out, String bytes) throws IOException {
    out.write(bytes.getBytes(StandardCharsets.ISO_8859_1));
    out.flush();
  }

  public static void reply(OutputStream out, int status, String body, String... headers)
      throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    StringBuilder more = new StringBuilder();
    for (String header : headers) {
      more.append(header).append("\r\n");
    }
    raw(
        out,
        "HTTP/1.1 %d X\r\nContent-Type: application/json\r\nContent-Length: %d\r\n%s\r\n"
            .formatted(status, bytes.length, more));
    out.write(bytes);
    out.flush();
  }

  private void accept() {
    while (closed.getCount() > 0) {
      try {
        Socket socket = server.accept();
        sockets.add(socket);
        int number = sockets.size();
        Thread.ofVirtual().start(() -> serve(number, socket));
      } catch (IOException ended) {
        return;
      }
    }
  }

  private void serve(int number, Socket socket) {
    try (socket) {
      InputStream in = new BufferedInputStream(socket.getInputStream());
      while (closed.getCount() > 0) {
        String line = line(in);
        Map<String, String> headers = new HashMap<>();
        for (String header = line(in); !header.isEmpty(); header = line(in)) {
          int colon = header.indexOf(':');
          headers.put(
              header.substring(0, colon).toLowerCase(Locale.ROOT),
              header.substring(colon + 1).strip());
        }
        int length = Integer.parseInt(headers.getOrDefault("content-length", "0"));
        String body = new String(in.readNBytes(length), StandardCharsets.UTF_8);
        behaviour.answer(new Question(number, line, headers, body), socket.getOutputStream());
      }
    } catch (Exception ended) {
      // The other side left, or the behaviour wanted to hang up.
    }
  }

  private static String line(InputStream in) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int next = in.read(); next != '\n'; next = in.read()) {
      if (next < 0) {
        throw new IOException("end");
      }
      if (next != '\r') {
        line.write(next);
      }
    }
    return line.toString(StandardCharsets.ISO_8859_1);
  }

  /// Nobody listens any more and all connections end.
  @Override
  public void close() throws IOException {
    closed.countDown();
    server.close();
    try {
      // Until then the kernel may still take connections.
      accepting.join();
    } catch (InterruptedException givenUp) {
      Thread.currentThread().interrupt();
    }
    for (Socket socket : sockets) {
      socket.close();
    }
  }
}
