package vedette.poll.electrum;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import vedette.poll.Outcome;
import vedette.poll.PollException;
import vedette.poll.Trouble;

/// What is asked and understood.
class ElectrumSessionTest extends ElectrumAsked {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

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
    await().atMost(PATIENCE).until(() -> fake.connections() == 0);
    fake.behave(fake::answerWell);
    assertThat(ask(ElectrumCall.PING)).isInstanceOf(Outcome.Answered.class);
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
    await().atMost(PATIENCE).until(() -> kept.size() == 1);
    assertThat(ask(ElectrumCall.PEERS)).isEqualTo(said(new ElectrumAnswer.Peers(1)));
    asking.join();
    assertThat(fee).containsExactly(said(new ElectrumAnswer.RelayFee(0.00001)));
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
