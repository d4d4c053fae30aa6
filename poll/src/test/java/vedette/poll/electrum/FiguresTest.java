package vedette.poll.electrum;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import vedette.poll.Outcome;
import vedette.poll.Session;
import vedette.poll.Trouble;
import vedette.poll.json.Malformed;

class FiguresTest {
  static byte[] sample(String name) {
    try (InputStream in = FiguresTest.class.getResourceAsStream("samples/" + name)) {
      if (in == null) {
        throw new IllegalStateException("no sample " + name);
      }
      return in.readAllBytes();
    } catch (IOException broken) {
      throw new IllegalStateException(broken);
    }
  }

  private static ElectrumAnswer.FulcrumStats stats(String name) {
    return (ElectrumAnswer.FulcrumStats) FulcrumFigures.read(sample(name));
  }

  @Test
  void fulcrumThatServesIsUnderstood() {
    assertThat(stats("fulcrum-stats.json"))
        .isEqualTo(
            new ElectrumAnswer.FulcrumStats(
                OptionalLong.of(800_000),
                Optional.of("main"),
                Optional.empty(),
                OptionalLong.empty(),
                OptionalLong.of(2),
                OptionalLong.of(31),
                OptionalLong.of(415),
                OptionalLong.of(6),
                OptionalLong.of(9),
                OptionalLong.of(181_234_567),
                OptionalLong.of(912_345_678),
                OptionalLong.of(3),
                OptionalLong.of(0),
                OptionalLong.of(Math.round(1_234_567.25 * 1024)),
                Optional.of("/Satoshi:29.0.0/"),
                false,
                OptionalLong.of(4),
                OptionalLong.of(2)));
  }

  @Test
  void fulcrumThatIndexesSaysHowFarAndThatBitcoindRefusesItIsSeen() {
    ElectrumAnswer.FulcrumStats stats = stats("fulcrum-stats-syncing.json");
    assertThat(stats.work()).contains("DownloadingBlocks");
    assertThat(stats.workHeight()).hasValue(412_345);
    assertThat(stats.daemonRefuses()).isTrue();
    assertThat(stats.clients()).as("what is not there is unknown").isEmpty();
    assertThat(stats.peers()).isEmpty();
  }

  /// Whatever stands in the document about clients, peers and places: nothing of it gets out.
  @Test
  void nothingThatSaysWhoTheClientsAreLeavesThePoll() {
    String document = new String(sample("fulcrum-stats.json"), StandardCharsets.UTF_8);
    assertThat(document).contains("planted-agent", "203.0.113.1:", "planted-peer", "198.51.100.1");
    assertThat(stats("fulcrum-stats.json").toString())
        .doesNotContain("planted", "203.0.113", "198.51.100", "50001", "8332", "datadir");
  }

  /// An error of the parser quotes what it stumbled over, and that may be a client.
  @Test
  void whatIsWrittenAboutADamagedAnswerQuotesNothingOfIt() {
    String document = new String(sample("fulcrum-stats.json"), StandardCharsets.UTF_8);
    for (int cut = 1; cut < document.length(); cut += 7) {
      byte[] damaged =
          (document.substring(0, cut) + "\u0000planted-rest").getBytes(StandardCharsets.UTF_8);
      assertThatThrownBy(() -> FulcrumFigures.read(damaged))
          .isInstanceOf(Malformed.class)
          .hasMessage("stats: expected JSON. Found: something else")
          .hasNoCause();
    }
  }

  @Test
  void fulcrumWithoutTimeSaysNothingAndThatIsUnknown() {
    ElectrumAnswer.FulcrumStats stats =
        (ElectrumAnswer.FulcrumStats)
            FulcrumFigures.read("[null]\r\n".getBytes(StandardCharsets.UTF_8));
    assertThat(stats.height()).isEmpty();
    assertThat(stats.clients()).isEmpty();
    assertThat(stats.daemonRefuses()).isFalse();
  }

  @Test
  void electrsOfBeforeIsUnderstood() {
    assertThat(ElectrsFigures.read(sample("electrs-0.11.prom")))
        .isEqualTo(
            new ElectrumAnswer.ElectrsMetrics(
                OptionalLong.of(800_000),
                OptionalLong.of(1_203),
                OptionalLong.of(250_420),
                OptionalLong.of(10),
                OptionalDouble.of(1.5005),
                OptionalLong.of(1_234_567_168)));
  }

  @Test
  void pageWithoutAnyMetricOfElectrsIsNoneOfItsPages() {
    for (String page : new String[] {"", "<html>", "go_goroutines 7\n", "electrs_x"}) {
      if (page.startsWith("electrs_")) {
        assertThat(ElectrsFigures.read(page.getBytes(StandardCharsets.UTF_8)))
            .isInstanceOf(ElectrumAnswer.ElectrsMetrics.class);
      } else {
        assertThatThrownBy(() -> ElectrsFigures.read(page.getBytes(StandardCharsets.UTF_8)))
            .isInstanceOf(Malformed.class);
      }
    }
  }

  @Test
  void figuresAreAskedOverHttpAndElectrumOfWhoHasNoneIsNot() throws Exception {
    HttpServer http =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    http.createContext(
        "/",
        exchange -> {
          byte[] body =
              switch (exchange.getRequestURI().getPath()) {
                case "/stats" -> sample("fulcrum-stats.json");
                case "/metrics" -> sample("electrs-0.11.prom");
                default -> new byte[0];
              };
          exchange.sendResponseHeaders(body.length == 0 ? 404 : 200, body.length);
          try (OutputStream out = exchange.getResponseBody()) {
            out.write(body);
          }
        });
    http.start();
    String base = "http://127.0.0.1:" + http.getAddress().getPort();
    try (Session session =
        new Electrum(
                "127.0.0.1",
                1,
                Optional.empty(),
                Optional.of(URI.create(base + "/stats")),
                Optional.of(URI.create(base + "/metrics")))
            .open()) {
      assertThat(session.ask(ElectrumCall.STATS.call())).isInstanceOf(Outcome.Answered.class);
      assertThat(session.ask(ElectrumCall.METRICS.call())).isInstanceOf(Outcome.Answered.class);
    }
    try (Session session =
        new Electrum(
                "127.0.0.1",
                1,
                Optional.empty(),
                Optional.of(URI.create(base + "/metrics")),
                Optional.of(URI.create(base + "/elsewhere")))
            .open()) {
      assertThat(((Outcome.Failed) session.ask(ElectrumCall.STATS.call())).said())
          .isEqualTo(
              "stats: expected JSON. Found: something else from 127.0.0.1:"
                  + http.getAddress().getPort()
                  + ". Is this the address of its figures?");
      assertThat(((Outcome.Failed) session.ask(ElectrumCall.METRICS.call())).said())
          .startsWith("HTTP 404");
      http.stop(0);
      assertThat(((Outcome.Failed) session.ask(ElectrumCall.STATS.call())).trouble())
          .isEqualTo(Trouble.UNREACHABLE);
    }
    assertThat(Electrum.plain("h", 1).calls())
        .extracting(call -> call.name())
        .doesNotContain("stats", "metrics")
        .startsWith("blockchain.headers.subscribe");
  }
}
