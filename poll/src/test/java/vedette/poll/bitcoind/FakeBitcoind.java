package vedette.poll.bitcoind;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import vedette.poll.http.FakeHttp;
import vedette.testing.Ports;

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

  private final FakeHttp http;
  private final List<Question> questions = new CopyOnWriteArrayList<>();

  private FakeBitcoind(ServerSocket server) {
    this.http = FakeHttp.start(server, asked(FakeBitcoind::answerWell));
  }

  /// On a port that nobody else takes when this is closed.
  static FakeBitcoind start() throws IOException {
    return start(new ServerSocket(Ports.free(), 50, InetAddress.getLoopbackAddress()));
  }

  static FakeBitcoind start(ServerSocket server) {
    return new FakeBitcoind(server);
  }

  private FakeHttp.Behaviour asked(Behaviour behaviour) {
    return (raw, out) -> {
      Question question =
          new Question(
              first(METHOD, raw.body()),
              first(ID, raw.body()),
              raw.header("authorization"),
              raw.line());
      questions.add(question);
      behaviour.answer(question, out);
    };
  }

  int port() {
    return http.port();
  }

  void behave(Behaviour wanted) {
    http.behave(asked(wanted));
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
    return (_, out) -> http.hangAfter(out, bytes);
  }

  /// Sends some bytes and hangs up.
  static Behaviour hangUpAfter(String bytes) {
    return (_, out) -> FakeHttp.hangUpAfter(out, bytes);
  }

  static void raw(OutputStream out, String bytes) throws IOException {
    FakeHttp.raw(out, bytes);
  }

  static void reply(OutputStream out, int status, String body) throws IOException {
    FakeHttp.reply(out, status, body);
  }

  private static String first(Pattern pattern, String text) {
    Matcher matcher = pattern.matcher(text);
    return matcher.find() ? matcher.group(1) : "";
  }

  /// Nobody listens any more and all connections end.
  @Override
  public void close() throws IOException {
    http.close();
  }
}
