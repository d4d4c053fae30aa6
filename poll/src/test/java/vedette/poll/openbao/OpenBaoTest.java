package vedette.poll.openbao;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import vedette.poll.Outcome;
import vedette.poll.PollException;
import vedette.poll.Session;
import vedette.poll.Trouble;

/// Against a stand-in that answers as OpenBao documents it.
class OpenBaoTest {
  private HttpServer server;
  private volatile int code = 200;
  private volatile String body = "";
  private volatile String asked = "";

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          asked = exchange.getRequestMethod() + " " + exchange.getRequestURI();
          byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(code, bytes.length == 0 ? -1 : bytes.length);
          exchange.getResponseBody().write(bytes);
          exchange.close();
        });
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private Outcome ask() throws InterruptedException {
    URI where = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    try (Session session = new OpenBao(where, Optional.empty()).open()) {
      return session.ask(OpenBao.HEALTH);
    }
  }

  private static String health(boolean initialized, boolean sealed, boolean standby) {
    return """
    {"initialized":%s,"sealed":%s,"standby":%s,"performance_standby":false,
     "replication_performance_mode":"disabled","replication_dr_mode":"disabled",
     "server_time_utc":1795000000,"version":"2.6.2","cluster_name":"vault-cluster-1"}
    """
        .formatted(initialized, sealed, standby);
  }

  @Test
  void everyStateIsAnAnswerWhateverTheCode() throws Exception {
    for (int each : new int[] {200, 429, 501, 503}) {
      code = each;
      body = health(each != 501, each >= 501, each == 429);
      assertThat(ask())
          .isEqualTo(
              new Outcome.Answered(
                  new OpenBaoAnswer(each != 501, each >= 501, each == 429, Optional.of("2.6.2"))));
    }
    assertThat(asked).startsWith("GET /v1/sys/health?standbyok=true&");
  }

  @Test
  void whatIsNoHealthIsNotUnderstood() throws Exception {
    for (String each : new String[] {"", "<html>", "[]", "{\"sealed\":0}", "null"}) {
      body = each;
      assertThat(ask())
          .isInstanceOfSatisfying(
              Outcome.Failed.class, it -> assertThat(it.trouble()).isEqualTo(Trouble.GARBAGE));
    }
  }

  @Test
  void whereNobodyListensItIsUnreachable() throws Exception {
    server.stop(0);
    assertThat(ask())
        .isEqualTo(
            new Outcome.Failed(Trouble.UNREACHABLE, "127.0.0.1: nobody accepts connections"));
  }

  @Test
  void anAddressWithAPasswordIsRefusedWithoutSayingIt() {
    assertThatThrownBy(
            () -> new OpenBao(URI.create("https://u:planted@127.0.0.1:8200"), Optional.empty()))
        .isInstanceOf(PollException.class)
        .hasMessageNotContaining("planted");
  }

  /// Any body is an outcome.
  @FuzzTest(maxDuration = "1m")
  void anyBodyIsAnOutcome(byte[] bytes) {
    assertThat(HealthSession.outcome(200, bytes)).isNotNull();
  }
}
