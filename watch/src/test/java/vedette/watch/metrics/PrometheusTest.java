package vedette.watch.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.abort;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import vedette.tap.TapException;
import vedette.testing.Ports;
import vedette.testing.Programs;

/// A real Prometheus scrapes what Vedette exposes of a demo node, and the dashboards have something
/// to show.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PrometheusTest {
  private static final Path ROOT = Path.of("..");
  private static final Path SHIPPED = ROOT.resolve("deploy/prometheus/prometheus.yml");
  private static final Path DASHBOARDS = ROOT.resolve("deploy/grafana/dashboards");
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final List<AutoCloseable> running = new ArrayList<>();
  private final Metrics metrics = Metrics.create("test");
  private final ScrapeServer server = new ScrapeServer();
  private @Nullable Prometheus prometheus;
  private boolean machine;

  @BeforeAll
  void start(@TempDir Path folder) throws IOException {
    Optional<Path> program = Programs.find("prometheus");
    assumeTrue(
        program.isPresent() && Programs.find("promtool").isPresent(),
        "needs Prometheus (Debian package prometheus)");
    try {
      running.add(DemoLife.start(ROOT, folder, metrics));
    } catch (TapException refused) {
      abort("the demo node cannot be tapped here: " + refused.getMessage());
    }
    running.add(server);
    Map<Integer, Integer> ports = new HashMap<>();
    ports.put(9435, server.serve(_ -> metrics.usdtDash()));
    ports.put(9436, server.serve(_ -> metrics.usdtDashRpc()));
    ports.put(21000, server.serve(metrics::own));
    ports.put(9100, nodeExporter(folder));
    Prometheus started = new Prometheus(program.orElseThrow(), folder, SHIPPED, ports);
    running.add(started);
    prometheus = started;
    await()
        .atMost(PATIENCE)
        .until(() -> started.query("sum(up{job!='node'})").equals(List.of(3.0)));
  }

  @AfterAll
  void stop() throws Exception {
    for (AutoCloseable each : running.reversed()) {
      each.close();
    }
  }

  private int nodeExporter(Path folder) throws IOException {
    int port = Ports.free();
    Optional<Path> exporter = Programs.find("prometheus-node-exporter");
    machine = exporter.isPresent();
    if (machine) {
      Process process =
          new ProcessBuilder(
                  exporter.orElseThrow().toString(), "--web.listen-address=127.0.0.1:" + port)
              .redirectErrorStream(true)
              .redirectOutput(folder.resolve("node-exporter.log").toFile())
              .start();
      running.add(process::destroyForcibly);
    }
    return port;
  }

  @Test
  void everyQueryOfEveryShippedDashboardReturnsData() throws IOException {
    List<String> queries = new ArrayList<>();
    try (Stream<Path> files = Files.list(DASHBOARDS)) {
      for (Path file : files.toList()) {
        JsonNode dashboard = new ObjectMapper().readTree(Files.readString(file));
        assertThat(file).hasFileName(dashboard.path("uid").asString() + ".json");
        for (JsonNode panel : dashboard.path("panels")) {
          for (JsonNode target : panel.path("targets")) {
            queries.add(target.path("expr").asString());
          }
        }
      }
    }
    assertThat(queries).hasSizeGreaterThan(100);
    assertAllReturnData(queries);
  }

  @Test
  void everyQueryOfUsdtDashsDashboardsReturnsData() throws IOException {
    List<String> queries = usdtDashQueries();
    assertThat(queries).hasSize(59);
    assertAllReturnData(queries);
  }

  @Test
  void theTwoPanelsThatUsdtDashLeavesEmptyHaveValues() {
    for (String query :
        List.of(
            "bitcoind_block_inputs",
            "rate(bitcoind_mempool_added_fees_satoshis_total[1m])"
                + " / rate(bitcoind_mempool_added_vbytes_total[1m])")) {
      await()
          .atMost(PATIENCE)
          .untilAsserted(() ->
              assertThat(query(query))
                  .as(query)
                  .hasSize(1)
                  .allMatch(value -> Double.isFinite(value) && value > 0));
    }
  }

  @Test
  void vedettesOwnFamiliesAreScrapedAsOpenMetrics() {
    await()
        .atMost(PATIENCE)
        .until(() ->
            server.contentTypes().stream()
                .anyMatch(type -> type.startsWith("application/openmetrics-text")));
    // A scrape that takes a second counts as failed, until the next one.
    await()
        .atMost(PATIENCE)
        .untilAsserted(() -> assertThat(query("up{job='vedette'}")).containsExactly(1.0));
  }

  @Test
  void promtoolFindsNothingButTheNameOfOneFamilyOfUsdtDash() {
    await().atMost(PATIENCE).until(() -> Scrape.of(metrics.usdtDashRpc()).types().size() == 14);
    assertThat(promtool(metrics.usdtDash())).isEqualTo("0");
    assertThat(promtool(metrics.own(""))).isEqualTo("0");
    // A name that dashboards ask for; promtool takes "kb" for a unit.
    assertThat(promtool(metrics.usdtDashRpc()))
        .isEqualTo(
            "bitcoind_mempool_minfee_per_kb metric names should not contain abbreviated units\n3");
  }

  @Test
  void promtoolAcceptsTheShippedConfiguration() {
    Commands.Result result = Commands.run("", "promtool", "check", "config", SHIPPED.toString());
    assertThat(result.code()).as(result.output()).isZero();
  }

  private static String promtool(Exposition exposition) {
    Commands.Result result =
        Commands.run(Scrape.of(exposition).text(), "promtool", "check", "metrics");
    return (result.output() + result.code()).strip();
  }

  private void assertAllReturnData(List<String> queries) {
    TreeSet<String> pending = new TreeSet<>(queries);
    if (!machine) {
      pending.removeIf(query -> query.contains("node_"));
    }
    await()
        .atMost(PATIENCE)
        .untilAsserted(() -> {
          pending.removeIf(query -> !query(filled(query)).isEmpty());
          assertThat(pending).isEmpty();
        });
  }

  /// As Grafana would send it with all nodes chosen.
  private static String filled(String query) {
    return query.replace("$__rate_interval", "1m").replace("$node", ".*");
  }

  private List<Double> query(String expression) {
    Prometheus asked = prometheus;
    assertThat(asked).isNotNull();
    return asked == null ? List.of() : asked.query(expression);
  }

  private static List<String> usdtDashQueries() throws IOException {
    try (var in = PrometheusTest.class.getResourceAsStream("usdt-dash-queries.txt")) {
      assertThat(in).isNotNull();
      String text = in == null ? "" : new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return text.lines().filter(line -> !line.startsWith("#")).toList();
    }
  }
}
