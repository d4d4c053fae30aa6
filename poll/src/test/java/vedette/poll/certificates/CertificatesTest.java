package vedette.poll.certificates;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.CertificateException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vedette.poll.Call;
import vedette.poll.Outcome;
import vedette.poll.Session;
import vedette.testing.Ports;

class CertificatesTest {
  private static final String PASSWORD = "changeit";

  @TempDir private Path folder;
  private final List<AutoCloseable> open = new ArrayList<>();

  @AfterEach
  void close() throws Exception {
    for (AutoCloseable one : open) {
      one.close();
    }
  }

  private static Path keytool() {
    return Path.of(System.getProperty("java.home"), "bin", "keytool");
  }

  private static void run(String... command) throws Exception {
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    assertThat(process.waitFor()).isZero();
  }

  /// A self-signed certificate that began `start` (keytool's word) and is valid for some days.
  private Path keys(String name, String start, int days) throws Exception {
    Path store = folder.resolve(name + ".p12");
    run(
        keytool().toString(),
        "-genkeypair",
        "-alias",
        "a",
        "-keyalg",
        "EC",
        "-groupname",
        "secp256r1",
        "-dname",
        "CN=" + name,
        "-startdate",
        start,
        "-validity",
        Integer.toString(days),
        "-storetype",
        "PKCS12",
        "-keystore",
        store.toString(),
        "-storepass",
        PASSWORD);
    return store;
  }

  private Path certificate(Path store) throws Exception {
    Path file = folder.resolve(store.getFileName() + ".pem");
    run(
        keytool().toString(),
        "-exportcert",
        "-rfc",
        "-alias",
        "a",
        "-keystore",
        store.toString(),
        "-storepass",
        PASSWORD,
        "-file",
        file.toString());
    return file;
  }

  private Certificates.Server server(Path store) throws Exception {
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (var in = Files.newInputStream(store)) {
      keys.load(in, PASSWORD.toCharArray());
    }
    KeyManagerFactory managers =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    managers.init(keys, PASSWORD.toCharArray());
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(managers.getKeyManagers(), null, null);
    SSLServerSocket listening =
        (SSLServerSocket)
            context
                .getServerSocketFactory()
                .createServerSocket(0, 5, InetAddress.getLoopbackAddress());
    open.add(listening);
    Thread.ofVirtual().start(() -> accept(listening));
    return new Certificates.Server("127.0.0.1", listening.getLocalPort());
  }

  private static void accept(SSLServerSocket listening) {
    while (!listening.isClosed()) {
      try (SSLSocket socket = (SSLSocket) listening.accept()) {
        socket.startHandshake();
      } catch (IOException gone) {
        // The next one.
      }
    }
  }

  private static List<CertificatesAnswer.Seen> ask(Certificates certificates, Call call)
      throws InterruptedException {
    try (Session session = certificates.open()) {
      return ((CertificatesAnswer) ((Outcome.Answered) session.ask(call)).answer()).seen();
    }
  }

  @Test
  void theEndOfAFileIsTheEarliestOfItsCertificates() throws Exception {
    Path later = certificate(keys("later", "-1d", 90));
    Path sooner = certificate(keys("sooner", "-1d", 10));
    Path both = folder.resolve("both.pem");
    Files.writeString(both, Files.readString(later) + Files.readString(sooner));
    List<CertificatesAnswer.Seen> seen =
        ask(new Certificates(List.of(later, both), List.of()), Certificates.FILES);
    assertThat(seen.get(0).subject()).contains("later");
    assertThat(seen.get(0).notAfter().orElseThrow())
        .isAfter(Instant.now().plus(Duration.ofDays(80)));
    assertThat(seen.get(1).notAfter().orElseThrow())
        .isBefore(Instant.now().plus(Duration.ofDays(11)));
  }

  @Test
  void whatCannotBeLookedAtSaysWhyAndStopsNoOther() throws Exception {
    Path text = Files.writeString(folder.resolve("text"), "hello");
    Path good = certificate(keys("good", "-1d", 90));
    List<CertificatesAnswer.Seen> seen =
        ask(
            new Certificates(List.of(folder.resolve("none"), text, folder, good), List.of()),
            Certificates.FILES);
    assertThat(seen)
        .extracting(it -> it.trouble().orElse(""))
        .containsExactly("there is no such file", "is no certificate", "is no file", "");
  }

  @Test
  void aServerWhoseCertificateHasEndedIsLookedAtAllTheSame() throws Exception {
    Certificates.Server ended = server(keys("ended", "-30d", 10));
    CertificatesAnswer.Seen seen =
        ask(new Certificates(List.of(), List.of(ended)), Certificates.SERVERS).getFirst();
    assertThat(seen.trouble()).isEmpty();
    assertThat(seen.subject()).contains("ended");
    assertThat(seen.notAfter().orElseThrow()).isBefore(Instant.now());
    assertThat(seen.where()).isEqualTo(ended.toString());
  }

  @Test
  void serversWithoutTlsOrWithoutAnybodyAreSaid() throws Exception {
    ServerSocket plain = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
    open.add(plain);
    Thread.ofVirtual().start(() -> greet(plain));
    List<CertificatesAnswer.Seen> seen =
        ask(
            new Certificates(
                List.of(),
                List.of(
                    new Certificates.Server("127.0.0.1", plain.getLocalPort()),
                    new Certificates.Server("127.0.0.1", Ports.free()))),
            Certificates.SERVERS);
    assertThat(seen.get(0).trouble().orElseThrow()).startsWith("no TLS");
    assertThat(seen.get(1).trouble()).contains("nobody accepts connections");
  }

  private static void greet(ServerSocket listening) {
    while (!listening.isClosed()) {
      try (var socket = listening.accept()) {
        socket
            .getOutputStream()
            .write("220 hello, this is no TLS\r\n".getBytes(StandardCharsets.US_ASCII));
      } catch (IOException gone) {
        // The next one.
      }
    }
  }

  @Test
  void onlyWhatThereIsIsAsked() {
    assertThat(new Certificates(List.of(folder), List.of()).calls())
        .containsExactly(Certificates.FILES);
    assertThat(new Certificates(List.of(), List.of(new Certificates.Server("::1", 443))).calls())
        .containsExactly(Certificates.FILES, Certificates.SERVERS);
    assertThat(new Certificates.Server("::1", 443).toString()).isEqualTo("[::1]:443");
  }

  /// Any bytes are certificates, or are none.
  @FuzzTest(maxDuration = "1m")
  void anyFileIsReadOrRefused(byte[] bytes) {
    try {
      CertificatesSession.summary("file", CertificatesSession.parse(bytes));
    } catch (CertificateException refused) {
      assertThat(refused).isNotNull();
    }
  }
}
