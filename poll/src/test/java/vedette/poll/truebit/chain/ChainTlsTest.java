package vedette.poll.truebit.chain;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vedette.poll.Answer;
import vedette.poll.Outcome;
import vedette.poll.Trouble;
import vedette.poll.tls.TlsServer;
import vedette.poll.tls.Trust;

/// Endpoints with `https`, and whose certificates are believed.
class ChainTlsTest {
  @TempDir private static Path folder;
  private static Trust own = new Trust.Authorities();
  private static Trust others = new Trust.Authorities();

  private record Told(Staking staking) implements Answer {}

  private record Listed(Registry registry) implements Answer {}

  @BeforeAll
  static void make() throws Exception {
    own = new Trust.File(pem("own"));
    others = new Trust.File(pem("others"));
  }

  private static Path pem(String authority) throws Exception {
    KeyStore keys = TlsServer.authority(folder, authority);
    return TlsServer.pem(keys, folder.resolve(authority + ".pem"));
  }

  /// What is answered by an endpoint with a certificate of the own authority.
  private static Outcome asked(String name, Trust trust, String host, String... days)
      throws Exception {
    KeyStore keys = TlsServer.signed(folder, "own", name, days);
    try (FakeChain chain = new FakeChain(43_114, 1_763_992_549, TlsServer.listen(keys, 0))) {
      chain.returns(Abi.NODE_COUNT, "32").returns(Abi.IS_REGISTERED, "1");
      return registry(new URI("https://%s:%d/a-key".formatted(host, chain.port())), trust);
    }
  }

  private static Outcome registry(URI uri, Trust trust) throws Exception {
    ChainSource source =
        new ChainSource(
            Optional.empty(),
            Optional.of(new Endpoint(uri, Optional.empty(), trust)),
            Optional.of("0xABCDEF0000000000000000000000000000000001"),
            Duration.ofMinutes(10));
    return new ChainReader(source, Told::new, Listed::new).registry(Optional.empty());
  }

  private static void assertUntrusted(Outcome outcome, String found) {
    assertThat(outcome)
        .isInstanceOfSatisfying(
            Outcome.Failed.class,
            failed -> {
              assertThat(failed.trouble()).isEqualTo(Trouble.UNTRUSTED);
              assertThat(failed.said())
                  .contains("127.0.0.1:", "certificate: expected", found)
                  .doesNotContain("a-key");
            });
  }

  @Test
  void anAuthorityOfOnesOwnIsBelievedIfItIsNamed() throws Exception {
    assertThat(asked("good", own, "127.0.0.1")).isInstanceOf(Outcome.Answered.class);
  }

  @Test
  void anAuthorityThatNobodyNamedIsNotBelieved() throws Exception {
    assertUntrusted(
        asked("unknown", new Trust.Authorities(), "127.0.0.1"),
        "unable to find valid certification path");
    assertUntrusted(asked("wrong", others, "127.0.0.1"), "unable to find valid certification path");
  }

  @Test
  void aCertificateOfAnotherNameIsNotBelieved() throws Exception {
    assertThat(asked("named", own, "localhost"))
        .isInstanceOfSatisfying(
            Outcome.Failed.class,
            failed -> {
              assertThat(failed.trouble()).isEqualTo(Trouble.UNTRUSTED);
              assertThat(failed.said())
                  .contains("No name matching localhost found")
                  .contains("localhost");
            });
  }

  @Test
  void aCertificateThatIsOverIsNotBelieved() throws Exception {
    assertUntrusted(
        asked("over", own, "127.0.0.1", "-startdate", "-10d", "-validity", "5"),
        "Found: one that is over, NotAfter: ");
  }

  @Test
  void aCertificateThatIsNotYetValidIsNotBelieved() throws Exception {
    assertUntrusted(
        asked("early", own, "127.0.0.1", "-startdate", "+5d", "-validity", "5"),
        "Found: one that is not valid yet, NotBefore: ");
  }

  @Test
  void aFileWithoutCertificatesIsSaidWithItsName() throws Exception {
    for (Path file :
        new Path[] {
          folder.resolve("none.pem"), Files.writeString(folder.resolve("odd.pem"), "no PEM\n")
        }) {
      // A port at which somebody listens, so that it is the file that is wrong.
      assertThat(asked(file.getFileName() + "-s", new Trust.File(file), "127.0.0.1"))
          .isInstanceOfSatisfying(
              Outcome.Failed.class,
              failed -> {
                assertThat(failed.trouble()).isEqualTo(Trouble.UNASKABLE);
                assertThat(failed.said()).contains(file + ": expected");
              });
    }
  }
}
