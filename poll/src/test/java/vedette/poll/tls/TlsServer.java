package vedette.poll.tls;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.InputStream;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.Base64;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;

/// Certificates that nobody has signed, made by the JDK's keytool, and sockets that show them.
public final class TlsServer {
  private static final char[] PASSWORD = "password".toCharArray();

  private TlsServer() {}

  /// Makes a key and a certificate in a new file.
  public static KeyStore selfSigned(Path directory, String name) throws Exception {
    Path file = directory.resolve(name + ".p12");
    Process keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-keyalg",
                "EC",
                "-alias",
                "server",
                "-dname",
                "CN=" + name,
                "-ext",
                "san=ip:127.0.0.1",
                "-storetype",
                "PKCS12",
                "-keystore",
                file.toString(),
                "-storepass",
                new String(PASSWORD))
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    if (keytool.waitFor() != 0) {
      throw new IOException("keytool failed");
    }
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(file)) {
      keys.load(in, PASSWORD);
    }
    return keys;
  }

  /// Writes what a client has to trust, as PEM.
  public static Path pem(KeyStore keys, Path file) throws Exception {
    byte[] der = keys.getCertificate("server").getEncoded();
    String text = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
    return Files.writeString(
        file, "-----BEGIN CERTIFICATE-----\n" + text + "\n-----END CERTIFICATE-----\n");
  }

  /// What a server needs to show its certificate.
  public static SSLContext context(KeyStore keys) throws Exception {
    KeyManagerFactory managers =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    managers.init(keys, PASSWORD);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(managers.getKeyManagers(), null, null);
    return context;
  }

  /// A socket on loopback.
  ///
  /// @param port 0: a free one. One that was free a moment ago may be the near end of somebody's
  ///   connection by now: then this waits for it, ten seconds at most
  public static SSLServerSocket listen(KeyStore keys, int port) throws Exception {
    SSLServerSocket socket =
        (SSLServerSocket) context(keys).getServerSocketFactory().createServerSocket();
    await()
        .atMost(Duration.ofSeconds(10))
        .ignoreException(BindException.class)
        .until(() -> {
          socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 50);
          return true;
        });
    return socket;
  }
}
