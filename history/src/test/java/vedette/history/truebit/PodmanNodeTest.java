package vedette.history.truebit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import vedette.history.Database;

/// A node in a real container, followed by a process that is killed again and again.
class PodmanNodeTest {
  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final String NAME = "vedette-test-node";

  private Path folder = Path.of("");
  private Path db = Path.of("");
  private Path node = Path.of("");

  @BeforeEach
  void make() throws Exception {
    // A socket's path has room for some hundred bytes only.
    folder = Files.createTempDirectory(Path.of("/tmp"), "pod");
    db = folder.resolve("t.db");
    node = folder.resolve("node-root");
  }

  @AfterEach
  void remove() throws Exception {
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path each : all.sorted(java.util.Comparator.reverseOrder()).toList()) {
        Files.delete(each);
      }
    }
  }

  @Test
  void nothingIsLostOrDoubledInItsFilesThroughKillsRotationAndRecreation() throws Exception {
    try (Podman podman = Podman.orSkip(folder)) {
      podman.node(NAME, false, node, 4_000, 10_000);
      String[] where = {node.resolve("logs").toString(), node.resolve("datadb").toString()};
      killAndGoOn(podman, where);
      podman.must("rm", "-f", "-t", "0", NAME);
      podman.node(NAME, false, node, 4_000, 10_000);
      Process last = follower(where);
      try {
        long had = entries();
        await().atMost(PATIENCE).until(() -> entries() > had + 10_000);
        kill(podman);
        NodeLog said = new NodeLog().files(node.resolve("logs"));
        assertThat(said.entries.size()).isGreaterThan(30_000);
        assertSame(said);
        try (TruebitReader reader = new TruebitReader(StoreOptions.of(db))) {
          assertThat(reader.data("00000003-2222-4333-8444-000000000003"))
              .hasValueSatisfying(data -> {
                assertThat(data.solution()).contains("s3");
                assertThat(data.input()).contains("{\"n\":3}");
              });
        }
      } finally {
        last.destroyForcibly().waitFor();
      }
    }
  }

  /// B4, B5: the same through the engine, with stamps and frames around every line.
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void b4B5NothingIsLostOrDoubledThroughTheEngine(boolean terminal) throws Exception {
    try (Podman podman = Podman.orSkip(folder)) {
      podman.node(NAME, terminal, node, 4_000, 10_000);
      String socket = podman.socket().toString();
      killAndGoOn(podman, socket);
      Process last = follower(socket);
      try {
        NodeLog said = new NodeLog().text(podman.log(NAME));
        await().atMost(PATIENCE).until(() -> entries() >= said.entries.size());
        // The engine throws a container's log away with it.
        podman.must("rm", "-f", "-t", "0", NAME);
        podman.node(NAME, terminal, node, 4_000, 5_000);
        await().atMost(PATIENCE).until(() -> entries() > said.entries.size() + 1_000);
        podman.restartService();
        await().atMost(PATIENCE).until(() -> entries() > said.entries.size() + 5_200);
        kill(podman);
        said.text(podman.log(NAME));
        assertThat(said.entries.size()).isGreaterThan(20_000);
        assertSame(said);
      } finally {
        last.destroyForcibly().waitFor();
      }
    }
  }

  /// Until all that it said is in its log: podman does not wait for that.
  private static void kill(Podman podman) throws Exception {
    podman.must("kill", "-s", "KILL", NAME);
    podman.must("wait", NAME);
  }

  private void assertSame(NodeLog said) throws Exception {
    await().atMost(PATIENCE).until(() -> entries() >= said.entries.size());
    assertThat(NodeLog.difference(said.entries, kept())).isEmpty();
    try (TruebitReader reader = new TruebitReader(StoreOptions.of(db))) {
      Map<String, Long> statuses = new TreeMap<>();
      List<TaskRow> page = reader.tasks(Optional.empty(), 1_000, 0);
      for (int at = 0; !page.isEmpty(); page = reader.tasks(Optional.empty(), 1_000, at)) {
        page.forEach(task -> statuses.merge(task.status(), 1L, Long::sum));
        at += page.size();
      }
      assertThat(statuses).isEqualTo(said.statuses());
      assertThat(reader.totals().invoices()).isEqualTo(said.invoices());
    }
  }

  private void killAndGoOn(Podman podman, String... where) throws Exception {
    long seed = Long.getLong("vedette.seed", System.nanoTime());
    System.out.println("seed " + seed);
    Random random = new Random(seed);
    for (int round = 0; round < 4; round++) {
      Process follower = follower(where);
      try {
        long had = entries();
        int more = random.nextInt(2_000);
        await()
            .atMost(PATIENCE)
            .pollInterval(Duration.ofMillis(100))
            .until(() -> entries() > had + more);
        if (round % 2 == 1) {
          kill(podman);
          podman.must("start", NAME);
        }
      } finally {
        follower.destroyForcibly().waitFor();
      }
    }
    kill(podman);
  }

  private Process follower(String... where) throws Exception {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-Xmx128m",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                KilledFollower.class.getName(),
                db.toString(),
                NAME));
    command.addAll(List.of(where));
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(
            ProcessBuilder.Redirect.appendTo(db.resolveSibling("follower.log").toFile()))
        .start();
  }

  /// How many entries are kept; 0 while that cannot be told.
  private long entries() {
    if (!Files.exists(db)) {
      return 0;
    }
    try (Connection connection = Database.reader(db)) {
      return Database.number(connection, "SELECT sum(entries) FROM parts");
    } catch (SQLException notYet) {
      return 0;
    }
  }

  private List<String> kept() {
    List<String> all = new ArrayList<>();
    try (TruebitReader reader = new TruebitReader(StoreOptions.of(db))) {
      LogQuery query = LogQuery.newest(1_000);
      List<LogRow> rows = reader.log(query);
      while (!rows.isEmpty()) {
        rows.forEach(row -> all.add(row.text()));
        query =
            new LogQuery(1_000, rows.getLast().id(), 0, query.level(), query.kind(), query.text());
        rows = reader.log(query);
      }
    }
    return all;
  }
}
