package vedette.poll.bitcoind;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vedette.poll.Outcome;
import vedette.poll.PollException;
import vedette.poll.Session;
import vedette.poll.Trouble;

/// What is asked, with which credentials, and understood.
class RpcSessionTest extends RpcAsked {
  @Test
  void everyCallOfARealNodeIsUnderstood() throws Exception {
    for (BitcoindCall call : BitcoindCall.values()) {
      assertThat(ask(call, USER)).as(call.call().name()).isInstanceOf(Outcome.Answered.class);
    }
    assertThat(fake.questions())
        .allSatisfy(question -> {
          assertThat(question.line()).isEqualTo("POST / HTTP/1.1");
          assertThat(question.authorization()).isEqualTo("Basic " + base64("mon:pass:word"));
        });
  }

  @Test
  void warmUpIsAStateWithItsOwnWords() throws Exception {
    fake.behave(FakeBitcoind.error(500, -28, "Verifying blocks…"));
    assertThat(failure()).isEqualTo(new Outcome.Failed(Trouble.STARTING, "Verifying blocks…"));
  }

  @Test
  void fullWorkQueueIsBusy() throws Exception {
    fake.behave(FakeBitcoind.status(503, "Work queue depth exceeded"));
    assertThat(failure()).isEqualTo(new Outcome.Failed(Trouble.BUSY, "Work queue depth exceeded"));
  }

  @Test
  void whitelistRefusalIsForbidden() throws Exception {
    fake.behave(FakeBitcoind.status(403, ""));
    assertThat(failure())
        .isEqualTo(
            new Outcome.Failed(
                Trouble.FORBIDDEN,
                "HTTP 403: not in rpcwhitelist for this user, or rpcallowip refuses this"
                    + " address"));
  }

  @Test
  void wrongPasswordIsUnauthorizedAndNotShown() throws Exception {
    fake.behave(FakeBitcoind.status(401, ""));
    assertThat(failure())
        .isEqualTo(
            new Outcome.Failed(
                Trouble.UNAUTHORIZED,
                "user mon: bitcoind does not accept this password. Do: compare it with rpcauth or"
                    + " rpcuser in bitcoin.conf; bitcoind reads that at its start only"));
    assertThat(fake.questions()).as("asked once, not again with the same").hasSize(1);
  }

  @Test
  void unknownMethodIsUnsupported() throws Exception {
    fake.behave(FakeBitcoind.error(404, -32601, "Method not found"));
    assertThat(failure())
        .isEqualTo(new Outcome.Failed(Trouble.UNSUPPORTED, "Method not found (code -32601)"));
  }

  @Test
  void errorsAreToldInTheNodesWords() throws Exception {
    fake.behave(FakeBitcoind.error(500, -1, "Index is not available\\u001b[31m"));
    assertThat(failure())
        .isEqualTo(new Outcome.Failed(Trouble.ERROR, "Index is not available [31m (code -1)"));
    fake.behave(FakeBitcoind.status(500, ""));
    assertThat(failure()).isEqualTo(new Outcome.Failed(Trouble.ERROR, "HTTP 500: no more is said"));
  }

  @Test
  void newCookieIsUsedAtOnceAndOneThatChangesUnderwayIsReadAgain(@TempDir Path directory)
      throws Exception {
    Path cookie = directory.resolve(".cookie");
    Files.writeString(cookie, "__cookie__:old");
    try (Session session = Bitcoind.local(fake.port(), new Auth.Cookie(cookie)).open()) {
      fake.behave((question, out) -> {
        if (question.authorization().equals("Basic " + base64("__cookie__:old"))) {
          Files.writeString(cookie, "__cookie__:new");
          FakeBitcoind.reply(out, 401, "");
        } else {
          FakeBitcoind.answerWell(question, out);
        }
      });
      assertThat(session.ask(BitcoindCall.UPTIME.call())).isInstanceOf(Outcome.Answered.class);
      assertThat(fake.questions())
          .extracting(FakeBitcoind.Question::authorization)
          .containsExactly(
              "Basic " + base64("__cookie__:old"), "Basic " + base64("__cookie__:new"));
    }
  }

  @Test
  void cookieThatIsGoneIsSaidOnlyIfSomebodyListens(@TempDir Path directory) throws Exception {
    Path cookie = directory.resolve(".cookie");
    fake.behave(FakeBitcoind.status(401, ""));
    assertThat(ask(BitcoindCall.UPTIME, new Auth.Cookie(cookie)))
        .isEqualTo(
            new Outcome.Failed(
                Trouble.UNAUTHORIZED,
                "cookie %s is gone: bitcoind makes it at its start. Do: restart bitcoind, or give Vedette an rpcauth user"
                    .formatted(cookie)));
    assertThat(fake.questions().getFirst().authorization()).isEmpty();
    fake.close();
    assertThat(((Outcome.Failed) ask(BitcoindCall.UPTIME, new Auth.Cookie(cookie))).trouble())
        .isEqualTo(Trouble.UNREACHABLE);
  }

  @Test
  void whatIsNoCookieIsNotSent(@TempDir Path directory) throws Exception {
    fake.behave(FakeBitcoind.status(401, ""));
    Path file = directory.resolve("f");
    for (String content : List.of("", "no colon", "a:b\nc:d", "a:" + "x".repeat(10_000))) {
      Files.writeString(file, content);
      Outcome.Failed failed = (Outcome.Failed) ask(BitcoindCall.UPTIME, new Auth.Cookie(file));
      assertThat(failed.said()).contains("expected user:password");
    }
    Outcome.Failed failed = (Outcome.Failed) ask(BitcoindCall.UPTIME, new Auth.Cookie(directory));
    assertThat(failed.said()).contains("expected a file");
    assertThat(fake.questions()).allMatch(question -> question.authorization().isEmpty());
  }

  @Test
  void endpointsThatCannotBeAskedAreRefusedWithoutShowingPasswords() {
    assertThatThrownBy(() -> new Bitcoind(URI.create("http://me:secret@host:8332/"), USER))
        .isInstanceOf(PollException.class)
        .hasMessage(
            "RPC endpoint: expected http://host:port, user and password apart. Found:"
                + " …@host:8332/. Do: correct it");
    assertThatThrownBy(() -> new Bitcoind(URI.create("ftp://host/"), USER))
        .isInstanceOf(PollException.class);
    assertThatThrownBy(() -> new Bitcoind(URI.create("host"), USER))
        .isInstanceOf(PollException.class);
    assertThatThrownBy(() -> Bitcoind.at("host", 70_000, USER))
        .hasMessage("RPC port: expected 1 to 65535. Found: 70000. Do: correct it");
    assertThatThrownBy(() -> Bitcoind.at("a b", 8332, USER)).isInstanceOf(PollException.class);
    assertThat(Bitcoind.at("::1", 8332, USER).endpoint()).hasToString("http://[::1]:8332/");
    assertThat(Bitcoind.local(1, USER).toString()).doesNotContain("pass:word");
  }
}
