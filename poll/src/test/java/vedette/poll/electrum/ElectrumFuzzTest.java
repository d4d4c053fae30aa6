package vedette.poll.electrum;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import vedette.poll.Outcome;
import vedette.poll.json.Malformed;
import vedette.poll.process.Address;
import vedette.poll.process.FileText;
import vedette.poll.process.Start;

class ElectrumFuzzTest {
  /// Any bytes are a line, and any answer to any call is an outcome.
  @FuzzTest(maxDuration = "1m")
  void anyLineIsUnderstoodOrNamedWrong(byte[] bytes) {
    if (Line.of(bytes) instanceof Line.Reply reply) {
      for (ElectrumCall call : ElectrumCall.values()) {
        check(Line.outcome(call, reply));
      }
    }
  }

  /// Any result of any call is an answer or named wrong.
  @FuzzTest(maxDuration = "1m")
  void anyResultIsAnOutcome(byte[] result) {
    String line = "{\"id\":1,\"result\":" + new String(result, StandardCharsets.UTF_8) + "}";
    if (Line.of(line.getBytes(StandardCharsets.UTF_8)) instanceof Line.Reply reply) {
      for (ElectrumCall call : ElectrumCall.values()) {
        check(Line.outcome(call, reply));
      }
    }
  }

  private static void check(Outcome outcome) {
    if (outcome instanceof Outcome.Failed failed) {
      assertThat(failed.said()).isNotEmpty().hasSizeLessThanOrEqualTo(300).doesNotContain("\n");
    }
    if (outcome instanceof Outcome.Answered(ElectrumAnswer.Tip tip)) {
      assertThat(tip.height()).isNotNegative();
      assertThat(tip.hash()).matches("[0-9a-f]{64}");
      assertThat(tip.time()).isBetween(0L, 0xffff_ffffL);
    }
    if (outcome instanceof Outcome.Answered(ElectrumAnswer.FeeHistogram histogram)) {
      assertThat(histogram.bins())
          .hasSizeLessThanOrEqualTo(1_000)
          .allMatch(bin -> bin.vsize() >= 0 && bin.feeRate() >= 0);
    }
  }

  /// Any stream ends, in lines of bounded length.
  @FuzzTest(maxDuration = "1m")
  void anyStreamIsLinesAndAnEnd(byte[] bytes) {
    LineReader lines = new LineReader(new ByteArrayInputStream(bytes));
    try {
      while (true) {
        assertThat(lines.next()).hasSizeLessThanOrEqualTo(LineReader.LONGEST + 8192);
      }
    } catch (IOException end) {
      assertThat(end).isInstanceOf(BrokenException.class);
    }
  }

  /// Any document is figures or named wrong, and never more than bounded words of it get out.
  @FuzzTest(maxDuration = "1m")
  void anyStatsAreFiguresOrNamedWrong(byte[] bytes) {
    try {
      assertThat(FulcrumFigures.read(bytes).toString()).hasSizeLessThan(2_000);
    } catch (Malformed wrong) {
      assertThat(wrong).hasMessageStartingWith("stats: expected");
    }
  }

  /// Any page is figures or named wrong.
  @FuzzTest(maxDuration = "1m")
  void anyMetricsAreFiguresOrNamedWrong(byte[] bytes) {
    try {
      assertThat(ElectrsFigures.read(bytes).toString()).hasSizeLessThan(1_000);
    } catch (Malformed wrong) {
      assertThat(wrong).hasMessageStartingWith("metrics: expected");
    }
  }

  /// Any command line, environment and files give a configuration whose ports exist.
  @FuzzTest(maxDuration = "1m")
  void anyConfigurationIsRead(byte[] bytes) {
    String text = new String(bytes, StandardCharsets.UTF_8);
    List<String> arguments = Arrays.asList(text.split("\0", 8));
    for (String program : List.of("electrs", "Fulcrum")) {
      ServerConfig config =
          ServerConfig.of(
              new Start(program, arguments, Optional.of("/home/u"), Optional.of("/w")),
              Map.of("ELECTRS_NETWORK", text, "ELECTRS_ELECTRUM_RPC_ADDR", text),
              path -> new FileText.Text(text));
      for (List<Address> all :
          List.of(config.plain(), config.encrypted(), config.stats(), config.metrics())) {
        assertThat(all).allMatch(it -> it.port() > 0 && it.port() < 65_536);
      }
    }
  }
}
