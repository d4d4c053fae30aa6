package vedette.app.up;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;
import vedette.app.notify.HttpSink;
import vedette.testing.Ports;
import vedette.testing.RegtestMonerods;

/// Two real Monero nodes, the whole daemon, and somebody who is told: from the last peer that
/// leaves to the message that it is back.
class RealMonerodAlarmTest {
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  private final int open = Ports.free();
  private final int masked = Ports.free();
  private final int peersOfOne = Ports.free();
  private final int peersOfTwo = Ports.free();
  @TempDir private Path folder;
  private RegtestMonerods monerods;

  @BeforeEach
  void prepare() throws IOException {
    monerods = new RegtestMonerods(folder);
    Optional<String> missing = RegtestMonerods.missing(3_000);
    assumeTrue(missing.isEmpty(), () -> missing.orElse(""));
  }

  @AfterEach
  void stop() throws InterruptedException {
    monerods.stop();
  }

  /// The only peer of the other; it goes to nobody itself.
  private Process peer() throws IOException {
    return monerods.start("two", peersOfTwo, "--rpc-bind-port=" + Ports.free(), "--out-peers=0");
  }

  private static Stream<String> told(HttpSink sink, String status) {
    return sink.got().stream()
        .map(HttpSink.Got::body)
        .filter(body -> body.contains("MoneroNoPeers") && body.contains(status));
  }

  private boolean theyHaveFoundEachOther() throws InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + open + "/get_info"))
            .timeout(PATIENCE)
            .build();
    try (HttpClient client = HttpClient.newHttpClient()) {
      String info = client.send(request, HttpResponse.BodyHandlers.ofString()).body();
      return JsonMapper.shared().readTree(info).path("outgoing_connections_count").asInt(0) == 1;
    } catch (IOException notYet) {
      return false;
    }
  }

  private static void linked(UpProcess up) {
    up.awaitTopic(
        "service/open",
        it -> assertThat(it.at("/page/links/outgoing").asInt(0)).as("%s", it).isEqualTo(1));
  }

  @Test
  void losingTheLastPeerIsToldAndItsReturnAndARestrictedPortRaisesNothing() throws Exception {
    Process _ =
        monerods.start(
            "one",
            peersOfOne,
            "--rpc-bind-port=" + open,
            "--rpc-restricted-bind-port=" + masked,
            "--add-exclusive-node=127.0.0.1:" + peersOfTwo);
    Process last = peer();
    // Before Vedette looks: how long two nodes take to find each other must raise nothing.
    await().atMost(PATIENCE).until(this::theyHaveFoundEachOther);
    try (HttpSink sink = HttpSink.taking();
        UpProcess up =
            UpProcess.in(folder)
                .yaml(
                    """
                    demo: never
                    monerod:
                      - {key: open, url: 'http://127.0.0.1:%d'}
                      - {key: masked, url: 'http://127.0.0.1:%d'}
                    alerts:
                      group: 0 s
                      between: 0 s
                      cooldown: 0 s
                      rules: [{rule: MoneroNoPeers, for: 5 s}]
                      channels: [{name: hook, kind: webhook, url: '%s'}]
                    """
                        .formatted(open, masked, sink.uri("/hook")))
                .start()) {
      up.login();
      linked(up);
      assertThat(told(sink, "").toList()).as("nothing while it has a peer").isEmpty();

      int _ = last.destroyForcibly().waitFor();
      await().atMost(PATIENCE).until(() -> told(sink, "\"firing\"").findAny().isPresent());
      String alarm = told(sink, "\"firing\"").findFirst().orElseThrow();
      assertThat(alarm).contains("\"critical\"").contains("open");

      Process _ = peer();
      await().atMost(PATIENCE).until(() -> told(sink, "\"resolved\"").findAny().isPresent());
      assertThat(told(sink, "\"resolved\"").findFirst().orElseThrow()).contains("open");
      linked(up);

      assertThat(told(sink, "\"firing\"").toList()).as("told once").hasSize(1);
      assertThat(sink.got())
          .as("its restricted port shows no peers at all")
          .noneMatch(got -> got.body().toLowerCase(Locale.ROOT).contains("masked"));
    }
  }
}
