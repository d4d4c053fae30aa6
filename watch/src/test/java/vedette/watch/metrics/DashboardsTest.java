package vedette.watch.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vedette.testing.Programs;

class DashboardsTest {
  private static final Path GRAFANA = Path.of("..", "deploy", "grafana");

  @Test
  void theShippedDashboardsAreWhatTheirGeneratorWrites(@TempDir Path folder) throws IOException {
    assumeTrue(Programs.find("python3").isPresent(), "needs python3");
    Path generator = folder.resolve("make-dashboards.py");
    Files.copy(GRAFANA.resolve("make-dashboards.py"), generator);
    Files.createDirectory(folder.resolve("dashboards"));
    Commands.Result result = Commands.run("", "python3", generator.toString());
    assertThat(result.code()).as(result.output()).isZero();
    assertThat(texts(GRAFANA.resolve("dashboards")))
        .isEqualTo(texts(folder.resolve("dashboards")))
        .hasSize(8);
  }

  private static Map<String, String> texts(Path folder) throws IOException {
    Map<String, String> texts = new TreeMap<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        texts.put(file.getFileName().toString(), Files.readString(file));
      }
    }
    return texts;
  }
}
