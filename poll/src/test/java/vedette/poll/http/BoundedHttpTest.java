package vedette.poll.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Against a real TLS server with a certificate that only its file vouches for.
class BoundedHttpTest {
  private static final Duration TIME = Duration.ofSeconds(30);

  @TempDir Path folder;

  private final CountDownLatch ending = new CountDownLatch(1);
  private HttpsServer server;

  @BeforeEach
  void start() throws Exception {
    server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 16);
    server.setHttpsConfigurator(new HttpsConfigurator(tls(certificate("own"))));
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext(
        "/",
        exchange -> {
          try (exchange) {
            if (exchange.getRequestURI().getPath().equals("/silent")) {
              ending.await();
            }
            byte[] body = new byte[1_000];
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
          } catch (InterruptedException asked) {
            Thread.currentThread().interrupt();
          }
        });
    server.start();
  }

  @AfterEach
  void stop() {
    ending.countDown();
    server.stop(0);
  }

  private Path certificate(String name) throws Exception {
    String keytool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
    Path store = folder.resolve(name + ".p12");
    run(
        keytool,
        "-genkeypair",
        "-keystore",
        store.toString(),
        "-storepass",
        "changeit",
        "-alias",
        "own",
        "-keyalg",
        "EC",
        "-dname",
        "CN=" + name,
        "-ext",
        "san=ip:127.0.0.1");
    run(
        keytool,
        "-exportcert",
        "-rfc",
        "-keystore",
        store.toString(),
        "-storepass",
        "changeit",
        "-alias",
        "own",
        "-file",
        folder.resolve(name + ".pem").toString());
    return store;
  }

  private static void run(String... command) throws Exception {
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    assertThat(process.waitFor()).as(String.join(" ", command)).isZero();
  }

  private static SSLContext tls(Path store) throws Exception {
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(store)) {
      keys.load(in, "changeit".toCharArray());
    }
    KeyManagerFactory managers =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    managers.init(keys, "changeit".toCharArray());
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(managers.getKeyManagers(), null, null);
    return context;
  }

  private HttpAnswer get(Optional<Path> ca, String path, Duration time, int largest)
      throws IOException, InterruptedException {
    URI uri = URI.create("https://127.0.0.1:" + server.getAddress().getPort() + path);
    try (BoundedHttp http = BoundedHttp.of(ca)) {
      return http.send(HttpAsk.of("GET", uri).with("X-Token", "hunter2"), time, largest);
    }
  }

  private Optional<Path> own() {
    return Optional.of(folder.resolve("own.pem"));
  }

  @Test
  void onlyTheNamedCertificateIsTrusted() throws Exception {
    assertThat(get(own(), "/", TIME, 1_000).body()).hasSize(1_000);
    assertThatThrownBy(() -> get(Optional.empty(), "/", TIME, 1_000))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("TLS: ")
        .hasMessageNotContaining("hunter2");
    Path _ = certificate("other");
    assertThatThrownBy(() -> get(Optional.of(folder.resolve("other.pem")), "/", TIME, 1_000))
        .hasMessageContaining("TLS: ");
  }

  @Test
  void aFileWithoutACertificateIsNamed() throws Exception {
    Path none = Files.writeString(folder.resolve("none.pem"), "nothing\n");
    assertThatThrownBy(() -> get(Optional.of(none), "/", TIME, 1_000))
        .hasMessageContaining("none.pem: expected a certificate (PEM)");
  }

  @Test
  void anAnswerThatIsTooLargeOrTooLateIsNoAnswer() {
    assertThatThrownBy(() -> get(own(), "/", TIME, 999)).isInstanceOf(IOException.class);
    assertThatThrownBy(() -> get(own(), "/silent", Duration.ofSeconds(1), 1_000))
        .hasMessageContaining("no answer in 1 s");
  }

  @Test
  void nobodyThereIsSaidInWords() {
    server.stop(0);
    assertThatThrownBy(() -> get(own(), "/", TIME, 1_000))
        .hasMessageContaining("nobody accepts connections");
  }

  @Test
  void whatIsLoggedHoldsNeitherHeadersNorBodies() {
    HttpAsk ask =
        HttpAsk.of("PUT", URI.create("https://127.0.0.1/"))
            .with("X-Token", "hunter2")
            .with(new byte[] {1});
    assertThat(ask).hasToString("HttpAsk[PUT https://127.0.0.1/]");
    assertThat(new HttpAnswer(200, new byte[3])).hasToString("HttpAnswer[200, 3 bytes]");
  }
}
