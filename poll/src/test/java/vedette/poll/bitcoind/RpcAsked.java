package vedette.poll.bitcoind;

import java.io.IOException;
import java.util.Base64;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import vedette.poll.Outcome;
import vedette.poll.Secret;
import vedette.poll.Session;

/// A bitcoind that a test plays, and how it is asked.
abstract class RpcAsked {
  static final Auth USER = new Auth.Password("mon", Secret.of("pass:word"));

  FakeBitcoind fake;

  @BeforeEach
  void start() throws IOException {
    fake = FakeBitcoind.start();
  }

  @AfterEach
  void stop() throws IOException {
    fake.close();
  }

  Outcome ask(BitcoindCall call, Auth auth) throws InterruptedException {
    try (Session session = Bitcoind.local(fake.port(), auth).open()) {
      return session.ask(call.call());
    }
  }

  Outcome.Failed failure() throws InterruptedException {
    return (Outcome.Failed) ask(BitcoindCall.UPTIME, USER);
  }

  static String base64(String text) {
    return Base64.getEncoder()
        .encodeToString(text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
  }
}
