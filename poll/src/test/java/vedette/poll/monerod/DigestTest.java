package vedette.poll.monerod;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import vedette.poll.Secret;

class DigestTest {
  private static final Monerod.Login LOGIN =
      new Monerod.Login("Mufasa", Secret.of("Circle Of Life"));

  /// The example of RFC 2617, section 3.5.
  @Test
  void answerIsThatOfTheStandard() {
    Digest digest =
        Digest.of(
                List.of(
                    "Digest realm=\"testrealm@host.com\", qop=\"auth,auth-int\","
                        + " nonce=\"dcd98b7102dd2f0e8b11d0f600bfb0c093\","
                        + " opaque=\"5ccc069c403ebaf9f0171e9517f40e41\""))
            .orElseThrow();
    assertThat(digest.answer(LOGIN, "0a4f113b", "GET", "/dir/index.html"))
        .contains("response=\"6629fae49393a05397450978507c4ef1\"")
        .contains("nc=00000001")
        .contains("opaque=\"5ccc069c403ebaf9f0171e9517f40e41\"");
    assertThat(digest.answer(LOGIN, "0a4f113b", "GET", "/")).contains("nc=00000002");
  }

  @Test
  void firstChallengeThatCanBeAnsweredIsTaken() {
    List<String> challenges =
        List.of(
            "Basic realm=\"x\"",
            "Digest qop=\"auth\",algorithm=SHA-256,realm=\"a\",nonce=\"1\"",
            "Digest qop=\"auth\",algorithm=MD5-sess,realm=\"b\",nonce=\"2\"");
    assertThat(Digest.of(challenges).orElseThrow().answer(LOGIN, "c", "POST", "/"))
        .contains("algorithm=MD5-sess")
        .contains("nonce=\"2\"");
    assertThat(Digest.of(challenges.subList(0, 2))).isEmpty();
    assertThat(Digest.of(List.of("Digest realm=\"a\",nonce=\"1\""))).isEmpty();
  }
}
