package vedette.watch.metrics;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import vedette.testing.Ports;

/// A real Prometheus with the configuration that is shipped, but for ports and intervals.
final class Prometheus implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient client =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
  private final Process process;
  private final int port = Ports.free();

  Prometheus(Path program, Path folder, Path shipped, Map<Integer, Integer> ports) {
    try {
      String configuration =
          Files.readString(shipped).replaceAll("scrape_interval: \\d+s", "scrape_interval: 1s");
      for (Map.Entry<Integer, Integer> each : ports.entrySet()) {
        configuration =
            configuration.replace("127.0.0.1:" + each.getKey(), "127.0.0.1:" + each.getValue());
      }
      Path file = Files.writeString(folder.resolve("prometheus.yml"), configuration);
      process =
          new ProcessBuilder(
                  program.toString(),
                  "--config.file=" + file,
                  "--storage.tsdb.path=" + folder.resolve("data"),
                  "--web.listen-address=127.0.0.1:" + port)
              .redirectErrorStream(true)
              .redirectOutput(folder.resolve("prometheus.log").toFile())
              .start();
    } catch (IOException failed) {
      throw new UncheckedIOException("Prometheus cannot be started", failed);
    }
  }

  /// Values of an instant query, one for each series; none while Prometheus is not ready.
  List<Double> query(String expression) {
    String question = URLEncoder.encode(expression, StandardCharsets.UTF_8);
    URI uri = URI.create("http://127.0.0.1:" + port + "/api/v1/query?query=" + question);
    try {
      String body =
          client
              .send(
                  HttpRequest.newBuilder(uri).timeout(Duration.ofSeconds(10)).build(),
                  BodyHandlers.ofString())
              .body();
      if (!body.startsWith("{")) {
        return List.of();
      }
      JsonNode answer = JSON.readTree(body);
      if (!answer.path("status").asString().equals("success")) {
        throw new AssertionError(expression + " is refused: " + body);
      }
      List<Double> values = new ArrayList<>();
      for (JsonNode series : answer.path("data").path("result")) {
        values.add(number(series.path("value").path(1).asString()));
      }
      return values;
    } catch (IOException notReady) {
      return List.of();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", interrupted);
    }
  }

  private static double number(String text) {
    return switch (text) {
      case "+Inf" -> Double.POSITIVE_INFINITY;
      case "-Inf" -> Double.NEGATIVE_INFINITY;
      default -> Double.parseDouble(text);
    };
  }

  @Override
  public void close() {
    client.close();
    process.destroyForcibly();
    process.onExit().join();
  }
}
