package vedette.poll.bitcoind;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import vedette.poll.Call;
import vedette.poll.Outcome;
import vedette.poll.Poller;
import vedette.poll.Reading;
import vedette.poll.Service;
import vedette.poll.Session;
import vedette.poll.Trouble;

/// Nodes that are away, slow, or no bitcoind.
class RpcTroubleTest extends RpcAsked {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

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
        await().atMost(PATIENCE).until(() -> !readings.isEmpty());
        fake.behave(FakeBitcoind::answerWell);
        await()
            .atMost(PATIENCE)
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
      await().atMost(PATIENCE).until(() -> !readings.isEmpty());
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
      await().atMost(PATIENCE).until(() -> readings.size() >= 100);
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
  void nodeIsSeenAgainWhenItIsBack() throws Exception {
    List<Reading> readings = new CopyOnWriteArrayList<>();
    int port = fake.port();
    try (Poller poller = Poller.start(readings::add)) {
      poller.put("node", new Brisk(Bitcoind.local(port, USER), Duration.ofSeconds(10)));
      await().atMost(PATIENCE).until(() -> readings.size() >= 20);
      fake.close();
      await()
          .atMost(PATIENCE)
          .until(() ->
              readings.getLast().outcome() instanceof Outcome.Failed failed
                  && failed.trouble() == Trouble.UNREACHABLE);
      int down = readings.size();
      fake = FakeBitcoind.start(new ServerSocket(port, 50, InetAddress.getLoopbackAddress()));
      await().atMost(PATIENCE).until(() -> readings.size() > down + 20);
      assertThat(readings.getLast().outcome()).isInstanceOf(Outcome.Answered.class);
    }
  }
}
