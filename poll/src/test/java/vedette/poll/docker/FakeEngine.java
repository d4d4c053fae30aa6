package vedette.poll.docker;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Plays an engine on a socket: answers a path with bytes in the pieces that it is told, and
/// remembers what it was asked. Answers are in the form that podman 4.3.1 sends.
public final class FakeEngine implements AutoCloseable {
  /// @param pieces are sent one by one
  /// @param stays whether the connection stays open afterwards
  record Script(List<byte[]> pieces, boolean stays) {}

  private static final String END = "\r\n\r\n";
  private static final Pattern LENGTH = Pattern.compile("Content-Length: ([0-9]{1,6})");

  private final ServerSocketChannel server;
  private final Map<String, Script> scripts = new ConcurrentHashMap<>();
  private final List<SocketChannel> open = new CopyOnWriteArrayList<>();
  private final Map<String, SocketChannel> waiting = new ConcurrentHashMap<>();
  final List<String> asked = new CopyOnWriteArrayList<>();

  /// The body of each question.
  final List<String> sent = new CopyOnWriteArrayList<>();

  public FakeEngine(Path socket) throws IOException {
    server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    server.bind(UnixDomainSocketAddress.of(socket));
    Thread.ofVirtual().start(this::serve);
  }

  public FakeEngine answers(String pathBeginsWith, List<byte[]> pieces) {
    scripts.put(pathBeginsWith, new Script(pieces, false));
    return this;
  }

  public FakeEngine stays(String pathBeginsWith, List<byte[]> pieces) {
    scripts.put(pathBeginsWith, new Script(pieces, true));
    return this;
  }

  public FakeEngine json(String pathBeginsWith, int status, String json) {
    return answers(pathBeginsWith, List.of(whole(status, json.getBytes(StandardCharsets.UTF_8))));
  }

  static byte[] whole(int status, byte[] body) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(
        "HTTP/1.1 %d Some Words\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n"
            .formatted(status, body.length)
            .getBytes(StandardCharsets.UTF_8));
    out.writeBytes(body);
    return out.toByteArray();
  }

  public static byte[] chunkedHead() {
    return bytes("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
  }

  public static byte[] chunk(byte[] body) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(bytes(Integer.toHexString(body.length) + "\r\n"));
    out.writeBytes(body);
    out.writeBytes(bytes("\r\n"));
    return out.toByteArray();
  }

  public static byte[] frame(int stream, byte[] body) {
    ByteBuffer frame = ByteBuffer.allocate(8 + body.length);
    frame.put((byte) stream).put(new byte[3]).putInt(body.length).put(body);
    return frame.array();
  }

  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private void serve() {
    try {
      while (true) {
        SocketChannel client = server.accept();
        open.add(client);
        Thread.ofVirtual().start(() -> answer(client));
      }
    } catch (IOException closed) {
      // The end.
    }
  }

  private static boolean whole(String question) {
    int end = question.indexOf(END);
    Matcher length = LENGTH.matcher(question);
    int body = length.find() ? Integer.parseInt(length.group(1)) : 0;
    return end >= 0 && question.length() >= end + END.length() + body;
  }

  /// What was asked so far, the first line of each question.
  public List<String> asked() {
    return List.copyOf(asked);
  }

  private void answer(SocketChannel client) {
    try {
      ByteBuffer in = ByteBuffer.allocate(16 << 10);
      String question = "";
      while (!whole(question) && client.read(in) > 0) {
        question = new String(in.array(), 0, in.position(), StandardCharsets.UTF_8);
      }
      String first = question.lines().findFirst().orElse("");
      asked.add(first);
      sent.add(question.substring(question.indexOf(END) + END.length()));
      String path = first.split(" ", 3)[1];
      Script script =
          scripts.entrySet().stream()
              .filter(e -> path.startsWith(e.getKey()))
              .max(Map.Entry.comparingByKey())
              .map(Map.Entry::getValue)
              .orElse(
                  new Script(
                      List.of(whole(404, bytes("{\"message\":\"no such container\"}"))), false));
      for (byte[] piece : script.pieces()) {
        client.write(ByteBuffer.wrap(piece));
      }
      if (script.stays()) {
        waiting.put(first, client);
      } else {
        client.close();
      }
    } catch (IOException gone) {
      // The client has what it wanted.
    }
  }

  /// Whether all that it was told was sent to whom asked for a path with these words.
  public boolean hasAnswered(String words) {
    return waiting.keySet().stream().anyMatch(first -> first.contains(words));
  }

  /// Ends the answers that are still open, as an engine ends a log with its container.
  public void end() throws IOException {
    for (SocketChannel each : waiting.values()) {
      each.write(ByteBuffer.wrap(bytes("0\r\n\r\n")));
      each.close();
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
    for (SocketChannel each : open) {
      each.close();
    }
  }
}
