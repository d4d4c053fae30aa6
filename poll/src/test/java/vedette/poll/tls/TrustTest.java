package vedette.poll.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vedette.poll.PollException;

class TrustTest {
  @TempDir static Path keys;
  private static KeyStore one;
  private static KeyStore two;

  @TempDir private Path directory;

  @BeforeAll
  static void make() throws Exception {
    one = TlsServer.selfSigned(keys, "one");
    two = TlsServer.selfSigned(keys, "two");
  }

  private static Fingerprint print(KeyStore keys) throws Exception {
    return Fingerprint.of((X509Certificate) keys.getCertificate("server"));
  }

  /// Empty if the server was believed, otherwise why not.
  private static Optional<String> greet(KeyStore server, Trust trust) throws Exception {
    try (SSLServerSocket listening = TlsServer.listen(server, 0)) {
      Thread answering =
          Thread.ofVirtual()
              .start(() -> {
                try (Socket socket = listening.accept()) {
                  ((SSLSocket) socket).startHandshake();
                } catch (IOException refused) {
                  // The client's view is what counts.
                }
              });
      try (SSLSocket socket =
          (SSLSocket)
              trust
                  .context()
                  .getSocketFactory()
                  .createSocket(InetAddress.getLoopbackAddress(), listening.getLocalPort())) {
        socket.startHandshake();
        return Optional.empty();
      } catch (IOException refused) {
        return Optional.of(trust.refusal(refused).orElseThrow());
      } finally {
        answering.join();
      }
    }
  }

  @Test
  void firstIsTrustedAndAnotherUnderTheSameNameIsNot() throws Exception {
    Trust trust = new Trust.FirstUse("xmr:18081", Pins.inMemory());
    assertThat(greet(one, trust)).isEmpty();
    assertThat(greet(one, trust)).isEmpty();
    assertThat(greet(two, trust))
        .contains(
            "certificate of xmr:18081 has changed: expected %s. Found: %s. Do: if the service has a new one, delete its line where pins are kept"
                .formatted(print(one).brief(), print(two).brief()));
  }

  @Test
  void changedOneIsTrustedAfterSomebodySaidThatItMayChange() throws Exception {
    Pins pins = Pins.inMemory();
    Trust trust = new Trust.FirstUse("xmr", pins);
    assertThat(greet(one, trust)).isEmpty();
    pins.forget("xmr");
    assertThat(greet(two, trust)).isEmpty();
    assertThat(pins.pinned("xmr")).contains(print(two));
  }

  @Test
  void pinnedCertificateIsTheOnlyOneTrusted() throws Exception {
    Trust trust = new Trust.Pinned(print(one));
    assertThat(greet(one, trust)).isEmpty();
    assertThat(greet(two, trust).orElseThrow())
        .startsWith("certificate: expected the one that is configured, " + print(one).brief());
  }

  @Test
  void certificateThatNobodySignedIsNotTrustedByAuthorities() throws Exception {
    assertThat(greet(one, new Trust.Authorities()).orElseThrow()).contains("Do: pin it");
  }

  @Test
  void pinsOutliveTheProgram() throws Exception {
    Path file = directory.resolve("new/pins");
    assertThat(greet(one, new Trust.FirstUse("a b", PinFile.at(file)))).isEmpty();
    assertThat(greet(two, new Trust.FirstUse("a b", PinFile.at(file)))).isPresent();
    assertThat(PinFile.at(file).pinned("a b")).contains(print(one));
    Files.writeString(file, "# nothing\n");
    assertThat(greet(two, new Trust.FirstUse("a b", PinFile.at(file)))).isEmpty();
  }

  @Test
  void newcomerWhoCannotBeRememberedIsNotTrusted() throws Exception {
    Trust trust = new Trust.FirstUse("a", PinFile.at(directory.resolve("pins")));
    Files.createDirectories(directory.resolve("pins.new/x"));
    assertThat(greet(one, trust).orElseThrow()).contains("could not be remembered");
  }

  @Test
  void damagedPinsAreSaidAndNotRenewed() throws Exception {
    Path file = Files.writeString(directory.resolve("pins"), "abc xmr\n");
    assertThatThrownBy(() -> PinFile.at(file))
        .isInstanceOf(PollException.class)
        .hasMessage(
            "%s: expected lines of a fingerprint and a name. Found: abc xmr. Do: correct or delete the line",
            file);
  }

  @Test
  void fullMemoryTrustsNobodyNew() throws Exception {
    Pins pins = Pins.inMemory();
    for (int i = 0; i < Pins.MOST; i++) {
      assertThat(pins.meet("n" + i, print(one))).contains(print(one));
    }
    assertThat(greet(one, new Trust.FirstUse("late", pins)).orElseThrow())
        .contains("256 are remembered already");
    assertThat(greet(one, new Trust.FirstUse("n7", pins))).isEmpty();
  }

  @Test
  void keeperIsToldOfAllThereAre() throws Exception {
    List<Map<String, Fingerprint>> kept = new ArrayList<>();
    Pins pins = Pins.of(Map.of("old", print(two)), kept::add);
    pins.meet("new", print(one));
    pins.meet("new", print(one));
    assertThat(kept).containsExactly(Map.of("old", print(two), "new", print(one)));
  }

  @Test
  void fingerprintIsReadAsPeopleCopyIt() throws Exception {
    Fingerprint print = print(one);
    assertThat(print.toString()).matches("([0-9A-F]{2}:){31}[0-9A-F]{2}");
    assertThat(Fingerprint.parse(" " + print + "\n")).contains(print);
    assertThat(Fingerprint.parse(print.hex())).contains(print);
    assertThat(Fingerprint.parse("12:34")).isEmpty();
  }

  /// A reading shows at most 300 characters: what to do must be among them.
  @Test
  void whatToDoIsNotCutOffByTwoFingerprints() throws Exception {
    Pins pins = Pins.inMemory();
    String name = "a-rather-long-name.of-a-service.in-the-attic.example:50002";
    assertThat(greet(one, new Trust.FirstUse(name, pins))).isEmpty();
    for (Trust trust : List.of(new Trust.FirstUse(name, pins), new Trust.Pinned(print(one)))) {
      assertThat(greet(two, trust).orElseThrow()).contains("Do: ").hasSizeLessThanOrEqualTo(300);
    }
  }
}
