package vedette.poll.bitcoind;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vedette.poll.Call;
import vedette.poll.Outcome;
import vedette.poll.PollException;
import vedette.poll.Poller;
import vedette.poll.Reading;
import vedette.poll.Secret;
import vedette.poll.Service;
import vedette.poll.Session;
import vedette.poll.Trouble;

class RpcSessionTest {
  private static final Auth USER = new Auth.Password("mon", Secret.of("pass:word"));

  private FakeBitcoind fake;

  @BeforeEach
  void start() throws IOException {
    fake = FakeBitcoind.start();
  }

  @AfterEach
  void stop() throws IOException {
    fake.close();
  }

  private Outcome ask(BitcoindCall call, Auth auth) throws InterruptedException {
    try (Session session = Bitcoind.local(fake.port(), auth).open()) {
      return session.ask(call.call());
    }
  }

  private Outcome.Failed failure() throws InterruptedException {
    return (Outcome.Failed) ask(BitcoindCall.UPTIME, USER);
  }

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

  private static String base64(String text) {
    return Base64.getEncoder()
        .encodeToString(text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
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
  void nobodyThereIsUnreachable() throws Exception {
    int port = fake.port();
    fake.close();
    assertThat(failure())
        .isEqualTo(
            new Outcome.Failed(
                Trouble.UNREACHABLE, "127.0.0.1:" + port + ": nobody accepts connections"));
  }

  @Test
  void hostWithoutAddressIsUnreachable() throws Exception {
    try (Session session = Bitcoind.at("no-such-host.invalid", 8332, USER).open()) {
      Outcome.Failed failed = (Outcome.Failed) session.ask(BitcoindCall.UPTIME.call());
      assertThat(failed.trouble()).isEqualTo(Trouble.UNREACHABLE);
      assertThat(failed.said()).isEqualTo("no-such-host.invalid:8332: no such host");
    }
  }

  @Test
  void connectionThatEndsInTheMiddleIsUnreachable() throws Exception {
    for (String bytes :
        List.of("", "HTTP/1.1 200 OK\r\n", "HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n{\"res")) {
      fake.behave(FakeBitcoind.hangUpAfter(bytes));
      assertThat(failure().trouble()).as(bytes).isEqualTo(Trouble.UNREACHABLE);
    }
  }

  @Test
  void whatIsNoAnswerIsGarbage() throws Exception {
    List<FakeBitcoind.Behaviour> rubbish = new ArrayList<>();
    rubbish.add(FakeBitcoind.hangUpAfter("SSH-2.0-OpenSSH_9.2p1\r\n"));
    rubbish.add(FakeBitcoind.status(200, ""));
    rubbish.add(FakeBitcoind.status(200, "<html>It works!</html>"));
    rubbish.add(FakeBitcoind.status(200, "{\"result\":17,\"error\":null,\"id\":"));
    rubbish.add(FakeBitcoind.status(200, "{\"result\":17,\"error\":null,\"id\":4711}"));
    rubbish.add(FakeBitcoind.status(200, "[1,2,3]"));
    rubbish.add(FakeBitcoind.status(200, "[".repeat(100_000)));
    rubbish.add(FakeBitcoind.status(404, "not here"));
    rubbish.add(FakeBitcoind.status(405, "JSONRPC server handles only POST requests"));
    rubbish.add((question, out) ->
        FakeBitcoind.reply(
            out, 200, "{\"result\":\"soon\",\"error\":null,\"id\":" + question.id() + "}"));
    for (int i = 0; i < rubbish.size(); i++) {
      fake.behave(rubbish.get(i));
      Outcome.Failed failed = failure();
      assertThat(failed.trouble()).as(i + ": " + failed).isEqualTo(Trouble.GARBAGE);
      assertThat(failed.said()).endsWith("Is this the RPC port of a Bitcoin Core?");
    }
  }

  @Test
  void answerWithoutEndIsNotReadToItsEnd() throws Exception {
    String chunk = "8000\r\n" + " ".repeat(0x8000) + "\r\n";
    fake.behave((_, out) -> {
      FakeBitcoind.raw(out, "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
      while (true) {
        FakeBitcoind.raw(out, chunk);
      }
    });
    assertThat(failure().said()).startsWith("an answer of more than 16 MiB");
  }

  @Test
  void redirectIsNotFollowed() throws Exception {
    try (FakeBitcoind other = FakeBitcoind.start()) {
      fake.behave((_, out) ->
          FakeBitcoind.raw(
              out,
              "HTTP/1.1 307 X\r\nLocation: http://127.0.0.1:%d/\r\nContent-Length: 0\r\n\r\n"
                  .formatted(other.port())));
      assertThat(failure().trouble()).isEqualTo(Trouble.GARBAGE);
      assertThat(other.questions()).isEmpty();
    }
  }

  @Test
  void connectionThatBitcoindClosedMeanwhileIsReplaced() throws Exception {
    try (Session session = Bitcoind.local(fake.port(), USER).open()) {
      fake.behave((question, out) -> {
        FakeBitcoind.answerWell(question, out);
        throw new IOException("idle for too long");
      });
      for (int i = 0; i < 20; i++) {
        assertThat(session.ask(BitcoindCall.UPTIME.call())).isInstanceOf(Outcome.Answered.class);
      }
    }
  }

  @Test
  void hangingBeforeOrInTheBodyEndsWithTheTimeOfTheWholeCall() throws Exception {
    for (String bytes :
        List.of("", "HTTP/1.1 200 OK\r\n", "HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n{\"r")) {
      fake.behave(fake.hangAfter(bytes));
      List<Reading> readings = new CopyOnWriteArrayList<>();
      try (Poller poller = Poller.start(readings::add)) {
        poller.put("hangs", new Brisk(Bitcoind.local(fake.port(), USER), Duration.ofMillis(200)));
        await().until(() -> !readings.isEmpty());
        fake.behave(FakeBitcoind::answerWell);
        await()
            .until(
                () -> readings.stream().anyMatch(it -> it.outcome() instanceof Outcome.Answered));
      }
      assertThat(readings.getFirst().outcome())
          .as(bytes)
          .isEqualTo(new Outcome.Failed(Trouble.TIMEOUT, "no answer within 200 ms"));
    }
  }

  /// A byte now and then keeps a timeout between bytes from ever ending.
  @Test
  void drippingAnswerEndsWithTheTimeOfTheWholeCall() throws Exception {
    java.util.concurrent.Semaphore drops = new java.util.concurrent.Semaphore(0);
    fake.behave((_, out) -> {
      FakeBitcoind.raw(out, "HTTP/1.1 200 OK\r\nContent-Length: 9999\r\n\r\n");
      while (true) {
        boolean _ = drops.tryAcquire(20, java.util.concurrent.TimeUnit.MILLISECONDS);
        FakeBitcoind.raw(out, " ");
      }
    });
    List<Reading> readings = new CopyOnWriteArrayList<>();
    try (Poller poller = Poller.start(readings::add)) {
      poller.put("drips", new Brisk(Bitcoind.local(fake.port(), USER), Duration.ofMillis(300)));
      await().until(() -> !readings.isEmpty());
    }
    assertThat(((Outcome.Failed) readings.getFirst().outcome()).trouble())
        .isEqualTo(Trouble.TIMEOUT);
  }

  @Test
  void slowNodeDelaysNoOther() throws Exception {
    fake.behave(fake.hangAfter(""));
    List<Reading> readings = new CopyOnWriteArrayList<>();
    try (FakeBitcoind fast = FakeBitcoind.start();
        Poller poller = Poller.start(readings::add)) {
      poller.put("slow", new Brisk(Bitcoind.local(fake.port(), USER), Duration.ofHours(1)));
      poller.put("fast", new Brisk(Bitcoind.local(fast.port(), USER), Duration.ofHours(1)));
      await().until(() -> readings.size() >= 100);
    }
    assertThat(readings).extracting(Reading::target).containsOnly("fast");
    assertThat(fake.questions()).as("no more than may be under way").hasSizeLessThanOrEqualTo(3);
  }

  /// All calls at a pace for tests.
  private record Brisk(Bitcoind node, Duration timeout) implements Service {
    @Override
    public List<Call> calls() {
      return node.calls().stream()
          .map(call -> new Call(call.name(), Duration.ofMillis(10), timeout))
          .toList();
    }

    @Override
    public int concurrency() {
      return node.concurrency();
    }

    @Override
    public Session open() {
      return node.open();
    }
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
  void nodeIsSeenAgainWhenItIsBack() throws Exception {
    List<Reading> readings = new CopyOnWriteArrayList<>();
    int port = fake.port();
    try (Poller poller = Poller.start(readings::add)) {
      poller.put("node", new Brisk(Bitcoind.local(port, USER), Duration.ofSeconds(10)));
      await().until(() -> readings.size() >= 20);
      fake.close();
      await()
          .until(() ->
              readings.getLast().outcome() instanceof Outcome.Failed failed
                  && failed.trouble() == Trouble.UNREACHABLE);
      int down = readings.size();
      fake = FakeBitcoind.start(new ServerSocket(port, 50, InetAddress.getLoopbackAddress()));
      await().until(() -> readings.size() > down + 20);
      assertThat(readings.getLast().outcome()).isInstanceOf(Outcome.Answered.class);
    }
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
