package vedette.app.notify;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// One HTTP/1.1 request on a connection of its own. The JDK's client cannot do SOCKS, and its older
/// one looks names up itself; what is needed here is little: a body there, a status back.
final class Http {
  private static final int MOST_ANSWER = 16 << 10;
  private static final long PATIENCE = TimeUnit.SECONDS.toNanos(30);
  private static final int TOLD = 200;

  private final Dial dial;

  Http(Route route) {
    dial = new Dial(route);
  }

  /// What is asked.
  ///
  /// @param path with its query
  record Request(String method, URI server, String path, Map<String, String> headers, String body) {
    static Request of(String method, URI uri, String body) {
      String path = uri.getRawPath() == null || uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
      String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
      return new Request(method, uri, path + query, new LinkedHashMap<>(), body);
    }

    Request with(String name, String value) {
      headers.put(name, value.replaceAll("[\\r\\n]", " "));
      return this;
    }
  }

  /// Sends it.
  ///
  /// @throws NotifyException if it was not taken; says nothing of the path, which may be a secret
  void send(Request request) {
    URI server = request.server();
    String host = String.valueOf(server.getHost());
    boolean tls = "https".equalsIgnoreCase(server.getScheme());
    int port = server.getPort() < 0 ? tls ? 443 : 80 : server.getPort();
    try (Socket plain = dial.open(host.replaceAll("[\\[\\]]", ""), port)) {
      Socket socket = tls ? dial.encrypted(plain, host) : plain;
      write(request, host + (server.getPort() < 0 ? "" : ":" + port), socket.getOutputStream());
      judge(host, answer(socket.getInputStream()));
    } catch (IOException failed) {
      throw NotifyException.later(host + " was not reached: " + failed.getMessage(), failed);
    }
  }

  private static void write(Request request, String host, OutputStream out) throws IOException {
    byte[] body = request.body().getBytes(StandardCharsets.UTF_8);
    StringBuilder head = new StringBuilder();
    head.append(request.method()).append(' ').append(request.path()).append(" HTTP/1.1\r\n");
    head.append("Host: ").append(host).append("\r\nUser-Agent: vedette\r\n");
    head.append("Connection: close\r\nAccept: */*\r\n");
    if (!request.method().equals("GET")) {
      head.append("Content-Length: ").append(body.length).append("\r\n");
    }
    request
        .headers()
        .forEach((name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
    head.append("\r\n");
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    all.write(head.toString().getBytes(StandardCharsets.UTF_8));
    all.write(body);
    out.write(all.toByteArray());
    out.flush();
  }

  /// The answer as far as it is of interest.
  private static String answer(InputStream in) throws IOException {
    long end = System.nanoTime() + PATIENCE;
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    byte[] piece = new byte[1_024];
    while (all.size() < MOST_ANSWER) {
      int length = read(in, piece, all.size() > 0);
      if (length < 0 || System.nanoTime() > end) {
        break;
      }
      all.write(piece, 0, length);
      if (complete(all.toString(StandardCharsets.ISO_8859_1))) {
        break;
      }
    }
    return all.toString(StandardCharsets.UTF_8);
  }

  private static int read(InputStream in, byte[] piece, boolean begun) throws IOException {
    try {
      return in.read(piece);
    } catch (SocketTimeoutException slow) {
      if (begun) {
        // The status is there; a server that does not hang up has said all.
        return -1;
      }
      throw slow;
    }
  }

  /// Whether nothing more needs to be read: a status that is well says all.
  private static boolean complete(String text) {
    return text.contains("\r\n") && text.matches("(?s)HTTP/1\\.[01] 2[0-9][0-9].*");
  }

  private static void judge(String host, String answer) {
    if (!answer.matches("(?s)HTTP/1\\.[01] [1-5][0-9][0-9].*")) {
      throw NotifyException.later(
          host + ": expected an answer of HTTP. Found: " + tame(answer.strip()));
    }
    int status = Integer.parseInt(answer.substring(9, 12));
    if (status / 100 == 2) {
      return;
    }
    int body = answer.indexOf("\r\n\r\n");
    String told = body < 0 ? "" : tame(answer.substring(body + 4).strip());
    String text = host + " answered " + status + (told.isEmpty() ? "" : ": " + told);
    if (status == 408 || status == 425 || status == 429 || status / 100 == 5) {
      throw NotifyException.later(text);
    }
    throw NotifyException.refused(text);
  }

  /// For a status line: short and without what could steer a terminal.
  static String tame(String text) {
    String printable = text.replaceAll("\\p{Cntrl}+", " ");
    return printable.length() > TOLD ? printable.substring(0, TOLD) + "…" : printable;
  }
}
