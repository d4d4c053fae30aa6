package vedette.poll.bitcoind;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import vedette.poll.Outcome;
import vedette.poll.process.Address;
import vedette.poll.process.FileText;
import vedette.poll.process.Keys;
import vedette.poll.process.Start;

class PollFuzzTest {
  /// Any status and any bytes are an outcome, for every call.
  @FuzzTest(maxDuration = "1m")
  void anyReplyIsAnOutcome(byte[] body) {
    int status = body.length == 0 ? 200 : 200 + 51 * (body[0] & 7);
    for (BitcoindCall call : BitcoindCall.values()) {
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
    String json =
        "{\"error\":null,\"id\":1,\"result\":" + new String(result, StandardCharsets.UTF_8) + "}";
    for (BitcoindCall call : BitcoindCall.values()) {
      assertThat(Replies.outcome(call, 1, 200, json.getBytes(StandardCharsets.UTF_8))).isNotNull();
    }
  }

  /// Any command line with any files gives a configuration whose ports exist.
  @FuzzTest(maxDuration = "1m")
  void anyConfigurationIsRead(byte[] bytes) {
    String text = new String(bytes, StandardCharsets.UTF_8);
    List<String> arguments = Arrays.asList(text.split("\0", 8));
    for (String home : List.of("/home/u", text)) {
      NodeConfig config =
          NodeConfig.of(
              new Start("bitcoind", arguments, Optional.of(home), Optional.of("/w")),
              (Path path) -> path.isAbsolute() ? new FileText.Text(text) : new FileText.Missing());
      assertThat(config.listening()).allMatch(it -> it.port() > 0 && it.port() < 65_536);
      assertThat(config.chain()).hasSizeLessThanOrEqualTo(64);
      Address.nearest(config.listening());
      new Keys()
          .names(List.of(new Keys.Nameless(config.chain(), "", text)))
          .forEach(name -> assertThat(name).matches("[a-z0-9-]*"));
    }
  }
}
