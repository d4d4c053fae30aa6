package vedette.poll.truebit.chain;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import vedette.poll.Outcome;
import vedette.poll.Trouble;
import vedette.poll.http.HttpReply;
import vedette.poll.tls.Trust;

/// One POST by HTTP/1.1 on a connection of its own, through a SOCKS5 proxy if one is set: the JDK's
/// client has no SOCKS, and its older one looks names up itself.
///
/// No redirect is followed: the question goes to whom the owner named and nobody else. Blocks; an
/// interrupt of a virtual thread ends it.
final class RpcPost {
  static final int LARGEST = 1 << 20;
  private static final int CONNECT_MS = 10_000;
  private static final int READ_MS = 15_000;

  private RpcPost() {}

  /// What was answered.
  // The bytes are a whole that is handed on, not compared.
  @SuppressWarnings("ArrayRecordComponent")
  record Posted(int status, byte[] body) {}

  /// @throws IOException for which [#failed] has words
  static Posted send(Endpoint endpoint, String body) throws IOException {
    try (Socket socket = open(endpoint)) {
      byte[] content = body.getBytes(StandardCharsets.UTF_8);
      ByteArrayOutputStream question = new ByteArrayOutputStream();
      question.writeBytes(head(endpoint.uri(), content.length).getBytes(StandardCharsets.US_ASCII));
      question.writeBytes(content);
      socket.getOutputStream().write(question.toByteArray());
      socket.getOutputStream().flush();
      HttpReply reply = HttpReply.read(new BufferedInputStream(socket.getInputStream()));
      return new Posted(reply.status(), whole(reply.body()));
    }
  }

  private static String head(URI uri, int length) {
    String path = uri.getRawPath() == null || uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
    String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
    String port = uri.getPort() < 0 ? "" : ":" + uri.getPort();
    return "POST %s%s HTTP/1.1\r\nHost: %s%s\r\nContent-Type: application/json\r\n"
            .formatted(path, query, uri.getHost(), port)
        + "Accept: application/json\r\nContent-Length: %d\r\nConnection: close\r\n\r\n"
            .formatted(length);
  }

  private static byte[] whole(InputStream body) throws IOException {
    byte[] bytes = body.readNBytes(LARGEST + 1);
    if (bytes.length > LARGEST) {
      throw new HttpReply.NoHttp("an answer of more than 1 MiB");
    }
    return bytes;
  }

  private static Socket open(Endpoint endpoint) throws IOException {
    String host = endpoint.uri().getHost().replaceAll("[\\[\\]]", "");
    int port = endpoint.uri().getPort();
    port = port >= 0 ? port : endpoint.tls() ? 443 : 80;
    boolean proxied = endpoint.socks().isPresent();
    Socket plain =
        endpoint
            .socks()
            .map(socks ->
                new Socket(
                    new Proxy(Proxy.Type.SOCKS, new InetSocketAddress(socks.host(), socks.port()))))
            .orElseGet(() -> new Socket(Proxy.NO_PROXY));
    try {
      plain.setSoTimeout(READ_MS);
      // The proxy looks the name up: it must not reach the resolver of this machine.
      plain.connect(
          proxied
              ? InetSocketAddress.createUnresolved(host, port)
              : new InetSocketAddress(host, port),
          CONNECT_MS);
      return endpoint.tls() ? encrypted(plain, endpoint.trust(), host, port) : plain;
    } catch (IOException | RuntimeException broken) {
      plain.close();
      throw broken;
    }
  }

  private static SSLSocket encrypted(Socket plain, Trust trust, String host, int port)
      throws IOException {
    SSLSocket socket =
        (SSLSocket) context(trust).getSocketFactory().createSocket(plain, host, port, true);
    SSLParameters parameters = socket.getSSLParameters();
    parameters.setEndpointIdentificationAlgorithm("HTTPS");
    socket.setSSLParameters(parameters);
    socket.startHandshake();
    return socket;
  }

  private static SSLContext context(Trust trust) throws IOException {
    try {
      return trust.context();
    } catch (IOException unreadable) {
      throw new NoAnchorsException(unreadable);
    }
  }

  /// The certificates to be believed cannot be read.
  private static final class NoAnchorsException extends IOException {
    private static final long serialVersionUID = 1L;

    NoAnchorsException(IOException unreadable) {
      super(
          unreadable instanceof FileSystemException none
              ? none.getFile() + ": expected certificates (PEM). Found: none that can be read"
              : unreadable.getMessage(),
          unreadable);
    }
  }

  /// What a failure means to people; says host and port and no more of the address.
  static Outcome.Failed failed(Endpoint endpoint, IOException broken) {
    String where = endpoint.where() + ": ";
    String said =
        broken.getMessage() == null ? broken.getClass().getSimpleName() : broken.getMessage();
    return switch (broken) {
      case NoAnchorsException _ -> new Outcome.Failed(Trouble.UNASKABLE, said);
      case HttpReply.NoHttp _ -> new Outcome.Failed(Trouble.GARBAGE, where + "no HTTP: " + said);
      case UnknownHostException _ ->
          new Outcome.Failed(Trouble.UNREACHABLE, where + "no such host");
      case SocketTimeoutException _ ->
          new Outcome.Failed(Trouble.TIMEOUT, where + "no answer in time");
      case ConnectException _ ->
          new Outcome.Failed(Trouble.UNREACHABLE, where + "nobody accepts connections");
      case SSLException _ ->
          new Outcome.Failed(
              Trouble.UNTRUSTED, where + endpoint.trust().refusal(broken).orElse("TLS: " + said));
      default -> new Outcome.Failed(Trouble.UNREACHABLE, where + "the connection broke: " + said);
    };
  }
}
