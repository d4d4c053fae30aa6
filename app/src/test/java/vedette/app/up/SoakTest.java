package vedette.app.up;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Must show 1 and 3 in small: at a high rate every event is accounted for, and nothing grows with
/// time.
class SoakTest {
  /// Nobody else's program has this name: what is counted is this node's alone.
  private static final String NAME = "bitcoind-" + ProcessHandle.current().pid();

  private static final int RATE = 5_000;
  private static final int SECONDS = 24;

  @TempDir private Path folder;

  /// What must not grow.
  private record Size(int files, int threads, int series) {}

  private static Size size(UpProcess up) throws IOException, InterruptedException {
    String metrics = up.get("/metrics").body();
    return new Size(
        up.openFiles(),
        up.threads(),
        (int) metrics.lines().filter(line -> !line.startsWith("#")).count());
  }

  private static long fired(JsonNode system) {
    long sum = 0;
    for (JsonNode row : system.at("/tracepoints")) {
      sum +=
          row.at("/delivered").asLong()
              + row.at("/lost").asLong()
              + row.at("/dropped").asLong()
              + row.at("/filtered").asLong();
    }
    return sum;
  }

  @Test
  void everyEventIsAccountedForAndNothingGrows() throws Exception {
    Nodes.assumeTracing();
    Path binary = Nodes.binary(folder.resolve("node"), NAME);
    String yaml = "demo: never\nnodes:\n  - {key: busy, exe: " + binary + "}\n";
    try (UpProcess up = UpProcess.in(folder).yaml(yaml).start().login()) {
      Process node =
          Nodes.start(
              binary,
              "--rate",
              Integer.toString(RATE),
              "--count",
              Integer.toString(RATE * SECONDS),
              "--peers",
              "100",
              "--wait-attached");
      try {
        awaitFired(up, RATE * SECONDS / 2);
        Size middle = size(up);
        awaitFired(up, RATE * SECONDS * 9 / 10);
        Size end = size(up);
        assertThat(end.files()).as("open files").isLessThanOrEqualTo(middle.files() + 4);
        assertThat(end.threads()).as("threads").isLessThanOrEqualTo(middle.threads() + 4);
        assertThat(end.series())
            .as("metric series")
            .isLessThanOrEqualTo(middle.series() + middle.series() / 20);
        Awaitility.await().atMost(UpProcess.PATIENCE).until(() -> !node.isAlive());
      } finally {
        node.destroyForcibly().waitFor();
      }
      JsonNode told =
          JsonMapper.shared().readTree(Files.readString(binary.resolveSibling("out")).strip());
      long total = told.at("/total").asLong();
      assertThat(total).isEqualTo(RATE * SECONDS);
      up.awaitTopic(
          "system",
          system -> {
            assertThat(fired(system)).isEqualTo(total);
            for (JsonNode row : system.at("/tracepoints")) {
              assertThat(
                      row.at("/delivered").asLong()
                          + row.at("/lost").asLong()
                          + row.at("/dropped").asLong()
                          + row.at("/filtered").asLong())
                  .as(row.at("/event").asString())
                  .isEqualTo(told.at("/fired/" + row.at("/event").asString()).asLong());
            }
          });
    }
  }

  private static void awaitFired(UpProcess up, long events) {
    up.awaitTopic("system", system -> assertThat(fired(system)).isGreaterThanOrEqualTo(events));
  }
}
