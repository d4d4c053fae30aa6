package vedette.poll.electrum;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import vedette.poll.Outcome;
import vedette.poll.Trouble;

/// What a real server said: ElectrumX 2.0.0 on regtest, line by line as it came. It fills its lines
/// with spaces up to 1,024 bytes; that is kept in the first of them.
class RecordedAnswersTest {
  private static final List<Line> LINES = lines();

  private static List<Line> lines() {
    try (InputStream in =
        RecordedAnswersTest.class.getResourceAsStream("recorded/electrumx-2.0.0.ndjson")) {
      if (in == null) {
        throw new IllegalStateException("no recording");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .map(line -> Line.of(line.getBytes(StandardCharsets.UTF_8)))
          .toList();
    } catch (IOException broken) {
      throw new IllegalStateException(broken);
    }
  }

  private static Outcome outcome(int line, ElectrumCall call) {
    return Line.outcome(call, (Line.Reply) LINES.get(line - 1));
  }

  private static Outcome said(ElectrumAnswer answer) {
    return new Outcome.Answered(answer);
  }

  @Test
  void everyAnswerIsUnderstood() {
    assertThat(outcome(1, ElectrumCall.VERSION))
        .isEqualTo(said(new ElectrumAnswer.Version("ElectrumX 2.0.0", "1.6")));
    assertThat(outcome(2, ElectrumCall.PING)).isEqualTo(said(new ElectrumAnswer.Pong()));
    assertThat(outcome(3, ElectrumCall.TIP))
        .isInstanceOfSatisfying(
            Outcome.Answered.class,
            answered -> {
              ElectrumAnswer.Tip tip = (ElectrumAnswer.Tip) answered.answer();
              assertThat(tip.height()).isEqualTo(8);
              assertThat(tip.hash())
                  .isEqualTo("2593d1c2a96ce1875e6fe695f215844bd81896f48658d6f989780431893c6d8f");
              assertThat(tip.time()).isEqualTo(1_795_705_855);
            });
    assertThat(outcome(4, ElectrumCall.FEATURES))
        .isEqualTo(
            said(
                new ElectrumAnswer.Features(
                    Optional.of("0f9188f13cb7b2c71f2a335e3a4fc328bf5beb436012afca590b1a11466e2206"),
                    OptionalLong.empty())));
    assertThat(outcome(5, ElectrumCall.FEE_HISTOGRAM))
        .isEqualTo(said(new ElectrumAnswer.FeeHistogram(List.of())));
    assertThat(outcome(6, ElectrumCall.RELAY_FEE))
        .isEqualTo(said(new ElectrumAnswer.RelayFee(0.00001)));
    assertThat(outcome(7, ElectrumCall.FEE_ESTIMATE))
        .isEqualTo(said(new ElectrumAnswer.FeeEstimate(OptionalDouble.empty())));
    assertThat(outcome(8, ElectrumCall.PEERS)).isEqualTo(said(new ElectrumAnswer.Peers(0)));
  }

  @Test
  void whatTheNewerProtocolDroppedIsNotSupported() {
    assertThat(outcome(9, ElectrumCall.RELAY_FEE))
        .isInstanceOfSatisfying(
            Outcome.Failed.class,
            failed -> assertThat(failed.trouble()).isEqualTo(Trouble.UNSUPPORTED));
  }

  @Test
  void secondVersionOnAConnectionIsRefusedWhichIsWhyItIsNotSaid() {
    assertThat(outcome(10, ElectrumCall.VERSION))
        .isEqualTo(new Outcome.Failed(Trouble.ERROR, "server.version already sent (code 1)"));
  }

  @Test
  void pushedTipIsANotice() {
    assertThat(LINES.get(10)).isEqualTo(new Line.Notice("blockchain.headers.subscribe"));
  }
}
