package vedette.poll.electrum;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NoRouteToHostException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.Optional;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import vedette.poll.Outcome;
import vedette.poll.Trouble;
import vedette.poll.tls.Trust;

/// Makes sockets to Electrum servers, with TLS or without. Blocks; an interrupt of a virtual thread
/// ends it.
final class Dialling {
  private static final int CONNECT_TIMEOUT_MS = 5_000;

  private Dialling() {}

  /// A socket that is connected and, if TLS is wanted, has greeted one who is trusted.
  ///
  /// @throws IOException if nobody answers, or not the one who is expected
  static Socket socket(Electrum server) throws IOException {
    Socket plain = new Socket();
    try {
      plain.connect(
          new InetSocketAddress(InetAddress.getByName(server.host()), server.port()),
          CONNECT_TIMEOUT_MS);
      plain.setTcpNoDelay(true);
      return server.tls().isPresent() ? encrypted(server, server.tls().get(), plain) : plain;
    } catch (IOException broken) {
      plain.close();
      throw broken;
    }
  }

  private static Socket encrypted(Electrum server, Trust trust, Socket plain) throws IOException {
    SSLSocket socket =
        (SSLSocket)
            trust
                .context()
                .getSocketFactory()
                .createSocket(plain, server.host(), server.port(), true);
    if (trust.ofNames()) {
      SSLParameters parameters = socket.getSSLParameters();
      parameters.setEndpointIdentificationAlgorithm("HTTPS");
      socket.setSSLParameters(parameters);
    }
    socket.startHandshake();
    return socket;
  }

  /// What a failure means to people.
  static Outcome.Failed failed(Electrum server, IOException broken) {
    String where = server.address();
    if (broken instanceof BrokenException known) {
      Outcome.Failed outcome = known.outcome();
      return outcome.trouble() == Trouble.UNREACHABLE
          ? new Outcome.Failed(Trouble.UNREACHABLE, where + ": " + outcome.said())
          : outcome;
    }
    Optional<String> refusal = server.tls().flatMap(trust -> trust.refusal(broken));
    if (refusal.isPresent()) {
      return new Outcome.Failed(Trouble.UNTRUSTED, refusal.get());
    }
    String said =
        broken.getMessage() == null ? broken.getClass().getSimpleName() : broken.getMessage();
    return switch (broken) {
      case UnknownHostException _ -> unreachable(where, "no such host");
      case SocketTimeoutException _ -> unreachable(where, "no connection in time");
      case ConnectException _ -> unreachable(where, "nobody accepts connections");
      case NoRouteToHostException _ -> unreachable(where, "there is no way to it");
      case SSLException _ -> Line.garbage("no TLS: " + said);
      default -> unreachable(where, "the connection broke: " + said);
    };
  }

  private static Outcome.Failed unreachable(String where, String why) {
    return new Outcome.Failed(Trouble.UNREACHABLE, where + ": " + why);
  }
}
