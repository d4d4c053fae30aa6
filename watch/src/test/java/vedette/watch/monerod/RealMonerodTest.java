package vedette.watch.monerod;

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
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vedette.poll.PollTally;
import vedette.poll.Poller;
import vedette.poll.Secret;
import vedette.poll.monerod.Discovery;
import vedette.poll.monerod.FoundMonerod;
import vedette.poll.monerod.Monerod;
import vedette.poll.process.ProcessTable;
import vedette.poll.tls.Pins;
import vedette.poll.tls.Trust;
import vedette.testing.Ports;
import vedette.testing.RegtestMonerods;
import vedette.watch.service.NoNodes;
import vedette.watch.service.Services;
import vedette.watch.view.ServicePage;
import vedette.watch.view.ServiceView;

/// Two real nodes on a chain of their own, polled and judged as in the daemon. Each takes some 560
/// MB of memory and goes away after the test, whatever happened.
class RealMonerodTest {
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  /// A well-known address of Monero's own tests.
  private static final String MINER =
      "42ey1afDFnn4886T7196doS9GPMzexD9gXpsZJDwVjeRVdFCSoHnv7KPbBeGpzJBzHRCAs9UxqeoyFQMYbqSWYTfJJQAWDm";

  private static final Optional<Monerod.Login> LOGIN =
      Optional.of(new Monerod.Login("mon", Secret.of("correct-horse")));

  private final int one = Ports.free();
  private final int oneRestricted = Ports.free();
  private final int onePeers = Ports.free();
  private final int two = Ports.free();
  private final int twoPeers = Ports.free();
  private final Services services = new Services(InstantSource.system(), new NoNodes());
  @TempDir private Path directory;
  private RegtestMonerods nodes;

  @BeforeEach
  void prepare() throws IOException {
    nodes = new RegtestMonerods(directory);
    Optional<String> missing = RegtestMonerods.missing(2_500);
    assumeTrue(missing.isEmpty(), () -> missing.orElse(""));
  }

  @AfterEach
  void stop() throws InterruptedException {
    nodes.stop();
  }

  private Process one() throws IOException {
    return nodes.start(
        "one",
        onePeers,
        "--rpc-bind-port=" + one,
        "--rpc-restricted-bind-port=" + oneRestricted,
        "--add-exclusive-node=127.0.0.1:" + twoPeers);
  }

  private Process two() throws IOException {
    return nodes.start(
        "two",
        twoPeers,
        "--rpc-bind-port=" + two,
        "--rpc-login=mon:correct-horse",
        "--add-exclusive-node=127.0.0.1:" + onePeers);
  }

  private static void signal(Process process, String signal) throws Exception {
    assertThat(new ProcessBuilder("kill", signal, Long.toString(process.pid())).start().waitFor())
        .isZero();
  }

  private void mine(int blocks) throws Exception {
    String question =
        "{\"jsonrpc\":\"2.0\",\"id\":\"0\",\"method\":\"generateblocks\",\"params\":{\"amount_of_blocks\":%d,\"wallet_address\":\"%s\"}}"
            .formatted(blocks, MINER);
    try (HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
      HttpResponse<String> answer =
          client.send(
              HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + one + "/json_rpc"))
                  .timeout(PATIENCE)
                  .POST(HttpRequest.BodyPublishers.ofString(question))
                  .build(),
              HttpResponse.BodyHandlers.ofString());
      assertThat(answer.body()).contains("\"status\": \"OK\"");
    }
  }

  private void watch(Poller poller, String key, Monerod node) {
    services.put(new MonerodKind(), key, key, List.of());
    poller.put(key, node);
  }

  private ServicePage page(String key) {
    services.tick();
    return services.page(key).orElseThrow();
  }

  private void until(String key, Predicate<ServiceView> wanted) {
    await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(200))
        .until(() -> page(key).service(), wanted);
  }

  private void until(String key, String... words) {
    until(key, view -> List.of(words).contains(view.word()));
  }

  /// A question that a busy machine answers too late makes a page poorer until the next one.
  private static void eventually(ThrowingRunnable assertion) {
    await().atMost(PATIENCE).pollInterval(Duration.ofMillis(200)).untilAsserted(assertion);
  }

  private Map<String, Double> measured(String key) {
    return page(key).readings().stream()
        .filter(row -> row.labels().isEmpty())
        .collect(Collectors.toMap(ServicePage.Row::name, ServicePage.Row::value));
  }

  private long asked(Poller poller, String key) {
    return poller.tallies().stream()
        .filter(tally -> tally.target().equals(key) && tally.call().equals("get_info"))
        .mapToLong(PollTally::answered)
        .sum();
  }

  @Test
  void pairIsSeenInEachOfItsStates() throws Exception {
    Pins pins = Pins.inMemory();
    try (Poller poller = Poller.start(services::accept)) {
      watch(poller, "open", Monerod.at("127.0.0.1", one, Optional.empty()));
      watch(poller, "masked", Monerod.at("127.0.0.1", oneRestricted, Optional.empty()));
      watch(poller, "login", Monerod.at("127.0.0.1", two, LOGIN));
      watch(poller, "nobody", Monerod.at("127.0.0.1", two, Optional.empty()));
      watch(
          poller,
          "tls",
          new Monerod(
              URI.create("https://127.0.0.1:" + two), LOGIN, new Trust.FirstUse("two", pins)));
      until("open", "unreachable");

      Process first = one();
      until("open", "starting");
      until("masked", "syncing", "at the tip, restricted");

      Process second = two();
      until("open", "at the tip", "at the tip, no outgoing peers");
      until("login", "at the tip", "at the tip, no outgoing peers");
      until("tls", "at the tip", "at the tip, no outgoing peers");
      until("masked", "at the tip, restricted");
      until("nobody", "wrong credentials");
      until("nobody", view -> view.detail().startsWith("it wants a login. Do: "));
      assertThat(pins.pinned("two")).isPresent();
      eventually(() ->
          assertThat(measured("masked"))
              .containsEntry("monero_info_restricted", 1.0)
              .doesNotContainKeys(
                  "monero_info_outgoing_connections",
                  "monero_info_incoming_connections",
                  "monero_info_free_space_bytes"));

      mine(5);
      await()
          .atMost(PATIENCE)
          .until(() -> measured("login").getOrDefault("monero_info_height", 0.0) == 6);

      Instant killed = Instant.now();
      second.destroyForcibly().waitFor();
      until("open", "no peers");
      until("login", "gone");
      until("tls", "gone");
      eventually(() ->
          assertThat(measured("open"))
              .containsEntry("monero_info_outgoing_connections", 0.0)
              .containsEntry("monero_info_incoming_connections", 0.0)
              // What makes this alarm necessary.
              .containsEntry("monero_info_synchronized", 1.0));
      until("masked", "at the tip, restricted");
      assertThat(page("open").service().since()).isGreaterThan(killed.toEpochMilli());

      two();
      until("open", "at the tip", "at the tip, no outgoing peers");
      until("login", "at the tip", "at the tip, no outgoing peers");
      // The certificate is kept in the data directory: the pin still fits.
      until("tls", "at the tip", "at the tip, no outgoing peers");

      signal(first, "-STOP");
      try {
        until("open", "hangs");
        until("masked", "hangs");
        long before = asked(poller, "login");
        await().atMost(PATIENCE).until(() -> asked(poller, "login") >= before + 3);
        until("login", view -> !view.word().equals("hangs"));
      } finally {
        signal(first, "-CONT");
      }
      until("open", "at the tip", "at the tip, no outgoing peers");
      until("masked", "at the tip, restricted");
    }
  }

  @Test
  void runningNodeIsFoundWithItsLogin() throws Exception {
    Process process = two();
    Discovery discovery = new Discovery();
    FoundMonerod found =
        await()
            .atMost(PATIENCE)
            .until(
                () ->
                    discovery.find(ProcessTable.ofThisMachine()).stream()
                        .filter(it -> it.pid() == process.pid())
                        .findFirst(),
                Optional::isPresent)
            .orElseThrow();
    assertThat(found.network()).isEqualTo("regtest");
    assertThat(found.key()).startsWith("monero-regtest");
    assertThat(found.dataDirectory()).contains(nodes.dataDirectory("two"));
    assertThat(found.endpoint()).contains(URI.create("http://127.0.0.1:" + two + "/"));
    assertThat(found.login()).isEqualTo(LOGIN);
    assertThat(found.toString()).doesNotContain("correct-horse");
    try (Poller poller = Poller.start(services::accept)) {
      watch(
          poller,
          "found",
          new Monerod(found.endpoint().orElseThrow(), found.login(), new Trust.Authorities()));
      until("found", "starting");
    }
  }
}
