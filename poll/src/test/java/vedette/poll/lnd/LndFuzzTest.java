package vedette.poll.lnd;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;
import vedette.poll.json.Malformed;
import vedette.poll.process.FileText;
import vedette.poll.process.Start;

class LndFuzzTest {
  private static final List<Function<JsonNode, Object>> READERS =
      List.of(
          LndAnswers::state,
          LndAnswers::info,
          LndAnswers::channels,
          LndAnswers::pending,
          LndAnswers::closed,
          LndAnswers::channelBalance,
          LndAnswers::walletBalance,
          LndAnswers::peers,
          LndAnswers::tower,
          LndBackups::exported,
          LndBackups::verified,
          LndFuzzTest::forwards,
          event -> LndStreams.changes("/v1/channels/subscribe", event),
          event -> LndStreams.changes("/v2/router/htlcevents", event));

  private static Object forwards(JsonNode reply) {
    try {
      return new ForwardLedger(Clock.systemUTC()).read(_ -> reply);
    } catch (InterruptedException never) {
      throw new IllegalStateException(never);
    }
  }

  /// Any status and any bytes are an answer, or a refusal that says why.
  @FuzzTest(maxDuration = "1m")
  void anyReplyIsAnOutcome(byte[] body) {
    int status = body.length == 0 ? 200 : 200 + 51 * (body[0] & 7);
    for (int code : new int[] {200, status}) {
      try {
        JsonNode reply = LndReplies.object(code, body, "stranger");
        for (Function<JsonNode, Object> reader : READERS) {
          try {
            assertThat(reader.apply(reply)).isNotNull();
          } catch (Malformed named) {
            assertThat(named.getMessage()).contains("expected").hasSizeLessThan(1_000);
          }
        }
      } catch (Refusal refused) {
        assertThat(refused.outcome().said()).isNotEmpty().hasSizeLessThanOrEqualTo(300);
      }
      try {
        assertThat(EventStream.event(body, "stranger")).isNotNull();
      } catch (Refusal refused) {
        assertThat(refused.outcome().said()).doesNotContain("\n");
      }
    }
  }

  /// Any command line with any file gives a configuration whose ports exist.
  @FuzzTest(maxDuration = "1m")
  void anyConfigurationIsRead(byte[] bytes) {
    String text = new String(bytes, StandardCharsets.UTF_8);
    List<String> arguments = Arrays.asList(text.split("\0", 8));
    for (String home : List.of("/home/u", text)) {
      LndConfig config =
          LndConfig.of(
              new Start("lnd", arguments, Optional.of(home), Optional.of("/w")),
              (Path path) -> path.isAbsolute() ? new FileText.Text(text) : new FileText.Missing());
      assertThat(config.listening()).allMatch(it -> it.port() > 0 && it.port() < 65_536);
      assertThat(config.macaroons()).allMatch(Path::isAbsolute);
    }
  }
}
