package vedette.poll.monerod;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import vedette.poll.Outcome;
import vedette.poll.Secret;
import vedette.poll.process.FileText;
import vedette.poll.process.Start;

class MonerodFuzzTest {
  /// Any status and any bytes are an outcome, for every call.
  @FuzzTest(maxDuration = "1m")
  void anyReplyIsAnOutcome(byte[] body) {
    int status = body.length == 0 ? 200 : 200 + 51 * (body[0] & 7);
    for (MonerodCall call : MonerodCall.values()) {
      for (int code : new int[] {200, status}) {
        if (Replies.outcome(call, 1, code, body) instanceof Outcome.Failed failed) {
          assertThat(failed.said()).isNotEmpty().hasSizeLessThanOrEqualTo(300).doesNotContain("\n");
        }
      }
    }
  }

  /// Any result of any call is an answer or named wrong.
  @FuzzTest(maxDuration = "1m")
  void anyResultIsAnOutcome(byte[] result) {
    String json = "{\"id\":\"1\",\"result\":" + new String(result, StandardCharsets.UTF_8) + "}";
    for (MonerodCall call : MonerodCall.values()) {
      if (Replies.outcome(call, 1, 200, json.getBytes(StandardCharsets.UTF_8))
              instanceof Outcome.Answered(MonerodAnswer.Overview info)
          && info.restricted()) {
        assertThat(info.outgoing().isPresent() || info.free().isPresent()).isFalse();
      }
    }
  }

  /// Any challenge is answered in one line or not at all.
  @FuzzTest(maxDuration = "1m")
  void anyChallengeIsAnsweredOrNot(byte[] bytes) {
    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    Monerod.Login login = new Monerod.Login("u", Secret.of("hidden away"));
    for (String challenge : List.of(text, "Digest " + text)) {
      Digest.of(List.of(challenge, challenge))
          .ifPresent(digest ->
              assertThat(digest.answer(login, "c", "POST", "/json_rpc"))
                  .startsWith("Digest username=")
                  .doesNotContain("hidden away"));
    }
  }

  /// Any command line with any file gives a configuration whose ports exist.
  @FuzzTest(maxDuration = "1m")
  void anyConfigurationIsRead(byte[] bytes) {
    String text = new String(bytes, StandardCharsets.UTF_8);
    List<String> arguments = Arrays.asList(text.split("\0", 8));
    MonerodConfig config =
        MonerodConfig.of(
            new Start("monerod", arguments, Optional.of("/home/u"), Optional.of("/w")),
            _ -> new FileText.Text(text));
    assertThat(config.open().or(config::restricted)).isPresent();
    config.open().ifPresent(it -> assertThat(it.port()).isBetween(1, 65_535));
    config.restricted().ifPresent(it -> assertThat(it.port()).isBetween(1, 65_535));
  }
}
