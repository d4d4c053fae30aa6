package vedette.poll.certificates;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;

/// Gets the certificates that a server presents. Whether they are to be trusted is not judged, as
/// nothing is said to the server: they are only looked at.
final class Handshake {
  private static final int CONNECT_MILLIS = 5_000;

  /// Both together are what is waited for all servers: a small machine that is busy takes its time.
  private static final int READ_MILLIS = 15_000;

  private Handshake() {}

  static List<X509Certificate> chain(Certificates.Server server) throws IOException {
    try (Socket plain = new Socket()) {
      plain.connect(new InetSocketAddress(server.host(), server.port()), CONNECT_MILLIS);
      plain.setSoTimeout(READ_MILLIS);
      try (SSLSocket socket =
          (SSLSocket)
              context()
                  .getSocketFactory()
                  .createSocket(plain, server.host(), server.port(), true)) {
        SSLParameters parameters = socket.getSSLParameters();
        if (server.host().matches(".*[A-Za-z].*") && !server.host().contains(":")) {
          parameters.setServerNames(
              List.of(new SNIHostName(server.host().getBytes(StandardCharsets.US_ASCII))));
        }
        socket.setSSLParameters(parameters);
        socket.startHandshake();
        Certificate[] chain = socket.getSession().getPeerCertificates();
        return Arrays.stream(chain)
            .filter(X509Certificate.class::isInstance)
            .map(X509Certificate.class::cast)
            .toList();
      }
    } catch (UnknownHostException | IllegalArgumentException unknown) {
      throw new IOException("no such host", unknown);
    } catch (SocketTimeoutException slow) {
      throw new IOException("no answer in time", slow);
    } catch (ConnectException nobody) {
      throw new IOException("nobody accepts connections", nobody);
    } catch (SSLException refused) {
      throw new IOException("no TLS: " + refused.getMessage(), refused);
    } catch (GeneralSecurityException impossible) {
      throw new IOException("this Java has no TLS", impossible);
    }
  }

  private static SSLContext context() throws GeneralSecurityException {
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, new TrustManager[] {new Looking()}, null);
    return context;
  }

  /// Takes any chain, so that one that has ended or is self-signed can be looked at.
  private static final class Looking extends X509ExtendedTrustManager {
    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }
}
