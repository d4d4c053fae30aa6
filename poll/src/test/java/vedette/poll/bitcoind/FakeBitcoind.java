package vedette.poll.bitcoind;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
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
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Plays bitcoind's RPC port byte by byte, with answers recorded from a real one (v31.99 on
/// regtest), so that it can also do what a real one does only when it is ill.
final class FakeBitcoind implements AutoCloseable {
  private static final Pattern METHOD = Pattern.compile("\"method\":\"([a-z]+)\"");
  private static final Pattern ID = Pattern.compile("\"id\":(\\d+)");

  /// What was asked.
  record Question(String method, String id, String authorization, String line) {}

  /// How it answers.
  interface Behaviour {
    void answer(Question question, OutputStream out) throws Exception;
  }

  private final ServerSocket server;
  private final List<Socket> sockets = new CopyOnWriteArrayList<>();
  private final List<Question> questions = new CopyOnWriteArrayList<>();
  private final CountDownLatch closed = new CountDownLatch(1);
  private volatile Behaviour behaviour;

  private FakeBitcoind(ServerSocket server, Behaviour behaviour) {
    this.server = server;
    this.behaviour = behaviour;
  }

  static FakeBitcoind start() throws IOException {
    return start(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()));
  }

  static FakeBitcoind start(ServerSocket server) {
    FakeBitcoind fake = new FakeBitcoind(server, FakeBitcoind::answerWell);
    Thread.ofVirtual().start(fake::accept);
    return fake;
  }

  int port() {
    return server.getLocalPort();
  }

  void behave(Behaviour wanted) {
    behaviour = wanted;
  }

  List<Question> questions() {
    return List.copyOf(questions);
  }

  /// A recorded answer, with the id that was asked for.
  static String recorded(String method, String id) {
    try (InputStream in = FakeBitcoind.class.getResourceAsStream("recorded/" + method + ".json")) {
      if (in == null) {
        throw new IllegalStateException("no recording of " + method);
      }
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8).strip();
      return text.replaceFirst("\"id\":1}$", Matcher.quoteReplacement("\"id\":" + id + "}"));
    } catch (IOException broken) {
      throw new IllegalStateException(broken);
    }
  }

  static void answerWell(Question question, OutputStream out) throws IOException {
    reply(out, 200, recorded(question.method(), question.id()) + "\n");
  }

  static Behaviour status(int status, String body) {
    return (_, out) -> reply(out, status, body);
  }

  /// An error as bitcoind's old form has it.
  static Behaviour error(int status, int code, String message) {
    return (question, out) ->
        reply(
            out,
            status,
            "{\"result\":null,\"error\":{\"code\":%d,\"message\":\"%s\"},\"id\":%s}\n"
                .formatted(code, message, question.id()));
  }

  /// Sends some bytes and then nothing until this is closed.
  Behaviour hangAfter(String bytes) {
    return (_, out) -> {
      raw(out, bytes);
      closed.await();
    };
  }

  /// Sends some bytes and hangs up.
  static Behaviour hangUpAfter(String bytes) {
    return (_, out) -> {
      raw(out, bytes);
      throw new SocketException("hung up");
    };
  }

  static void raw(OutputStream out, String bytes) throws IOException {
    out.write(bytes.getBytes(StandardCharsets.ISO_8859_1));
    out.flush();
  }

  static void reply(OutputStream out, int status, String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    raw(
        out,
        "HTTP/1.1 %d X\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n"
            .formatted(status, bytes.length));
    out.write(bytes);
    out.flush();
  }

  private void accept() {
    while (closed.getCount() > 0) {
      try {
        Socket socket = server.accept();
        sockets.add(socket);
        Thread.ofVirtual().start(() -> serve(socket));
      } catch (IOException ended) {
        return;
      }
    }
  }

  private void serve(Socket socket) {
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
        Question question =
            new Question(
                first(METHOD, body),
                first(ID, body),
                headers.getOrDefault("authorization", ""),
                line);
        questions.add(question);
        behaviour.answer(question, socket.getOutputStream());
      }
    } catch (Exception ended) {
      // The other side left, or the behaviour wanted to hang up.
    }
  }

  private static String first(Pattern pattern, String text) {
    Matcher matcher = pattern.matcher(text);
    return matcher.find() ? matcher.group(1) : "";
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
    for (Socket socket : sockets) {
      socket.close();
    }
  }
}
