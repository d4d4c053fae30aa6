package vedette.poll.docker;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;

class DockerFuzzTest {
  /// Any bytes are an answer or are refused as none.
  @FuzzTest(maxDuration = "1m")
  void anyAnswerIsReadOrRefused(byte[] bytes) throws IOException {
    try (SocketChannel unused = SocketChannel.open()) {
      UnixHttp.Response response = UnixHttp.read(new ByteArrayInputStream(bytes), unused);
      assertThat(response.status()).isBetween(100, 599);
      assertThat(response.body().readAllBytes().length).isLessThanOrEqualTo(bytes.length);
    } catch (IOException refused) {
      assertThat(refused).isNotNull();
    }
  }

  /// However a log is cut into reads, it has the same payload; what is no frame is refused.
  @FuzzTest(maxDuration = "1m")
  void framesDoNotDependOnReads(byte[] bytes) throws InterruptedException {
    assertThat(payload(bytes, 1)).isEqualTo(payload(bytes, Math.max(1, bytes.length)));
  }

  /// Any JSON is a record or refused.
  @FuzzTest(maxDuration = "1m")
  void anyJsonIsARecordOrRefused(byte[] bytes) {
    try {
      assertThat(DockerAnswers.container(bytes).name()).doesNotContain("\n");
    } catch (DockerException refused) {
      assertThat(refused).hasMessageContaining("?");
    }
    try {
      assertThat(DockerAnswers.stats(bytes)).isNotNull();
    } catch (DockerException refused) {
      assertThat(refused).hasMessageContaining("?");
    }
    DockerAnswers.event(new String(bytes, StandardCharsets.UTF_8));
  }

  private static String payload(byte[] bytes, int size) throws InterruptedException {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    Frames frames = new Frames();
    try {
      for (int at = 0; at < bytes.length; at += size) {
        frames.feed(
            bytes,
            at,
            Math.min(size, bytes.length - at),
            (stream, from, offset, length) -> {
              all.write(stream);
              all.write(from, offset, 0);
              all.write(from, offset, length);
            });
      }
    } catch (DockerException refused) {
      return strip(all) + " refused";
    }
    return strip(all) + frames.whole();
  }

  /// Payload without the marks between its pieces.
  private static String strip(ByteArrayOutputStream all) {
    return all.toString(StandardCharsets.ISO_8859_1).replaceAll("[\\x00-\\x03]", "");
  }
}
