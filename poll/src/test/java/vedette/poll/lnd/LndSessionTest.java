package vedette.poll.lnd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vedette.poll.Outcome;
import vedette.poll.PollException;
import vedette.poll.Secret;
import vedette.poll.Session;
import vedette.poll.Trouble;

class LndSessionTest {
  @TempDir private Path folder;
  private LndServer server;

  @BeforeEach
  void start() throws Exception {
    server = LndServer.start(folder);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private static Outcome ask(Lnd node, LndCall call) throws InterruptedException {
    try (Session session = node.open()) {
      return session.ask(call.call());
    }
  }

  private Outcome.Failed failure(Lnd node, LndCall call) throws InterruptedException {
    return (Outcome.Failed) ask(node, call);
  }

  private LndAnswer answer(LndCall call) throws InterruptedException {
    return (LndAnswer) ((Outcome.Answered) ask(server.node(), call)).answer();
  }

  @Test
  void everyCallOfARealNodeIsUnderstood() throws Exception {
    for (LndCall call : LndCall.values()) {
      if (call != LndCall.TOWER) {
        assertThat(ask(server.node(), call)).as(call.name()).isInstanceOf(Outcome.Answered.class);
      }
    }
    assertThat(server.questions())
        .allSatisfy(question -> assertThat(question.macaroon()).isEqualTo(LndServer.MACAROON));
  }

  @Test
  void channelIsReadWithItsReservesAndWhatIsInFlight() throws Exception {
    LndChannel channel = ((LndAnswer.Channels) answer(LndCall.CHANNELS)).channels().getFirst();
    assertThat(channel.shortId()).isEqualTo("401x1x0");
    assertThat(channel.alias()).as("what LND says when it has none").isEmpty();
    assertThat(channel.capacity()).isEqualTo(4_000_000);
    assertThat(channel.local()).isEqualTo(1_500_000);
    assertThat(channel.remote()).isEqualTo(2_349_013);
    assertThat(channel.localReserve()).hasValue(40_000);
    assertThat(channel.htlcs())
        .singleElement()
        .satisfies(htlc -> {
          assertThat(htlc.incoming()).isTrue();
          assertThat(htlc.amount()).isEqualTo(150_000);
          assertThat(htlc.expiryHeight()).isEqualTo(449);
          assertThat(htlc.forwarded()).isFalse();
          assertThat(htlc.hash()).hasSize(64);
        });
  }

  @Test
  void lockedWalletIsAStateAndNoError() throws Exception {
    server.state("LOCKED");
    assertThat(answer(LndCall.STATE)).isEqualTo(new LndAnswer.State(WalletState.LOCKED));
    assertThat(failure(server.node(), LndCall.GETINFO))
        .isEqualTo(new Outcome.Failed(Trouble.ERROR, "not asked, because LND's state is LOCKED"));
    assertThat(server.asked("/v1/getinfo")).as("it would only have written a log line").isFalse();
    assertThat(answer(LndCall.CERTIFICATE)).isInstanceOf(LndAnswer.Certificate.class);
  }

  @Test
  void walletThatIsLockedBetweenTwoCallsIsNoticed() throws Exception {
    try (Session session = server.node().open()) {
      assertThat(session.ask(LndCall.GETINFO.call())).isInstanceOf(Outcome.Answered.class);
      server.state("LOCKED");
      assertThat(session.ask(LndCall.GETINFO.call()))
          .isEqualTo(
              new Outcome.Failed(
                  Trouble.STARTING, "wallet locked, unlock it to enable full RPC access"));
      assertThat(session.ask(LndCall.GETINFO.call()))
          .as("asks for the state again before anything else")
          .isEqualTo(new Outcome.Failed(Trouble.ERROR, "not asked, because LND's state is LOCKED"));
      server.state("SERVER_ACTIVE");
      assertThat(session.ask(LndCall.GETINFO.call())).isInstanceOf(Outcome.Answered.class);
    }
  }

  @Test
  void newMacaroonIsTakenFromItsFileAtTheNextCall() throws Exception {
    try (Session session = server.node().open()) {
      server.macaroon("0201aa");
      Outcome.Failed refused = (Outcome.Failed) session.ask(LndCall.GETINFO.call());
      assertThat(refused.trouble()).isEqualTo(Trouble.UNAUTHORIZED);
      assertThat(refused.said())
          .contains("LND does not accept it", "vedette lnd bake")
          .doesNotContain(LndServer.MACAROON);
      Files.write(folder.resolve("readonly.macaroon"), HexFormat.of().parseHex("0201aa"));
      assertThat(session.ask(LndCall.GETINFO.call())).isInstanceOf(Outcome.Answered.class);
    }
  }

  @Test
  void macaroonMayBeHexInAFileOrASetting() throws Exception {
    Files.writeString(folder.resolve("readonly.macaroon"), LndServer.MACAROON + "\n");
    assertThat(ask(server.node(), LndCall.GETINFO)).isInstanceOf(Outcome.Answered.class);
    Lnd node = server.node();
    Lnd hex =
        new Lnd(node.endpoint(), node.tlsCert(), new Macaroon.Hex(Secret.of(LndServer.MACAROON)));
    assertThat(ask(hex, LndCall.GETINFO)).isInstanceOf(Outcome.Answered.class);
    assertThat(hex.toString()).doesNotContain(LndServer.MACAROON);
  }

  @Test
  void whatIsWrongWithTheMacaroonIsSaid() throws Exception {
    Files.delete(folder.resolve("readonly.macaroon"));
    assertThat(failure(server.node(), LndCall.GETINFO))
        .isEqualTo(
            new Outcome.Failed(
                Trouble.UNAUTHORIZED,
                "macaroon %s is missing. Do: name another, or bake one, see vedette lnd bake (expected 1 macaroon, got 0)"
                    .formatted(folder.resolve("readonly.macaroon"))));
    assertThat(ask(server.node(), LndCall.STATE))
        .as("its state is told to everybody")
        .isInstanceOf(Outcome.Answered.class);
  }

  @Test
  void callThatTheMacaroonDoesNotAllowIsForbidden() throws Exception {
    server.behave(exchange -> LndServer.error(exchange, "permission denied"));
    assertThat(failure(server.node(), LndCall.STATE))
        .isEqualTo(
            new Outcome.Failed(
                Trouble.FORBIDDEN,
                "the macaroon does not allow this call. Do: bake one that does, see vedette lnd"
                    + " bake"));
  }

  @Test
  void partThatIsNotThereIsUnsupported() throws Exception {
    assertThat(failure(server.node(), LndCall.TOWER))
        .isEqualTo(new Outcome.Failed(Trouble.UNSUPPORTED, "watchtower client not active"));
  }

  @Test
  void otherCertificateIsNotTrusted() throws Exception {
    Path other = Files.createDirectory(folder.resolve("other"));
    try (LndServer stranger = LndServer.start(other, 0, "127.0.0.1#2")) {
      Lnd node =
          Lnd.at(
              "127.0.0.1",
              stranger.port(),
              Optional.of(folder.resolve("tls.cert")),
              server.node().macaroon());
      Outcome.Failed failed = failure(node, LndCall.STATE);
      assertThat(failed.trouble()).isEqualTo(Trouble.UNTRUSTED);
      assertThat(failed.said())
          .isEqualTo(
              "127.0.0.1:%d: its certificate is not the one in %s. Do: name the tls.cert of this LND"
                  .formatted(stranger.port(), folder.resolve("tls.cert")));
      assertThat(stranger.questions()).as("no macaroon was sent to it").isEmpty();
    }
  }

  @Test
  void certificateOfAnotherAddressIsNotTrusted() throws Exception {
    Path other = Files.createDirectory(folder.resolve("other"));
    try (LndServer elsewhere = LndServer.start(other, 0, "192.0.2.1#1")) {
      Outcome.Failed failed = failure(elsewhere.node(), LndCall.STATE);
      assertThat(failed.trouble()).isEqualTo(Trouble.UNTRUSTED);
      assertThat(failed.said()).contains("not for this name", "tlsextraip");
    }
  }

  @Test
  void renewedCertificateIsTakenFromItsFileWithoutARestart() throws Exception {
    try (Session session = server.node().open()) {
      assertThat(session.ask(LndCall.STATE.call())).isInstanceOf(Outcome.Answered.class);
      int port = server.port();
      server.close();
      server = LndServer.start(folder, port, "127.0.0.1#2");
      assertThat(session.ask(LndCall.STATE.call())).isInstanceOf(Outcome.Answered.class);
    }
  }

  @Test
  void missingCertificateIsSaid() throws Exception {
    Files.delete(folder.resolve("tls.cert"));
    assertThat(failure(server.node(), LndCall.STATE).said())
        .contains("tls.cert is missing: LND makes it at its start");
    Files.writeString(folder.resolve("tls.cert"), "nothing");
    assertThat(failure(server.node(), LndCall.STATE).said()).contains("expected a certificate");
  }

  @Test
  void nobodyThereIsUnreachable() throws Exception {
    Lnd node = server.node();
    server.close();
    assertThat(failure(node, LndCall.STATE).trouble()).isEqualTo(Trouble.UNREACHABLE);
  }

  @Test
  void answerThatIsTooLargeIsNotReadToItsEnd() throws Exception {
    server.behave(exchange -> {
      exchange.sendResponseHeaders(200, 0);
      byte[] part = new byte[1 << 20];
      java.util.Arrays.fill(part, (byte) ' ');
      for (int i = 0; i < 20; i++) {
        exchange.getResponseBody().write(part);
      }
    });
    Outcome.Failed failed = failure(server.node(), LndCall.STATE);
    assertThat(failed.trouble()).isEqualTo(Trouble.GARBAGE);
    assertThat(failed.said()).contains("more than 16 MiB");
  }

  @Test
  void garbageIsNamed() throws Exception {
    server.behave(exchange -> LndServer.reply(exchange, 200, "<html>"));
    assertThat(failure(server.node(), LndCall.STATE).trouble()).isEqualTo(Trouble.GARBAGE);
    server.behave(exchange -> LndServer.reply(exchange, 200, "{\"state\":\"DANCING\"}"));
    assertThat(failure(server.node(), LndCall.STATE).said())
        .isEqualTo(
            "state.state: expected one of LND's states. Found: \"DANCING\". Is this the REST port"
                + " of an LND?");
  }

  @Test
  void macaroonNeverCrossesANetworkInTheOpen() {
    assertThatThrownBy(
            () -> new Lnd(URI.create("http://192.0.2.7:8080/"), Optional.empty(), none()))
        .isInstanceOf(PollException.class)
        .hasMessageContaining("would cross the network in the open");
    assertThat(new Lnd(URI.create("http://127.0.0.1:8080/"), Optional.empty(), none()).calls())
        .hasSize(LndCall.values().length);
    for (String wrong : List.of("ftp://x/", "https:///", "https://user:hunter2@host/")) {
      assertThatThrownBy(() -> new Lnd(URI.create(wrong), Optional.empty(), none()))
          .isInstanceOf(PollException.class)
          .hasMessageNotContaining("hunter2");
    }
  }

  private static Macaroon none() {
    return new Macaroon.None("none");
  }
}
