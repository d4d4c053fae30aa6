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
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;

/// Certificates that nobody has signed, made by the JDK's keytool, and sockets that show them.
public final class TlsServer {
  private static final char[] PASSWORD = "password".toCharArray();

  private TlsServer() {}

  /// Makes a key and a certificate in a new file.
  public static KeyStore selfSigned(Path directory, String name) throws Exception {
    return made(directory, name, "server");
  }

  /// An authority, of which [#pem] is what a client has to trust, and with [#signed] servers.
  public static KeyStore authority(Path directory, String name) throws Exception {
    return made(directory, name, "server", "-ext", "bc:c");
  }

  /// What the authority of this name has signed for `127.0.0.1`.
  ///
  /// @param days from when on, as keytool's `-startdate` has it, and for how long
  public static KeyStore signed(Path directory, String authority, String name, String... days)
      throws Exception {
    List<String> more = new ArrayList<>(List.of("-signer", "server", "-signerkeypass"));
    more.add(new String(PASSWORD));
    more.addAll(List.of(days));
    // keytool signs with a key of the same file.
    Files.copy(directory.resolve(authority + ".p12"), directory.resolve(name + ".p12"));
    return made(directory, name, "leaf", more.toArray(String[]::new));
  }

  private static KeyStore made(Path directory, String name, String alias, String... more)
      throws Exception {
    Path file = directory.resolve(name + ".p12");
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-keyalg",
                "EC",
                "-alias",
                alias,
                "-dname",
                "CN=" + name,
                "-ext",
                "san=ip:127.0.0.1",
                "-storetype",
                "PKCS12",
                "-keystore",
                file.toString(),
                "-storepass",
                new String(PASSWORD)));
    command.addAll(List.of(more));
    Process keytool =
        new ProcessBuilder(command)
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
    if (alias.equals("leaf")) {
      keys.deleteEntry("server");
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
  ///   connection by now: then this waits for it, a minute at most
  public static SSLServerSocket listen(KeyStore keys, int port) throws Exception {
    SSLServerSocket socket =
        (SSLServerSocket) context(keys).getServerSocketFactory().createServerSocket();
    await()
        .atMost(Duration.ofMinutes(1))
        .ignoreException(BindException.class)
        .until(() -> {
          socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 50);
          return true;
        });
    return socket;
  }
}
