package vedette.app.notify;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;

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
        (SSLSocket) context().getSocketFactory().createSocket(plain, host, plain.getPort(), true);
    SSLParameters parameters = socket.getSSLParameters();
    parameters.setEndpointIdentificationAlgorithm("HTTPS");
    socket.setSSLParameters(parameters);
    socket.startHandshake();
    return socket;
  }

  private SSLContext context() throws IOException {
    try {
      if (route.ca().isEmpty()) {
        return SSLContext.getDefault();
      }
      KeyStore anchors = KeyStore.getInstance(KeyStore.getDefaultType());
      anchors.load(null, null);
      int count = 0;
      for (Certificate certificate : certificates(route.ca().get())) {
        anchors.setCertificateEntry("anchor" + count++, certificate);
      }
      TrustManagerFactory trust =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trust.init(anchors);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, trust.getTrustManagers(), null);
      return context;
    } catch (GeneralSecurityException refused) {
      throw new IOException("certificates cannot be read: " + refused.getMessage(), refused);
    }
  }

  private static List<Certificate> certificates(Path file)
      throws IOException, GeneralSecurityException {
    try (InputStream in = Files.newInputStream(file)) {
      return List.copyOf(CertificateFactory.getInstance("X.509").generateCertificates(in));
    }
  }
}
