package vedette.app.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StaticFilesTest {
  private static final String SCRIPT = "/assets/sample-0a1b2c3d.js";

  @TempDir Path folder;

  @Test
  void theClientChoosesTheCompression() {
    try (Running running = Running.start(folder)) {
      assertThat(body(running, "br, gzip")).isEqualTo("as br\n");
      assertThat(body(running, "gzip;q=1.0, br;q=0")).isEqualTo("as gz\n");
      assertThat(body(running, "deflate")).isEqualTo("plain\n");
      Http.Answer answer = running.ask("GET", SCRIPT, "Accept-Encoding: br");
      assertThat(answer.header("Content-Encoding")).isEqualTo("br");
      assertThat(answer.header("Vary")).isEqualTo("Accept-Encoding");
      assertThat(answer.header("Content-Type")).startsWith("text/javascript");
    }
  }

  @Test
  void filesWithAHashInTheirNameMayBeKeptForEver() {
    try (Running running = Running.start(folder)) {
      assertThat(running.ask("GET", SCRIPT).header("Cache-Control"))
          .isEqualTo("public, max-age=31536000, immutable");
      assertThat(running.ask("GET", "/api/v1/nothing").header("Cache-Control"))
          .isEqualTo("no-store");
    }
  }

  @Test
  void aFileWithoutACompressedSiblingComesAsItIs() {
    try (Running running = Running.start(folder)) {
      Http.Answer answer =
          running.ask("GET", "/assets/sample-0a1b2c3d.svg", "Accept-Encoding: br, gzip");
      assertThat(answer.body()).isEqualTo("<svg/>\n");
      assertThat(answer.header("Content-Encoding")).isEmpty();
      assertThat(answer.header("Content-Type")).isEqualTo("image/svg+xml");
    }
  }

  private static String body(Running running, String accepts) {
    return running.ask("GET", SCRIPT, "Accept-Encoding: " + accepts).body();
  }
}
