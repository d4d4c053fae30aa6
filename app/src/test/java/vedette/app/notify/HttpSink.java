package vedette.app.notify;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;

/// A server of HTTP that keeps what it was sent and answers as it is told to.
public final class HttpSink extends Sink {
  /// A request.
  public record Got(String head, String body) {
    /// The first line.
    public String line() {
      return head.lines().findFirst().orElse("");
    }
  }

  private final List<Got> all = new CopyOnWriteArrayList<>();
  private final AtomicInteger count = new AtomicInteger();
  private final IntFunction<String> answers;

  /// @param answers what is answered to the request with this number, from 1: status line and more;
  ///   empty: it hangs up
  public HttpSink(IntFunction<String> answers) {
    this.answers = answers;
    begin();
  }

  /// Takes everything.
  public static HttpSink taking() {
    return new HttpSink(_ -> "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
  }

  public URI uri(String path) {
    return URI.create("http://127.0.0.1:" + port() + path);
  }

  public List<Got> got() {
    return List.copyOf(all);
  }

  @Override
  void answer(Socket accepted) {
    try (Socket socket = accepted) {
      InputStream in = socket.getInputStream();
      StringBuilder head = new StringBuilder();
      while (head.indexOf("\r\n\r\n") < 0) {
        int c = in.read();
        if (c < 0) {
          return;
        }
        head.append((char) c);
      }
      int length =
          head.toString()
              .lines()
              .filter(line -> line.startsWith("Content-Length: "))
              .mapToInt(line -> Integer.parseInt(line.substring(16)))
              .findFirst()
              .orElse(0);
      String body = new String(in.readNBytes(length), StandardCharsets.UTF_8);
      all.add(new Got(head.toString(), body));
      socket
          .getOutputStream()
          .write(answers.apply(count.incrementAndGet()).getBytes(StandardCharsets.UTF_8));
      socket.getOutputStream().flush();
    } catch (IOException gone) {
      // The client hung up.
    }
  }
}
