package vedette.poll.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpHeaders;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.KeyStore;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vedette.poll.http.HttpException.Why;
import vedette.poll.tls.TlsServer;
import vedette.poll.tls.Trust;
import vedette.testing.Ports;

/// Against a real TLS server with a certificate that only its file vouches for.
class BoundedHttpTest {
  private static final Duration TIME = Duration.ofSeconds(30);

  @TempDir static Path keys;
  private static KeyStore own;
  private static KeyStore other;

  @TempDir Path folder;

  private final CountDownLatch ending = new CountDownLatch(1);
  private HttpsServer server;

  @BeforeAll
  static void make() throws Exception {
    own = TlsServer.selfSigned(keys, "own");
    other = TlsServer.selfSigned(keys, "other");
  }

  @BeforeEach
  void start() throws Exception {
    start(own);
  }

  private void start(KeyStore shown) throws Exception {
    server =
        HttpsServer.create(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), Ports.free()), 16);
    server.setHttpsConfigurator(new HttpsConfigurator(TlsServer.context(shown)));
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

  private HttpAnswer get(Optional<Path> ca, String path, Duration time, int largest)
      throws IOException, InterruptedException {
    try (BoundedHttp http = new BoundedHttp(Trust.in(ca))) {
      return http.send(ask(path), time, largest);
    }
  }

  private HttpAsk ask(String path) {
    return HttpAsk.of("GET", URI.create("https://" + at() + path)).with("X-Token", "hunter2");
  }

  private String at() {
    return "127.0.0.1:" + server.getAddress().getPort();
  }

  private Optional<Path> own() throws Exception {
    return Optional.of(TlsServer.pem(own, folder.resolve("own.pem")));
  }

  @Test
  void onlyTheNamedCertificateIsTrusted() throws Exception {
    assertThat(get(own(), "/", TIME, 1_000).body()).hasSize(1_000);
    assertThatThrownBy(() -> get(Optional.empty(), "/", TIME, 1_000))
        .isInstanceOfSatisfying(
            HttpException.class, none -> assertThat(none.why()).isEqualTo(Why.UNTRUSTED))
        .hasMessageContaining("Do: pin it by its fingerprint")
        .hasMessageNotContaining("hunter2");
    Path stranger = TlsServer.pem(other, folder.resolve("other.pem"));
    assertThatThrownBy(() -> get(Optional.of(stranger), "/", TIME, 1_000))
        .hasMessageContaining("other.pem vouches for");
  }

  @Test
  void aFileWithoutACertificateIsNamed() throws Exception {
    Path none = Files.writeString(folder.resolve("none.pem"), "nothing\n");
    assertThatThrownBy(() -> get(Optional.of(none), "/", TIME, 1_000))
        .hasMessageContaining("none.pem: expected a certificate (PEM)");
  }

  @Test
  void anAnswerThatIsTooLargeOrTooLateIsNoAnswer() throws Exception {
    assertThatThrownBy(() -> get(own(), "/", TIME, 999))
        .hasMessage(at() + ": an answer of more than 999 bytes");
    assertThatThrownBy(() -> get(own(), "/silent", Duration.ofSeconds(1), 1_000))
        .hasMessage(at() + ": no answer in 1 s");
  }

  @Test
  void aCertificateThatIsRenewedBesideItsFileIsTrustedAtOnce() throws Exception {
    Path trusted = TlsServer.pem(own, folder.resolve("trusted.pem"));
    try (BoundedHttp http = new BoundedHttp(new Trust.File(trusted))) {
      assertThat(http.send(ask("/"), TIME, 1_000).status()).isEqualTo(200);
      server.stop(0);
      start(other);
      FileTime before = Files.getLastModifiedTime(trusted);
      TlsServer.pem(other, trusted);
      Files.setLastModifiedTime(trusted, before);
      assertThat(http.send(ask("/"), TIME, 1_000).status()).isEqualTo(200);
    }
  }

  @Test
  void aQuestionIsAskedAgainWhenItsConnectionIsLostAndNothingElseIs() throws Exception {
    AtomicInteger asked = new AtomicInteger();
    try (FakeHttp fake =
            FakeHttp.start(
                new ServerSocket(0, 16, InetAddress.getLoopbackAddress()),
                (_, out) -> {
                  if (asked.incrementAndGet() == 1) {
                    FakeHttp.hangUpAfter(out, "");
                  }
                  FakeHttp.reply(out, 200, "{}");
                });
        BoundedHttp http = new BoundedHttp(new Trust.Authorities())) {
      URI uri = URI.create("http://127.0.0.1:" + fake.port() + "/");
      assertThat(http.send(HttpAsk.query(uri, "{}"), TIME, 100).text()).isEqualTo("{}");
      asked.set(0);
      assertThatThrownBy(() -> http.send(HttpAsk.of("PUT", uri).with(new byte[1]), TIME, 100))
          .isInstanceOfSatisfying(
              HttpException.class, none -> assertThat(none.why()).isEqualTo(Why.BROKEN));
    }
  }

  @Test
  void nobodyThereIsSaidInWords() {
    server.stop(0);
    assertThatThrownBy(() -> get(own(), "/", TIME, 1_000))
        .hasMessage(at() + ": nobody accepts connections");
  }

  @Test
  void whatIsLoggedHoldsNeitherHeadersNorBodies() {
    HttpAsk ask =
        HttpAsk.of("PUT", URI.create("https://127.0.0.1/"))
            .with("X-Token", "hunter2")
            .with(new byte[] {1});
    assertThat(ask).hasToString("HttpAsk[PUT https://127.0.0.1/]");
    assertThat(
            new HttpAnswer(
                200, HttpHeaders.of(Map.of(), (_, _) -> true), new byte[3], Optional.empty()))
        .hasToString("HttpAnswer[200, 3 bytes]");
  }
}
