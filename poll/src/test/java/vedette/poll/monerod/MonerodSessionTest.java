package vedette.poll.monerod;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import vedette.poll.Outcome;
import vedette.poll.PollException;
import vedette.poll.Secret;
import vedette.poll.Session;
import vedette.poll.Trouble;
import vedette.poll.http.FakeHttp;
import vedette.poll.tls.Fingerprint;
import vedette.poll.tls.Pins;
import vedette.poll.tls.TlsServer;
import vedette.poll.tls.Trust;
import vedette.testing.Ports;

class MonerodSessionTest {
  private static final Optional<Monerod.Login> LOGIN =
      Optional.of(new Monerod.Login("mon", Secret.of("correct horse")));

  private FakeMonerod fake;
  @TempDir private Path directory;

  @BeforeEach
  void start() throws Exception {
    fake = FakeMonerod.start();
  }

  @AfterEach
  void stop() throws Exception {
    fake.close();
  }

  private Session open(Optional<Monerod.Login> login) {
    return Monerod.at("127.0.0.1", fake.port(), login).open();
  }

  private static MonerodAnswer answer(Session session, MonerodCall call) throws Exception {
    return (MonerodAnswer) ((Outcome.Answered) session.ask(call.call())).answer();
  }

  private Outcome.Failed failed(Optional<Monerod.Login> login) throws Exception {
    try (Session session = open(login)) {
      return (Outcome.Failed) session.ask(MonerodCall.GET_INFO.call());
    }
  }

  @Test
  void everythingIsAskedOverOneConnection() throws Exception {
    try (Session session = open(Optional.empty())) {
      for (MonerodCall call : MonerodCall.values()) {
        assertThat(session.ask(call.call())).as(call.name()).isInstanceOf(Outcome.Answered.class);
      }
    }
    assertThat(fake.questions()).hasSize(MonerodCall.values().length);
    assertThat(fake.questions()).extracting(FakeHttp.Question::connection).containsOnly(1);
    assertThat(fake.questions()).extracting(it -> it.header("authorization")).containsOnly("");
  }

  @Test
  void restrictedPortAnswersWhatItHasAndTheRestIsNotSupported() throws Exception {
    fake.behave(FakeMonerod.port("restricted"));
    try (Session session = open(Optional.empty())) {
      for (MonerodCall call : MonerodCall.values()) {
        Outcome outcome = session.ask(call.call());
        if (call.unrestricted()) {
          Outcome.Failed failed = (Outcome.Failed) outcome;
          assertThat(failed.trouble()).as(call.name()).isEqualTo(Trouble.UNSUPPORTED);
          assertThat(failed.said()).endsWith(": a restricted port does not have it");
        } else {
          assertThat(outcome).as(call.name()).isInstanceOf(Outcome.Answered.class);
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"MD5", "MD5-sess"})
  void loginAnswersOneChallengeForAllQuestions(String algorithm) throws Exception {
    fake.behave(FakeMonerod.login("mon", "correct horse", algorithm, FakeMonerod.port("open")));
    try (Session session = open(LOGIN)) {
      for (MonerodCall call : MonerodCall.values()) {
        assertThat(session.ask(call.call())).as(call.name()).isInstanceOf(Outcome.Answered.class);
      }
    }
    // Only the first question had to be asked twice.
    assertThat(fake.questions()).hasSize(MonerodCall.values().length + 1);
  }

  @Test
  void loginBeginsAnewOnANewConnection() throws Exception {
    try (Session session = open(LOGIN)) {
      fake.behave(FakeMonerod.login("mon", "correct horse", "MD5", FakeMonerod.port("open")));
      assertThat(answer(session, MonerodCall.GET_INFO)).isNotNull();
      fake.behave((_, out) -> FakeHttp.hangUpAfter(out, ""));
      assertThat(session.ask(MonerodCall.GET_INFO.call())).isInstanceOf(Outcome.Failed.class);
      fake.behave(FakeMonerod.login("mon", "correct horse", "MD5", FakeMonerod.port("open")));
      assertThat(answer(session, MonerodCall.GET_INFO)).isNotNull();
    }
  }

  @Test
  void wrongPasswordIsSaidWithoutSayingIt() throws Exception {
    fake.behave(FakeMonerod.login("mon", "other", "MD5", FakeMonerod.port("open")));
    Outcome.Failed failed = failed(LOGIN);
    assertThat(failed.trouble()).isEqualTo(Trouble.UNAUTHORIZED);
    assertThat(failed.said())
        .isEqualTo(
            "user mon: monerod does not accept this password. Do: compare it with rpc-login; monerod reads that at its start only");
    assertThat(fake.questions()).hasSize(2);
    assertThat(LOGIN.toString()).doesNotContain("horse");
  }

  @Test
  void missingLoginIsAsked() throws Exception {
    fake.behave(FakeMonerod.login("mon", "other", "MD5", FakeMonerod.port("open")));
    assertThat(failed(Optional.empty()).said()).startsWith("it wants a login. Do: ");
    assertThat(fake.questions()).hasSize(1);
  }

  @Test
  void loginOfAnotherKindIsNamed() throws Exception {
    fake.behave(
        (_, out) -> FakeHttp.reply(out, 401, "", "WWW-Authenticate: Basic realm=\"somebody's\""));
    assertThat(failed(LOGIN).said()).startsWith("it wants another login than monerod's");
    assertThat(fake.questions())
        .extracting(it -> it.header("authorization"))
        .allMatch(String::isEmpty);
  }

  @Test
  void busyIsAStateAndNoError() throws Exception {
    fake.behave(FakeMonerod.result("{\"status\":\"BUSY\"}"));
    assertThat(failed(Optional.empty()).trouble()).isEqualTo(Trouble.BUSY);
    fake.behave(FakeMonerod.error(-9, "Core is busy."));
    assertThat(failed(Optional.empty()))
        .isEqualTo(new Outcome.Failed(Trouble.BUSY, "Core is busy. (code -9)"));
  }

  /// While it catches up it says so to some calls and answers the rest.
  @Test
  void busyCallThatIsNotTheMainOneIsOnlyThatCalls() throws Exception {
    fake.behave(FakeMonerod.result("{\"status\":\"BUSY\"}"));
    try (Session session = open(Optional.empty())) {
      Outcome outcome = session.ask(MonerodCall.GET_LAST_BLOCK_HEADER.call());
      assertThat(((Outcome.Failed) outcome).trouble()).isEqualTo(Trouble.ERROR);
    }
  }

  @Test
  void otherErrorsAreItsOwnWords() throws Exception {
    fake.behave(FakeMonerod.error(-5, "Internal error"));
    assertThat(failed(Optional.empty()))
        .isEqualTo(new Outcome.Failed(Trouble.ERROR, "Internal error (code -5)"));
    fake.behave(FakeMonerod.result("{\"status\":\"Failed\"}"));
    assertThat(failed(Optional.empty()))
        .isEqualTo(new Outcome.Failed(Trouble.ERROR, "status Failed"));
  }

  @Test
  void answerToAnotherQuestionIsNotUnderstood() throws Exception {
    fake.behave((_, out) -> FakeHttp.reply(out, 200, FakeMonerod.recorded("open", "get_info")));
    try (Session session = open(Optional.empty())) {
      assertThat(session.ask(MonerodCall.GET_INFO.call())).isInstanceOf(Outcome.Answered.class);
      assertThat(((Outcome.Failed) session.ask(MonerodCall.GET_INFO.call())).said())
          .startsWith("an answer to another question: id \"1\"");
    }
  }

  @Test
  void otherServersAreNotUnderstood() throws Exception {
    fake.behave((_, out) -> FakeHttp.reply(out, 200, "<html>hello</html>"));
    assertThat(failed(Optional.empty()).trouble()).isEqualTo(Trouble.GARBAGE);
    fake.behave((_, out) -> FakeHttp.raw(out, "SSH-2.0-OpenSSH_9.2\r\n"));
    assertThat(failed(Optional.empty()).said()).endsWith("Is this the RPC port of a monerod?");
    fake.behave((_, out) -> FakeHttp.reply(out, 302, "", "Location: http://127.0.0.1:1/"));
    assertThat(failed(Optional.empty()).said()).startsWith("HTTP 302");
  }

  @Test
  void answerWithoutEndIsCutOff() throws Exception {
    fake.behave((_, out) -> {
      FakeHttp.raw(out, "HTTP/1.1 200 X\r\nContent-Length: 999999999999\r\n\r\n");
      String much = " ".repeat(1 << 16);
      while (true) {
        FakeHttp.raw(out, much);
      }
    });
    assertThat(failed(Optional.empty()).said()).startsWith("an answer of more than 8 MiB");
  }

  @Test
  void nobodyListeningIsUnreachable() throws Exception {
    fake.close();
    assertThat(failed(Optional.empty()))
        .isEqualTo(
            new Outcome.Failed(
                Trouble.UNREACHABLE, "127.0.0.1:" + fake.port() + ": nobody accepts connections"));
  }

  @Test
  void hangingUpWithoutAWordHintsAtTls() throws Exception {
    fake.behave((_, out) -> FakeHttp.hangUpAfter(out, ""));
    Outcome.Failed failed = failed(Optional.empty());
    assertThat(failed.trouble()).isEqualTo(Trouble.UNREACHABLE);
    assertThat(failed.said()).endsWith("ask it at https://");
  }

  @Test
  void anotherCertificateThanTheFirstIsNotAsked() throws Exception {
    Pins pins = Pins.inMemory();
    var first = TlsServer.selfSigned(directory, "first");
    var second = TlsServer.selfSigned(directory, "second");
    int port = Ports.free();
    try (FakeMonerod _ = FakeMonerod.start(TlsServer.listen(first, port))) {
      try (Session session = tls(port, new Trust.FirstUse("xmr", pins)).open()) {
        assertThat(session.ask(MonerodCall.GET_INFO.call())).isInstanceOf(Outcome.Answered.class);
      }
    }
    assertThat(pins.pinned("xmr"))
        .contains(Fingerprint.of((X509Certificate) first.getCertificate("server")));
    try (FakeMonerod two = FakeMonerod.start(TlsServer.listen(second, port));
        Session session = tls(port, new Trust.FirstUse("xmr", pins)).open()) {
      Outcome.Failed failed = (Outcome.Failed) session.ask(MonerodCall.GET_INFO.call());
      assertThat(failed.trouble()).isEqualTo(Trouble.UNTRUSTED);
      assertThat(failed.said()).startsWith("certificate of xmr has changed");
      assertThat(two.questions()).isEmpty();
    }
  }

  private static Monerod tls(int port, Trust trust) {
    return new Monerod(URI.create("https://127.0.0.1:" + port), Optional.empty(), trust);
  }

  @Test
  void endpointsAndUsersThatCannotBeAreRefused() {
    for (String wrong : List.of("ftp://x", "http:///", "http://u:p@x:1", "monerod")) {
      assertThatThrownBy(
              () -> new Monerod(URI.create(wrong), Optional.empty(), new Trust.Authorities()))
          .isInstanceOf(PollException.class)
          .hasMessageNotContaining("u:p");
    }
    assertThatThrownBy(() -> new Monerod.Login("a:b", Secret.of("x")))
        .isInstanceOf(PollException.class);
  }

  @Test
  void silentPortIsLeftToTheTimeout() throws Exception {
    try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        Session session = Monerod.at("127.0.0.1", silent.getLocalPort(), Optional.empty()).open()) {
      Thread asking = Thread.currentThread();
      Thread.ofVirtual()
          .start(() -> {
            try (var taken = silent.accept()) {
              taken.getInputStream().read();
              asking.interrupt();
              taken.getInputStream().transferTo(OutputStream.nullOutputStream());
            } catch (IOException ended) {
              // The other side left.
            }
          });
      assertThatThrownBy(() -> session.ask(MonerodCall.GET_INFO.call()))
          .isInstanceOf(InterruptedException.class);
    }
  }
}
