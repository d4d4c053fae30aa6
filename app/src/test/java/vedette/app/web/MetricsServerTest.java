package vedette.app.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class MetricsServerTest {
  private static final String TYPE = "text/plain; version=0.0.4; charset=utf-8";

  @Test
  void servesWhatIsWrittenAndNothingElse() {
    try (MetricsServer server =
        MetricsServer.start(
            "127.0.0.1", 0, TYPE, out -> out.write("a 1\n".getBytes(StandardCharsets.UTF_8)))) {
      for (String path : List.of("/", "/metrics", "/metrics?x=1")) {
        Http.Answer answer = ask(server, "GET", path);
        assertThat(answer.status()).as(path).isEqualTo(200);
        assertThat(answer.header("Content-Type")).isEqualTo(TYPE);
        assertThat(answer.body()).isEqualTo("a 1\n");
      }
      assertThat(ask(server, "GET", "/other").status()).isEqualTo(404);
      assertThat(ask(server, "POST", "/metrics").status()).isEqualTo(405);
      assertThat(ask(server, "TRACE", "/metrics").status()).isEqualTo(405);
      assertThat(ask(server, "GET", "/").head().toLowerCase(java.util.Locale.ROOT))
          .doesNotContain("jetty");
    }
  }

  @Test
  void aWriterThatFailsEndsOnlyThatScrape() {
    boolean[] fails = {true};
    try (MetricsServer server =
        MetricsServer.start(
            "127.0.0.1",
            0,
            TYPE,
            out -> {
              if (fails[0]) {
                throw new IllegalStateException("planted");
              }
              out.write('a');
            })) {
      Http.Answer answer = ask(server, "GET", "/metrics");
      assertThat(answer.status()).isEqualTo(500);
      assertThat(answer.body()).doesNotContain("planted");
      fails[0] = false;
      assertThat(ask(server, "GET", "/metrics").body()).isEqualTo("a");
    }
  }

  @Test
  void aTakenPortIsTold() {
    try (MetricsServer server = MetricsServer.start("127.0.0.1", 0, TYPE, _ -> {})) {
      assertThatThrownBy(
              () -> MetricsServer.start("127.0.0.1", server.address().getPort(), TYPE, _ -> {}))
          .isInstanceOf(WebException.class)
          .hasMessageContaining("metrics: expected to listen on 127.0.0.1 port")
          .hasMessageEndingWith(". Do: end what uses the port, or set metrics.*-port.");
    }
  }

  @Test
  void anAddressOfAnotherMachineIsTold() {
    assertThatThrownBy(() -> MetricsServer.start("192.0.2.1", 0, TYPE, _ -> {}))
        .isInstanceOf(WebException.class)
        .hasMessageStartingWith("metrics: expected to listen on 192.0.2.1 port 0. Found: ")
        .hasMessageEndingWith(
            ". Do: set metrics.address to an address of this machine (see `ip address`).");
  }

  private static Http.Answer ask(MetricsServer server, String method, String path) {
    return Http.ask("127.0.0.1", server.address().getPort(), method, path, "", List.of());
  }
}
