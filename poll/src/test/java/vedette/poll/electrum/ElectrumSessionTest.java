package vedette.poll.electrum;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
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
import vedette.poll.Service;
import vedette.poll.Session;
import vedette.poll.Trouble;
import vedette.poll.tls.Pins;
import vedette.poll.tls.TlsServer;
import vedette.poll.tls.Trust;

class ElectrumSessionTest {
  private FakeElectrum fake;
  private Session session;

  @BeforeEach
  void start() throws IOException {
    fake = FakeElectrum.start();
    session = Electrum.plain("127.0.0.1", fake.port()).open();
  }

  @AfterEach
  void stop() throws IOException {
    session.close();
    fake.close();
  }

  private Outcome ask(ElectrumCall call) throws InterruptedException {
    return session.ask(call.call());
  }

  private Outcome.Failed failure(ElectrumCall call) throws InterruptedException {
    return (Outcome.Failed) ask(call);
  }

  private static Outcome said(ElectrumAnswer answer) {
    return new Outcome.Answered(answer);
  }

  @Test
  void everyQuestionIsAnsweredOnOneConnectionThatBeginsWithTheVersion() throws Exception {
    assertThat(ask(ElectrumCall.PING)).isEqualTo(said(new ElectrumAnswer.Pong()));
    assertThat(ask(ElectrumCall.VERSION))
        .isEqualTo(said(new ElectrumAnswer.Version("electrs/0.11.1", "1.4")));
    assertThat(ask(ElectrumCall.TIP))
        .isEqualTo(said(new ElectrumAnswer.Tip(800_000, FakeElectrum.GENESIS_HASH, 1_231_006_505)));
    assertThat(ask(ElectrumCall.FEATURES))
        .isEqualTo(
            said(
                new ElectrumAnswer.Features(
                    Optional.of(FakeElectrum.GENESIS_HASH), OptionalLong.empty())));
    assertThat(ask(ElectrumCall.FEE_HISTOGRAM))
        .isEqualTo(
            said(
                new ElectrumAnswer.FeeHistogram(
                    List.of(
                        new ElectrumAnswer.FeeHistogram.Bin(12.5, 128_812),
                        new ElectrumAnswer.FeeHistogram.Bin(4, 92_524),
                        new ElectrumAnswer.FeeHistogram.Bin(1, 22_890_421)))));
    assertThat(ask(ElectrumCall.RELAY_FEE)).isEqualTo(said(new ElectrumAnswer.RelayFee(0.00001)));
    assertThat(ask(ElectrumCall.FEE_ESTIMATE))
        .as("-1 is unknown")
        .isEqualTo(said(new ElectrumAnswer.FeeEstimate(OptionalDouble.empty())));
    assertThat(ask(ElectrumCall.PEERS)).isEqualTo(said(new ElectrumAnswer.Peers(1)));
    assertThat(fake.questions().getFirst().method()).isEqualTo("server.version");
    assertThat(fake.questions().getFirst().parameters()).isEqualTo("\"Vedette\",[\"1.4\",\"1.6\"]");
    assertThat(fake.asked("server.version")).as("more than one is not allowed").isEqualTo(1);
    assertThat(fake.connections()).isEqualTo(1);
  }

  @Test
  void newerProtocolIsAskedInItsOwnWay() throws Exception {
    fake.is("Fulcrum 2.1.0", "1.6");
    assertThat(ask(ElectrumCall.RELAY_FEE)).isEqualTo(said(new ElectrumAnswer.RelayFee(0.000001)));
  }

  @Test
  void versionIsNotToldFromMemoryWhenNobodyAnswers() throws Exception {
    assertThat(ask(ElectrumCall.VERSION)).isInstanceOf(Outcome.Answered.class);
    fake.close();
    assertThat(failure(ElectrumCall.VERSION).trouble()).isEqualTo(Trouble.UNREACHABLE);
  }

  @Test
  void indexThatIsBeingBuiltIsAStateAndNoError() throws Exception {
    fake.behave(fake::answerWhileIndexing);
    assertThat(ask(ElectrumCall.TIP)).isInstanceOf(Outcome.Answered.class);
    assertThat(ask(ElectrumCall.FEATURES))
        .isEqualTo(new Outcome.Failed(Trouble.STARTING, "it builds its index"));
    assertThat(ask(ElectrumCall.VERSION)).isInstanceOf(Outcome.Answered.class);
  }

  @Test
  void errorsAreToldInTheServersWords() throws Exception {
    fake.behave(question -> {
      switch (question.method()) {
        case "server.version" -> fake.answerWell(question);
        case "server.ping" -> question.client().error(question, -32601, "method not found");
        case "blockchain.relayfee" ->
            question.client().error(question, 2, "Loading block index\\u001b[31m");
        default -> question.client().raw("{\"id\":%s,\"error\":\"no\"}\n".formatted(question.id()));
      }
    });
    assertThat(failure(ElectrumCall.PING))
        .isEqualTo(new Outcome.Failed(Trouble.UNSUPPORTED, "method not found (code -32601)"));
    assertThat(failure(ElectrumCall.RELAY_FEE))
        .isEqualTo(new Outcome.Failed(Trouble.ERROR, "Loading block index [31m (code 2)"));
    assertThat(failure(ElectrumCall.FEATURES)).isEqualTo(new Outcome.Failed(Trouble.ERROR, "no"));
  }

  @Test
  void refusedGreetingIsToldAndTheConnectionGivenUp() throws Exception {
    fake.behave(question ->
        question.client().error(question, 1, "unsupported request [1.4, 1.6] by Vedette"));
    assertThat(failure(ElectrumCall.PING))
        .isEqualTo(
            new Outcome.Failed(
                Trouble.ERROR, "unsupported request [1.4, 1.6] by Vedette (code 1)"));
    await().until(() -> fake.connections() == 0);
    fake.behave(fake::answerWell);
    assertThat(ask(ElectrumCall.PING)).isInstanceOf(Outcome.Answered.class);
  }

  @Test
  void rubbishIsGarbageAndNextTimeThereIsANewConnection() throws Exception {
    for (String rubbish :
        List.of(
            "HTTP/1.1 400 Bad Request\r\n",
            "\n",
            "[]\n",
            "{}\n",
            "{\"id\":null,\"error\":{\"code\":-32700,\"message\":\"parse error\"}}\n",
            "\u0000\u0001\n",
            "[".repeat(10_000) + "\n")) {
      fake.behave(question -> question.client().raw(rubbish));
      assertThat(failure(ElectrumCall.PING).trouble()).as(rubbish).isEqualTo(Trouble.GARBAGE);
    }
    fake.behave(fake::answerWell);
    assertThat(ask(ElectrumCall.PING)).isInstanceOf(Outcome.Answered.class);
  }

  @Test
  void wrongResultIsGarbageAndTheConnectionStays() throws Exception {
    fake.behave(question -> {
      if (question.method().equals("server.version")) {
        fake.answerWell(question);
      } else {
        question.client().result(question, "{\"height\":-5,\"hex\":\"00\"}");
      }
    });
    assertThat(failure(ElectrumCall.TIP).said())
        .isEqualTo(
            "blockchain.headers.subscribe.hex: expected a block header of 80 bytes. Found: \"00\"."
                + " Is this the port of an Electrum server?");
    assertThat(failure(ElectrumCall.FEE_HISTOGRAM).trouble()).isEqualTo(Trouble.GARBAGE);
    assertThat(fake.asked("server.version")).isEqualTo(1);
  }

  @Test
  void endlessLineIsCutOff() throws Exception {
    String much = "x".repeat(1 << 16);
    fake.behave(question -> {
      while (true) {
        question.client().raw(much);
      }
    });
    assertThat(failure(ElectrumCall.PING)).isEqualTo(Line.garbage("a line of more than 1 MiB"));
  }

  @Test
  void endlessNoticesAreCutOff() throws Exception {
    fake.behave(question -> {
      while (true) {
        question.client().raw("{\"method\":\"blockchain.headers.subscribe\",\"params\":[]}\n");
      }
    });
    assertThat(failure(ElectrumCall.PING))
        .isEqualTo(Line.garbage("more than 1000 lines that nobody asked for"));
  }

  @Test
  void answersInOtherOrderGoToWhoAskedAndUnaskedOnesToNobody() throws Exception {
    List<FakeElectrum.Question> kept = new CopyOnWriteArrayList<>();
    fake.behave(question -> {
      switch (question.method()) {
        case "server.version" -> fake.answerWell(question);
        case "blockchain.relayfee" -> kept.add(question);
        default -> {
          question.client().raw("{\"id\":4711,\"result\":7}\n");
          fake.answerWell(question);
          for (FakeElectrum.Question earlier : kept) {
            fake.answerWell(earlier);
          }
        }
      }
    });
    List<Outcome> fee = new CopyOnWriteArrayList<>();
    Thread asking =
        Thread.ofVirtual()
            .start(() -> {
              try {
                fee.add(ask(ElectrumCall.RELAY_FEE));
              } catch (InterruptedException ended) {
                // The list stays empty.
              }
            });
    await().until(() -> kept.size() == 1);
    assertThat(ask(ElectrumCall.PEERS)).isEqualTo(said(new ElectrumAnswer.Peers(1)));
    asking.join();
    assertThat(fee).containsExactly(said(new ElectrumAnswer.RelayFee(0.00001)));
  }

  @Test
  void nobodyThereIsUnreachable() throws Exception {
    fake.close();
    assertThat(failure(ElectrumCall.PING))
        .isEqualTo(
            new Outcome.Failed(
                Trouble.UNREACHABLE, "127.0.0.1:" + fake.port() + ": nobody accepts connections"));
    try (Session nowhere = Electrum.plain("no-such-host.invalid", 50_001).open()) {
      assertThat(nowhere.ask(ElectrumCall.PING.call()))
          .isEqualTo(
              new Outcome.Failed(Trouble.UNREACHABLE, "no-such-host.invalid:50001: no such host"));
    }
  }

  @Test
  void connectionThatEndedWhileItWasIdleIsMadeAgain() throws Exception {
    assertThat(ask(ElectrumCall.PING)).isInstanceOf(Outcome.Answered.class);
    fake.hangUp();
    assertThat(ask(ElectrumCall.PING)).isInstanceOf(Outcome.Answered.class);
    assertThat(fake.asked("server.version")).isEqualTo(2);
  }

  @Test
  void serverThatHangsUpAtEveryQuestionIsUnreachable() throws Exception {
    fake.behave(question -> question.client().hangUp());
    assertThat(failure(ElectrumCall.PING))
        .isEqualTo(
            new Outcome.Failed(
                Trouble.UNREACHABLE,
                "127.0.0.1:" + fake.port() + ": the server ended the connection"));
    assertThat(fake.questions()).hasSize(1);
  }

  /// All calls at a pace for tests.
  private record Brisk(Electrum server, Duration timeout) implements Service {
    @Override
    public List<Call> calls() {
      return server.calls().stream()
          .map(call -> new Call(call.name(), Duration.ofHours(1), timeout))
          .toList();
    }

    @Override
    public int concurrency() {
      return server.concurrency();
    }

    @Override
    public Session open() {
      return server.open();
    }
  }

  private static long answered(List<Reading> readings) {
    return readings.stream().filter(it -> it.outcome() instanceof Outcome.Answered).count();
  }

  @Test
  void hangingServerIsGivenUpAndAskedAnewWhenItIsBack() throws Exception {
    fake.behave(fake::hangAfterGreeting);
    List<Reading> readings = new CopyOnWriteArrayList<>();
    try (Poller poller = Poller.start(readings::add)) {
      poller.put(
          "hangs", new Brisk(Electrum.plain("127.0.0.1", fake.port()), Duration.ofMillis(200)));
      await().until(() -> readings.size() >= 3);
      assertThat(answered(readings)).isZero();
      fake.behave(fake::answerWell);
      await().until(() -> answered(readings) >= 8);
    }
    assertThat(readings.getFirst().outcome())
        .isEqualTo(new Outcome.Failed(Trouble.TIMEOUT, "no answer within 200 ms"));
  }

  @Test
  void pushedTipIsAskedForAtOnceAndSoIsOneAfterANewConnection() throws Exception {
    List<Reading> readings = new CopyOnWriteArrayList<>();
    try (Poller poller = Poller.start(readings::add)) {
      poller.put(
          "one", new Brisk(Electrum.plain("127.0.0.1", fake.port()), Duration.ofSeconds(20)));
      await().until(() -> answered(readings) >= 8);
      fake.tip(800_001);
      await().until(() -> heights(readings).contains(800_001L));
      fake.hangUp();
      await().until(() -> fake.asked("server.version") == 2);
      await().until(() -> fake.asked("blockchain.headers.subscribe") >= 3);
      fake.tip(800_002);
      await().until(() -> heights(readings).contains(800_002L));
    }
  }

  private static List<Long> heights(List<Reading> readings) {
    return readings.stream()
        .map(Reading::outcome)
        .filter(Outcome.Answered.class::isInstance)
        .map(outcome -> ((Outcome.Answered) outcome).answer())
        .filter(ElectrumAnswer.Tip.class::isInstance)
        .map(answer -> ((ElectrumAnswer.Tip) answer).height())
        .toList();
  }

  @Test
  void serverThatIsKilledIsNoticedAtOnce() throws Exception {
    List<Reading> readings = new CopyOnWriteArrayList<>();
    try (Poller poller = Poller.start(readings::add)) {
      poller.put(
          "one", new Brisk(Electrum.plain("127.0.0.1", fake.port()), Duration.ofSeconds(20)));
      await().until(() -> answered(readings) >= 8);
      fake.close();
      await()
          .until(() ->
              readings.getLast().outcome() instanceof Outcome.Failed failed
                  && failed.trouble() == Trouble.UNREACHABLE);
    }
  }

  private static Electrum encrypted(int port, Trust trust) {
    return new Electrum("127.0.0.1", port, Optional.of(trust), Optional.empty(), Optional.empty());
  }

  @Test
  void selfSignedServerIsTrustedOnFirstUseAndAnotherCertificateIsNot(@TempDir Path directory)
      throws Exception {
    Pins pins = Pins.inMemory();
    int port;
    try (FakeElectrum one =
        FakeElectrum.start(TlsServer.listen(TlsServer.selfSigned(directory, "one"), 0))) {
      port = one.port();
      try (Session trusting = encrypted(port, new Trust.FirstUse("e", pins)).open()) {
        assertThat(trusting.ask(ElectrumCall.PING.call())).isInstanceOf(Outcome.Answered.class);
        assertThat(trusting.ask(ElectrumCall.TIP.call())).isInstanceOf(Outcome.Answered.class);
      }
    }
    try (FakeElectrum two =
            FakeElectrum.start(TlsServer.listen(TlsServer.selfSigned(directory, "two"), 0));
        Session trusting = encrypted(two.port(), new Trust.FirstUse("e", pins)).open()) {
      Outcome.Failed failed = (Outcome.Failed) trusting.ask(ElectrumCall.PING.call());
      assertThat(failed.trouble()).isEqualTo(Trouble.UNTRUSTED);
      assertThat(failed.said()).startsWith("certificate of e has changed");
      assertThat(two.questions()).as("nothing is said to a stranger").isEmpty();
    }
  }

  @Test
  void tlsWhereThereIsNoneAndNoneWhereThereIsAreTold(@TempDir Path directory) throws Exception {
    try (Session trusting =
        encrypted(fake.port(), new Trust.FirstUse("e", Pins.inMemory())).open()) {
      fake.behave(question -> question.client().raw("{\"id\":null,\"error\":{}}\n"));
      Outcome.Failed failed = (Outcome.Failed) trusting.ask(ElectrumCall.PING.call());
      assertThat(failed.trouble()).isIn(Trouble.GARBAGE, Trouble.UNREACHABLE);
    }
    try (FakeElectrum tls =
            FakeElectrum.start(TlsServer.listen(TlsServer.selfSigned(directory, "one"), 0));
        Session plain = Electrum.plain("127.0.0.1", tls.port()).open()) {
      Outcome.Failed failed = (Outcome.Failed) plain.ask(ElectrumCall.PING.call());
      assertThat(failed).isEqualTo(Line.garbage(Line.TLS));
    }
  }

  @Test
  void nothingIsLeftOpenAfterClose() throws Exception {
    assertThat(ask(ElectrumCall.PING)).isInstanceOf(Outcome.Answered.class);
    session.close();
    await().until(() -> fake.connections() == 0);
    assertThat(failure(ElectrumCall.PING).trouble()).isEqualTo(Trouble.UNREACHABLE);
    await().until(() -> fake.connections() == 0);
  }

  @Test
  void portThatTakesConnectionsAndSaysNothingDelaysNoOther() throws Exception {
    try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      List<Reading> readings = new CopyOnWriteArrayList<>();
      try (Poller poller = Poller.start(readings::add)) {
        poller.put(
            "silent",
            new Brisk(Electrum.plain("127.0.0.1", silent.getLocalPort()), Duration.ofMillis(300)));
        poller.put(
            "well", new Brisk(Electrum.plain("127.0.0.1", fake.port()), Duration.ofSeconds(20)));
        await().until(() -> answered(readings) >= 8);
        await()
            .until(() -> readings.stream().anyMatch(reading -> reading.target().equals("silent")));
      }
      assertThat(readings)
          .filteredOn(reading -> reading.target().equals("silent"))
          .extracting(Reading::outcome)
          .containsOnly(new Outcome.Failed(Trouble.TIMEOUT, "no answer within 300 ms"));
    }
  }

  @Test
  void addressesThatCannotBeAskedAreRefused() {
    assertThatThrownBy(() -> Electrum.plain("", 50_001))
        .isInstanceOf(PollException.class)
        .hasMessage(
            "Electrum server: expected a host name or an address. Found: nothing. Do: correct it");
    assertThatThrownBy(() -> Electrum.plain("a b", 50_001)).isInstanceOf(PollException.class);
    assertThatThrownBy(() -> Electrum.plain("host", 0))
        .hasMessage("Electrum port: expected 1 to 65535. Found: 0. Do: correct it");
    assertThatThrownBy(() ->
            new Electrum(
                "host",
                1,
                Optional.empty(),
                Optional.of(java.net.URI.create("http://me:secret@host/")),
                Optional.empty()))
        .isInstanceOf(PollException.class)
        .hasMessageNotContaining("secret");
    assertThat(Electrum.plain("::1", 1).address()).isEqualTo("[::1]:1");
  }
}
