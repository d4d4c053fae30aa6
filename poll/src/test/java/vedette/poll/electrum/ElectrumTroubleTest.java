package vedette.poll.electrum;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vedette.poll.Outcome;
import vedette.poll.Session;
import vedette.poll.Trouble;
import vedette.poll.tls.Pins;
import vedette.poll.tls.TlsServer;
import vedette.poll.tls.Trust;

/// Servers that are away, ill or not who they should be.
class ElectrumTroubleTest extends ElectrumAsked {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

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

  @Test
  void nothingIsLeftOpenAfterClose() throws Exception {
    assertThat(ask(ElectrumCall.PING)).isInstanceOf(Outcome.Answered.class);
    session.close();
    await().atMost(PATIENCE).until(() -> fake.connections() == 0);
    assertThat(failure(ElectrumCall.PING).trouble()).isEqualTo(Trouble.UNREACHABLE);
    await().atMost(PATIENCE).until(() -> fake.connections() == 0);
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
}
