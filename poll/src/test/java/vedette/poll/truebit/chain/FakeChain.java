package vedette.poll.truebit.chain;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// An endpoint of JSON-RPC 2.0 in the form of the Ethereum execution API, which answers what it is
/// told to, and a SOCKS5 proxy (RFC 1928) in front of it.
final class FakeChain implements AutoCloseable {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final ServerSocket server;
  private final ServerSocket proxy;
  private final Map<String, String> results = new ConcurrentHashMap<>();
  final List<String> asked = new CopyOnWriteArrayList<>();
  final List<String> names = new CopyOnWriteArrayList<>();
  volatile Optional<String> whole = Optional.empty();
  volatile int status = 200;
  volatile boolean backwards;

  FakeChain(long chainId, long blockAt) throws IOException {
    this(chainId, blockAt, new ServerSocket(0, 50, InetAddress.getLoopbackAddress()));
  }

  /// @param server where it answers
  FakeChain(long chainId, long blockAt, ServerSocket server) throws IOException {
    this.server = server;
    proxy = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    results.put("eth_chainId", quoted("0x" + Long.toHexString(chainId)));
    results.put(
        "eth_getBlockByNumber",
        "{\"number\":\"0x10\",\"timestamp\":\"0x%s\",\"transactions\":[\"0xab\"]}"
            .formatted(Long.toHexString(blockAt)));
    Thread.ofVirtual().start(() -> accept(server, this::serve));
    Thread.ofVirtual().start(() -> accept(proxy, this::relay));
  }

  private static String quoted(String text) {
    return "\"" + text + "\"";
  }

  /// Answers a call of a contract's function with words of 32 bytes.
  FakeChain returns(Abi.Function function, String... words) {
    StringBuilder hex = new StringBuilder("0x");
    for (String word : words) {
      hex.append("0".repeat(64 - word.length())).append(word);
    }
    results.put(function.selector(), quoted(hex.toString()));
    return this;
  }

  /// Answers a call with this JSON as its result.
  FakeChain result(String what, String json) {
    results.put(what, json);
    return this;
  }

  /// Answers a call with an error.
  FakeChain error(String what, int code, String message) {
    results.put(what, "!{\"code\":%d,\"message\":\"%s\"}".formatted(code, message));
    return this;
  }

  URI uri() {
    return URI.create("http://127.0.0.1:" + server.getLocalPort() + "/v3/a-key");
  }

  int port() {
    return server.getLocalPort();
  }

  Endpoint endpoint() {
    return new Endpoint(uri(), Optional.empty());
  }

  /// By a name that only the proxy knows.
  Endpoint behindProxy() {
    return new Endpoint(
        URI.create("http://chain.invalid:8545/"),
        Optional.of(new Endpoint.Socks("127.0.0.1", proxy.getLocalPort())));
  }

  private interface Serving {
    void of(Socket socket) throws IOException;
  }

  private static void accept(ServerSocket from, Serving serving) {
    try {
      while (true) {
        Socket socket = from.accept();
        Thread.ofVirtual()
            .start(() -> {
              try (socket) {
                serving.of(socket);
              } catch (IOException gone) {
                // Whoever asked is.
              }
            });
      }
    } catch (IOException closed) {
      // The end.
    }
  }

  private void serve(Socket socket) throws IOException {
    InputStream in = new BufferedInputStream(socket.getInputStream());
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      int next = in.read();
      if (next < 0) {
        throw new EOFException("within a head");
      }
      head.append((char) next);
    }
    int length =
        Integer.parseInt(head.toString().replaceAll("(?s).*Content-Length: (\\d+).*", "$1"));
    String body = new String(in.readNBytes(length), StandardCharsets.UTF_8);
    asked.add(head.substring(0, head.indexOf("\r\n")) + " " + body);
    byte[] answer = whole.orElseGet(() -> batch(body)).getBytes(StandardCharsets.UTF_8);
    OutputStream out = socket.getOutputStream();
    out.write(
        "HTTP/1.1 %d X\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n"
            .formatted(status)
            .getBytes(StandardCharsets.US_ASCII));
    for (int at = 0; at < answer.length; at += 1_000) {
      int size = Math.min(1_000, answer.length - at);
      out.write((Integer.toHexString(size) + "\r\n").getBytes(StandardCharsets.US_ASCII));
      out.write(answer, at, size);
      out.write("\r\n".getBytes(StandardCharsets.US_ASCII));
    }
    out.write("0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
    out.flush();
  }

  private String batch(String body) {
    List<String> all = new ArrayList<>();
    for (JsonNode question : JSON.readTree(body)) {
      String method = question.path("method").stringValue();
      String what =
          method.equals("eth_call")
              ? question.path("params").path(0).path("data").stringValue().substring(2, 10)
              : method;
      String result = results.getOrDefault(what, quoted("0x"));
      all.add(
          "{\"jsonrpc\":\"2.0\",\"id\":%s,\"%s\":%s}"
              .formatted(
                  question.path("id"),
                  result.startsWith("!") ? "error" : "result",
                  result.startsWith("!") ? result.substring(1) : result));
    }
    return "[" + String.join(",", backwards ? all.reversed() : all) + "]";
  }

  /// Without a login, connects by name, and always to the endpoint.
  private void relay(Socket socket) throws IOException {
    DataInputStream in = new DataInputStream(socket.getInputStream());
    in.readByte();
    in.readNBytes(in.readUnsignedByte());
    socket.getOutputStream().write(new byte[] {5, 0});
    byte[] request = in.readNBytes(4);
    String name =
        request[3] == 3
            ? new String(in.readNBytes(in.readUnsignedByte()), StandardCharsets.US_ASCII)
            : "address " + in.readInt();
    names.add(name + ":" + in.readUnsignedShort());
    socket.getOutputStream().write(new byte[] {5, 0, 0, 1, 0, 0, 0, 0, 0, 0});
    try (Socket on = new Socket()) {
      on.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), server.getLocalPort()));
      Thread.ofVirtual()
          .start(() -> {
            try {
              in.transferTo(on.getOutputStream());
            } catch (IOException gone) {
              // The other direction ends it.
            }
          });
      on.getInputStream().transferTo(socket.getOutputStream());
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
    proxy.close();
  }
}
