package vedette.app.notify;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.Socket;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import vedette.poll.tls.Trust;

/// Opens connections, directly or through a SOCKS5 proxy that looks up the name, with or without
/// TLS.
final class Dial {
  private static final int TIMEOUT_MS = 15_000;

  private final Route route;

  Dial(Route route) {
    this.route = route;
  }

  /// A connection in the clear; each read waits 15 s at most.
  Socket open(String host, int port) throws IOException {
    Socket socket;
    InetSocketAddress address;
    if (route.socks().isPresent()) {
      Route.Proxy proxy = route.socks().get();
      socket =
          new Socket(
              new Proxy(Proxy.Type.SOCKS, new InetSocketAddress(proxy.host(), proxy.port())));
      // Looked up by the proxy: the name must not reach the resolver of this machine.
      address = InetSocketAddress.createUnresolved(host, port);
    } else {
      socket = new Socket(Proxy.NO_PROXY);
      address = new InetSocketAddress(host, port);
    }
    try {
      socket.setSoTimeout(TIMEOUT_MS);
      socket.connect(address, TIMEOUT_MS);
      return socket;
    } catch (IOException refused) {
      socket.close();
      throw refused;
    }
  }

  /// The same connection encrypted, with a server that proves its name.
  SSLSocket encrypted(Socket plain, String host) throws IOException {
    SSLSocket socket =
        (SSLSocket)
            Trust.in(route.ca())
                .context()
                .getSocketFactory()
                .createSocket(plain, host, plain.getPort(), true);
    SSLParameters parameters = socket.getSSLParameters();
    parameters.setEndpointIdentificationAlgorithm("HTTPS");
    socket.setSSLParameters(parameters);
    socket.startHandshake();
    return socket;
  }
}
