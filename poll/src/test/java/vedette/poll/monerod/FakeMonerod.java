package vedette.poll.monerod;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import vedette.poll.http.FakeHttp;
import vedette.testing.Ports;

/// Plays monerod's RPC port with answers recorded from a real one (0.18.0.0 on regtest, with a
/// peer).
final class FakeMonerod implements AutoCloseable {
  private static final Pattern METHOD = Pattern.compile("\"method\":\"([a-z_]+)\"");
  private static final Pattern ID = Pattern.compile("\"id\":\"([^\"]*)\"");
  private static final Pattern PART = Pattern.compile("(\\w+)=\"?([^\",]+)");

  private final FakeHttp http;
  private final List<FakeHttp.Question> questions = new CopyOnWriteArrayList<>();

  private FakeMonerod(ServerSocket server, FakeHttp.Behaviour behaviour) {
    this.http = FakeHttp.start(server, heard(behaviour));
  }

  /// On a port that nobody else takes when this is closed.
  static FakeMonerod start() throws IOException {
    return start(new ServerSocket(Ports.free(), 50, InetAddress.getLoopbackAddress()));
  }

  static FakeMonerod start(ServerSocket server) {
    return new FakeMonerod(server, port("open"));
  }

  int port() {
    return http.port();
  }

  List<FakeHttp.Question> questions() {
    return List.copyOf(questions);
  }

  void behave(FakeHttp.Behaviour behaviour) {
    http.behave(heard(behaviour));
  }

  /// Nothing until this is closed.
  FakeHttp.Behaviour hang() {
    return (_, out) -> http.hangAfter(out, "");
  }

  private FakeHttp.Behaviour heard(FakeHttp.Behaviour behaviour) {
    return (question, out) -> {
      questions.add(question);
      behaviour.answer(question, out);
    };
  }

  /// A recording of an `open` or a `restricted` port, as it came.
  static String recorded(String port, String call) {
    try (InputStream in =
        FakeMonerod.class.getResourceAsStream("recorded/" + port + "/" + call + ".json")) {
      if (in == null) {
        throw new IllegalStateException("no recording of " + call);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException broken) {
      throw new IllegalStateException(broken);
    }
  }

  /// Answers as the port did that was recorded.
  static FakeHttp.Behaviour port(String port) {
    return (question, out) -> {
      String path = question.line().split(" ", 3)[1];
      if (!path.equals("/json_rpc")) {
        String body = recorded(port, path.substring(1));
        FakeHttp.reply(out, body.isEmpty() ? 404 : 200, body);
        return;
      }
      FakeHttp.reply(
          out,
          200,
          recorded(port, first(METHOD, question.body()))
              .replaceFirst(
                  "\"id\": \"1\"",
                  Matcher.quoteReplacement("\"id\": \"" + first(ID, question.body()) + "\"")));
    };
  }

  /// Answers every call with this result.
  static FakeHttp.Behaviour result(String result) {
    return member("\"result\":" + result);
  }

  /// Answers every call with this error.
  static FakeHttp.Behaviour error(int code, String message) {
    return member("\"error\":{\"code\":" + code + ",\"message\":\"" + message + "\"}");
  }

  private static FakeHttp.Behaviour member(String member) {
    return (question, out) ->
        FakeHttp.reply(
            out,
            200,
            "{\"id\":\"%s\",\"jsonrpc\":\"2.0\",%s}".formatted(first(ID, question.body()), member));
  }

  /// Wants a login as monerod does: a challenge belongs to a connection, and each answer must count
  /// one more than the one before.
  static FakeHttp.Behaviour login(
      String user, String password, String algorithm, FakeHttp.Behaviour inside) {
    Map<Integer, Integer> counts = new ConcurrentHashMap<>();
    return (question, out) -> {
      int connection = question.connection();
      String nonce = "n+/" + connection + "==";
      if (accepts(question, user, password, algorithm, nonce, counts.getOrDefault(connection, 0))) {
        counts.merge(connection, 1, Integer::sum);
        inside.answer(question, out);
        return;
      }
      counts.put(connection, 0);
      FakeHttp.reply(
          out,
          401,
          "<html></html>",
          "WWW-authenticate: Digest qop=\"auth\",algorithm=%s,realm=\"monero-rpc\",nonce=\"%s\",stale=false"
              .formatted(algorithm, nonce));
    };
  }

  private static boolean accepts(
      FakeHttp.Question question,
      String user,
      String password,
      String algorithm,
      String nonce,
      int count)
      throws Exception {
    Map<String, String> parts = new HashMap<>();
    Matcher matcher = PART.matcher(question.header("authorization"));
    while (matcher.find()) {
      parts.put(matcher.group(1), matcher.group(2));
    }
    String client = parts.getOrDefault("cnonce", "");
    String number = parts.getOrDefault("nc", "");
    String[] line = question.line().split(" ", 3);
    String first = md5(user + ":monero-rpc:" + password);
    if (algorithm.equals("MD5-sess")) {
      first = md5(first + ":" + nonce + ":" + client);
    }
    String second = md5(line[0] + ":" + line[1]);
    String expected = md5(String.join(":", first, nonce, number, client, "auth", second));
    return number.equals("%08x".formatted(count + 1))
        && nonce.equals(parts.get("nonce"))
        && expected.equals(parts.get("response"));
  }

  private static String md5(String text) throws Exception {
    return HexFormat.of()
        .formatHex(MessageDigest.getInstance("MD5").digest(text.getBytes(StandardCharsets.UTF_8)));
  }

  private static String first(Pattern pattern, String text) {
    Matcher matcher = pattern.matcher(text);
    return matcher.find() ? matcher.group(1) : "";
  }

  @Override
  public void close() throws IOException {
    http.close();
  }
}
